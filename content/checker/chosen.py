"""What somebody has chosen so far: kept sealed for half an hour, found by a token in a cookie."""

from datetime import timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from applications.drafting import kept
from procedures import catalogue
from procedures.errors import Unknown
from procedures.language import trees
from procedures.language.trees import Chosen, Tree, Walked

COOKIE = "checker"
STEP = "checker"


def tree() -> Tree:
    return catalogue.tree(trees.WHICH)


def of(request: HttpRequest) -> dict[str, str]:
    """By question; nothing when the half hour is over."""
    token = request.COOKIES.get(COOKIE, "")
    found = kept.offer(token, subject=_subject(), step=STEP) if token else None
    return {key: values[0] for key, values in (found or {}).items() if values}


def keep(request: HttpRequest, answer: HttpResponseBase, chosen: Chosen) -> None:
    """In place of what was kept before."""
    forget(request, answer)
    token = kept.keep({key: [code] for key, code in chosen.items()}, subject=_subject(), step=STEP)
    if token is not None:
        answer.set_cookie(
            COOKIE,
            token,
            max_age=timedelta(minutes=kept.KEPT_MINUTES),
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )


def forget(request: HttpRequest, answer: HttpResponseBase) -> None:
    if token := request.COOKIES.get(COOKIE, ""):
        kept.drop(token)
        answer.delete_cookie(COOKIE)


def walked(request: HttpRequest) -> Walked:
    return trees.walk(tree(), of(request))


def led_to(request: HttpRequest, procedure: str) -> Walked | None:
    """The way, if it ended at this procedure and is still kept."""
    try:
        found = walked(request) if COOKIE in request.COOKIES else None
    except Unknown:
        return None
    return found if found is not None and found.end == procedure else None


def _subject() -> UUID:
    """No draft is there yet: the tree itself."""
    return uuid5(NAMESPACE_URL, f"{STEP}:{trees.WHICH}")

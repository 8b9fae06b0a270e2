"""What a stranger typed on the readiness page: kept sealed for half an hour, and there again after signing in."""

from datetime import timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.datastructures import MultiValueDict

from applications.drafting import kept

COOKIE = "kept-day"
STEP = "readiness"
PREFIX = "last_lawful_day"


def keep(request: HttpRequest, procedure: str, answer: HttpResponse) -> HttpResponse:
    """The answer, with the cookie that finds the day again."""
    posted = {name: values for name, values in request.POST.lists() if name.startswith(PREFIX)}
    token = kept.keep(posted, subject=_subject(procedure), step=STEP) if any(map(any, posted.values())) else None
    if token:
        age, secure = timedelta(minutes=kept.KEPT_MINUTES), settings.SESSION_COOKIE_SECURE
        answer.set_cookie(COOKIE, token, max_age=age, httponly=True, samesite="Lax", secure=secure)
    return answer


def typed(request: HttpRequest, procedure: str) -> MultiValueDict[str, str] | None:
    """As it was posted; None when nothing was."""
    token = request.COOKIES.get(COOKIE)
    posted = kept.offer(token, subject=_subject(procedure), step=STEP) if token else None
    return MultiValueDict(posted) if posted else None


def _subject(procedure: str) -> UUID:
    """No draft is there yet: the page itself."""
    return uuid5(NAMESPACE_URL, f"{STEP}:{procedure}")

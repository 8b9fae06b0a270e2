"""What was posted and not saved, offered on its page again: the session had ended, we failed, a token was old."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from copy import copy
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.db import DatabaseError, transaction
from django.http import Http404, HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.urls import resolve
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from applications.answers.wizard import REVISION
from applications.drafting import kept
from applications.drafting.models import Application

COOKIE = "kept-post"
FAILED = ".failed"  # after the token: why it is offered
NOT_DONE = _("Your session had ended, so nothing was done. Press the button again.")
ANSWERED = (Http404, PermissionDenied, BadRequest, SuspiciousOperation)  # no failures of ours

type Posted = dict[str, list[str]]
type View = Callable[..., HttpResponseBase]


@dataclass(slots=True)
class Unsaved:
    """What came with a token that does not count, and whether a page has shown it."""

    posted: Posted
    is_shown: bool = False


@contextmanager
def spared(request: HttpRequest, *, subject: UUID, page: str, start: str = "") -> Iterator[None]:
    """Around what answers a POST: an exception keeps the fields of this prefix; the request knows by which token."""
    try:
        yield
    except ANSWERED:
        raise
    except Exception:
        if request.method == "POST":
            _spare(request, subject, page, start)
        raise


def posted_fields(request: HttpRequest, start: str | tuple[str, ...] = "") -> Posted:
    """Of a file only its name is kept."""
    files = {field: [file.name or "" for file in each] for field, each in request.FILES.lists()}
    named = {**dict(request.POST.lists()), **files}
    return {name: values for name, values in named.items() if name.startswith(start) and name != "csrfmiddlewaretoken"}


def signed_in(*, subject: str, page: str) -> Callable[[View], View]:
    """As `login_required`, but what was posted waits behind the sign-in; `subject` is an argument of the address."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
            if request.user.is_authenticated:
                return view(request, **kwargs)
            return to_sign_in(request, subject=kwargs[subject], page=page)

        return guarded

    return guard


def to_sign_in(
    request: HttpRequest, *, subject: UUID, page: str, start: str = "", application: UUID | None = None
) -> HttpResponseBase:
    """Off to sign-in and back here; what was posted waits sealed for half an hour, if there is such an application."""
    answer = redirect_to_login(request.get_full_path())
    posted = posted_fields(request, start)
    exists = Application.objects.filter(pk=application or subject).exists() if posted else False
    token = kept.keep(posted, subject=subject, step=page) if exists else None
    if token:
        remember(answer, token)
    return answer


def rendered(answer: HttpResponseBase) -> HttpResponseBase:
    """Made whole here, so that a template that fails is one of the failures."""
    return answer.render() if isinstance(answer, SimpleTemplateResponse) else answer


def remember(answer: HttpResponseBase, token: str, *, failed: bool = False) -> None:
    answer.set_cookie(
        COOKIE,
        token + FAILED if failed else token,
        max_age=timedelta(minutes=kept.KEPT_MINUTES),
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def keeping(request: HttpRequest, answer: HttpResponseBase) -> HttpResponseBase:
    """Of an answer to an exception that `spared` saw: what was typed waits in this browser."""
    if token := getattr(request, "kept_token", None):
        remember(answer, token, failed=True)
    return answer


def again(request: HttpRequest) -> HttpResponseBase | None:
    """The page this was posted to, read as by a GET, with what was typed; None where a page offers nothing.

    For a POST whose security token does not count, and that the portal's own page has sent. Nothing of it is acted on.
    """
    reading = copy(request)
    reading.method = "GET"  # META is the same: the new token is remembered there
    reading.POST = QueryDict()
    reading.unsaved = Unsaved(posted_fields(request))  # type: ignore[attr-defined]  # read by `of`
    try:
        view, args, kwargs = resolve(request.path_info)
        answer = rendered(view(reading, *args, **kwargs))
    except ANSWERED:
        return None
    return answer if reading.unsaved.is_shown else None  # type: ignore[attr-defined]  # set above


def of(request: HttpRequest, *, subject: UUID, page: str, fits: Callable[[Posted], bool] = bool) -> Posted | None:
    """What waits for this page in this browser and fits its form; the caller has asked whose page it is."""
    posted = _waiting(request, subject, page)
    if posted is None or not fits(posted):
        return None
    if unsaved := _unsaved(request):
        unsaved.is_shown = True
    return posted


def lost(request: HttpRequest, *, subject: UUID, page: str) -> dict[str, Any]:
    """For `components/lost_files.html`: the names of the files that were sent there in vain, and why."""
    posted = of(request, subject=subject, page=page, fits=lambda each: any(each.get("file", []))) or {}
    return {"lost": posted.get("file", []), "offered_why": why(request)}


def why(request: HttpRequest) -> str:
    """Why it is offered, for the words above it: token, failure or session."""
    if _unsaved(request):
        return "token"
    return "failure" if request.COOKIES.get(COOKIE, "").endswith(FAILED) else "session"


def done(request: HttpRequest, answer: HttpResponseBase) -> HttpResponseBase:
    """The POST was answered: what waited is not needed any more."""
    if token := request.COOKIES.get(COOKIE, "").removesuffix(FAILED):
        kept.drop(token)
        answer.delete_cookie(COOKIE)
    return answer


class Offering:
    """For a wizard: a step shows what waits for it, not saved yet; `kept_for` says whose sheet it is."""

    offered = False
    request: HttpRequest
    steps: Any

    @property
    def kept_for(self) -> UUID:
        raise NotImplementedError

    def get(self, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if posted := of(self.request, subject=self.kept_for, page=self.steps.current):
            self.offered = True
            shown: HttpResponseBase = self.render(self.get_form(data=MultiValueDict(posted)))  # type: ignore[attr-defined]  # the wizard's
            return shown
        answer: HttpResponseBase = super().get(*args, **kwargs)  # type: ignore[misc]  # the wizard's
        return answer

    def post(self, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return done(self.request, super().post(*args, **kwargs))  # type: ignore[misc]  # the wizard's

    def get_context_data(self, form: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(form=form, **kwargs)  # type: ignore[misc]  # the wizard's
        return {**context, **self._revision(), "offered": self.offered, "offered_why": why(self.request)}

    def _revision(self) -> dict[str, str]:
        """That of the page it was typed on, so that two versions are still seen as two."""
        unsaved = _unsaved(self.request)
        return {"revision": unsaved.posted.get(REVISION, [""])[0]} if unsaved else {}


def _waiting(request: HttpRequest, subject: UUID, page: str) -> Posted | None:
    if unsaved := _unsaved(request):
        return unsaved.posted
    token = request.COOKIES.get(COOKIE, "").removesuffix(FAILED)
    return kept.offer(token, subject=subject, step=page) if token and request.method != "POST" else None


def _unsaved(request: HttpRequest) -> Unsaved | None:
    return getattr(request, "unsaved", None)


def _spare(request: HttpRequest, subject: UUID, page: str, start: str) -> None:
    """Nothing can be kept while the database is away; the last answer says so then."""
    with suppress(DatabaseError), transaction.atomic():
        request.kept_token = kept.keep(posted_fields(request, start), subject=subject, step=page)  # type: ignore[attr-defined]  # read by the last answer

"""The last answer to what no view answers: a page for people in their language, a problem for programs."""

import sys
from contextlib import suppress
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.db.utils import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.http.response import HttpResponseBase
from django.template import loader
from django.utils import translation
from django.views.decorators.csrf import requires_csrf_token

from applications.drafting import offered
from config import problem_types

RETRY_SECONDS = 5
PROGRAMS = ("/api/", "/_allauth/", "/gov/")

type Context = dict[str, bool]


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 while the database is away or starts: a client, the connector too, then simply comes again."""
    error = sys.exc_info()[1]
    if isinstance(error, UnreadablePostError):  # cut off while it sent: no fault of ours, and nobody reads this
        return _answer(request, HTTPStatus.BAD_REQUEST, "400.html", plain={})
    away = isinstance(error, OperationalError | InterfaceError)
    status = HTTPStatus.SERVICE_UNAVAILABLE if away else HTTPStatus.INTERNAL_SERVER_ERROR
    token, was_typed = getattr(request, "kept_token", None), request.method == "POST"
    told = {"is_kept": token is not None, "was_typed": was_typed, "had_files": was_typed and _brings_files(request)}
    answer = _answer(request, status, "500.html", plain=told)
    if token:
        offered.remember(answer, token, failed=True)
    if away:
        answer["Retry-After"] = str(RETRY_SECONDS)
    return answer


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Nothing of such a request is trusted, so its page is made without it."""
    return _answer(request, HTTPStatus.BAD_REQUEST, "400.html", plain={})


@requires_csrf_token
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, HTTPStatus.FORBIDDEN, "403.html")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """The page again with what was typed, where it came from that page itself; nothing of it is saved or done."""
    shown = offered.again(request) if _is_from_here(request) else None
    if shown is None:
        return _answer(request, HTTPStatus.FORBIDDEN, "403_csrf.html")
    shown.status_code = HTTPStatus.FORBIDDEN
    return shown


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, HTTPStatus.NOT_FOUND, "404.html")


def nowhere(request: HttpRequest) -> HttpResponse:
    """An address of a library that we do not have."""
    raise Http404


def explain(request: HttpRequest, response: HttpResponseNotAllowed) -> None:
    """Words for a method that an address does not know; the headers stay."""
    told = _answer(request, HTTPStatus.METHOD_NOT_ALLOWED, "405.html")
    response.content = b"" if request.method == "HEAD" else told.content
    if request.method != "HEAD":  # counted before these words were there; a server cuts the answer at it
        response["Content-Length"] = str(len(told.content))
    for name in ("Content-Type", "Content-Language"):
        if name in told:
            response[name] = told[name]


def _is_from_here(request: HttpRequest) -> bool:
    """What another site sent is never shown in ours. Browsers before Sec-Fetch-Site (2023) name the origin alone."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    own = {settings.PORTAL_URL, *settings.CSRF_TRUSTED_ORIGINS}
    return settings.ROLE == "portal" and (origin in own if site is None else site == "same-origin")


def _answer(request: HttpRequest, status: HTTPStatus, template: str, *, plain: Context | None = None) -> HttpResponse:
    is_program = settings.ROLE == "exchange" or request.path.startswith(PROGRAMS)
    answer = _problem(status) if is_program else _page(request, template, plain=plain)
    answer.status_code = status
    return answer


def _page(request: HttpRequest, template: str, *, plain: Context | None) -> HttpResponse:
    """In the reader's language. Plain: without the request, since what broke may be the person or their session."""
    with translation.override(_language(request)):
        content = loader.get_template(template).render(plain, request if plain is None else None)
        return HttpResponse(content, headers={"Content-Language": translation.get_language() or ""})


def _brings_files(request: HttpRequest) -> bool:
    """Of a body that cannot be read nothing is known."""
    with suppress(BadRequest, SuspiciousOperation, MultiPartParserError, OSError):
        return bool(request.FILES)
    return False


def _language(request: HttpRequest) -> str:
    """Of the address, else the one the browser asks for: the middleware that finds out may not have run."""
    return translation.get_language_from_path(request.path_info) or translation.get_language_from_request(request)


def _explained(status: HTTPStatus) -> str:
    """The standard's own words; those for what is our fault say nothing of use."""
    return "" if status.is_server_error else status.description


def _problem(status: HTTPStatus) -> HttpResponse:
    problem = problem_types.details(status, status.name.lower(), status.phrase, detail=_explained(status))
    return JsonResponse(problem, status=status, content_type=problem_types.CONTENT_TYPE)

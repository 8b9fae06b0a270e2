"""The last answer to an error nobody caught: a page for people, a problem for programs."""

import sys
from http import HTTPStatus

from django.db.utils import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.views import defaults

RETRY_SECONDS = 5
PROGRAMS = ("/api/", "/_allauth/", "/gov/")


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 while the database is away or starts: a client, the connector too, then simply comes again."""
    away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    status = HTTPStatus.SERVICE_UNAVAILABLE if away else HTTPStatus.INTERNAL_SERVER_ERROR
    answer = _problem(status) if request.path.startswith(PROGRAMS) else _page(request)
    answer.status_code = status
    if away:
        answer["Retry-After"] = str(RETRY_SECONDS)
    return answer


def _page(request: HttpRequest) -> HttpResponse:
    """In the language of the address: what broke may be what finds out about languages."""
    with translation.override(translation.get_language_from_path(request.path_info) or translation.get_language()):
        return defaults.server_error(request)


def _problem(status: HTTPStatus) -> HttpResponse:
    problem = {"status": status, "title": status.phrase, "code": status.name.lower()}
    return JsonResponse(problem, status=status, content_type="application/problem+json")

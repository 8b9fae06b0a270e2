"""The middleware before every view: what no page could read is answered 400; a refusal without words gets them."""

import codecs
from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.utils.datastructures import MultiValueDictKeyError
from rest_framework.exceptions import APIException

from config import failures, parsers

NUL = "\0"
SIGN_IN = "/_allauth/"  # its library reads JSON by itself, and less strictly


class ReadableMiddleware:
    """NUL reaches no table, by path, query, header or cookie. Bodies are judged at their fields."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """A field of a form that no page leaves out; Wagtail's views take it for granted."""
        if isinstance(exception, MultiValueDictKeyError) and settings.ROLE == "editors":
            raise BadRequest("a field is missing") from exception

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if reason := unreadable(request):
            raise BadRequest(reason)
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and isinstance(response, HttpResponse) and not response.content:
            failures.explain(request, response)
        return response


def unreadable(request: HttpRequest) -> str:
    """What is wrong with it, for the log; empty when it can be read."""
    if NUL in request.path_info or b"\0" in unquote_to_bytes(request.META.get("QUERY_STRING", "")):
        return "NUL in the address"
    headers = (value for name, value in request.META.items() if name.startswith(("HTTP_", "CONTENT_")))
    if any(NUL in str(value) for value in headers) or any(NUL in value for value in request.COOKIES.values()):
        return "NUL in a header"
    if not _is_text(request.content_params.get("charset", "utf-8") if request.content_params else "utf-8"):
        return "a charset that is none"
    if request.path_info.startswith(SIGN_IN) and request.body and not _is_json(request.body):
        return "JSON that is none"
    return ""


def _is_json(body: bytes) -> bool:
    try:
        parsers.read(body.decode())
    except (UnicodeError, APIException):
        return False
    return True


def _is_text(charset: str) -> bool:
    """UTF-8 and what is part of it: other codecs decompress, or make halves of signs."""
    try:
        return codecs.lookup(charset).name in {"utf-8", "ascii"}
    except (LookupError, ValueError):
        return False

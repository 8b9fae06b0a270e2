"""Django's choice of language, but an answer of the API stays where it was asked."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

WITHOUT_LANGUAGE = ("/api/", "/_allauth/")


class LanguageMiddleware(LocaleMiddleware):
    def process_request(self, request: HttpRequest) -> None:
        """An answer of the API varies by a header, and caches keep it under that: a cookie has no say there."""
        if request.path_info.startswith(WITHOUT_LANGUAGE):
            request.COOKIES.pop(settings.LANGUAGE_COOKIE_NAME, None)
        super().process_request(request)

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Django would lead every 404 to `/<language>/…`, where the page tree takes any address."""
        if not request.path_info.startswith(WITHOUT_LANGUAGE):
            return super().process_response(request, response)
        patch_vary_headers(response, ("Accept-Language",))
        response.headers.setdefault("Content-Language", get_language() or "")
        return response

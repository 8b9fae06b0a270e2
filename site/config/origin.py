"""The portal's own address, whatever address a request says it came to."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

PORTAL = "config.urls"

type Answer = Callable[[HttpRequest], HttpResponseBase]


class OwnOrigin:
    """`ALLOWED_HOSTS` lets any port through, and the links we make would carry it: a mail's, a cached page's.

    So the Host header is read once, judged, and replaced by that of `PORTAL_URL`; whatever builds an absolute address
    later, in a package of others too, builds ours. The other hosts make no absolute addresses.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.ROOT_URLCONF == PORTAL:
            request.get_host()  # raises DisallowedHost
            request.META["HTTP_HOST"] = urlsplit(settings.PORTAL_URL).netloc
        return self.get_response(request)

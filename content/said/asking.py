"""The request of a reader who is not signed in, made here."""

from io import BytesIO
from urllib.parse import unquote_to_bytes, urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.handlers.wsgi import WSGIRequest


def asked_by_anybody(path: str) -> WSGIRequest:
    portal = urlsplit(settings.PORTAL_URL)
    server = {"HTTP_HOST": portal.netloc, "SERVER_NAME": portal.hostname, "SERVER_PORT": str(portal.port or "")}
    said = unquote_to_bytes(path).decode("latin-1")  # as a server hands it on
    asked = {"REQUEST_METHOD": "GET", "PATH_INFO": said, "wsgi.url_scheme": portal.scheme, "wsgi.input": BytesIO()}
    request = WSGIRequest(server | asked)
    request.user = AnonymousUser()
    return request

"""How the API knows who asks: the session token of allauth's headless sign-in."""

from typing import Any

from allauth.headless.contrib.rest_framework.authentication import XSessionTokenAuthentication
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.request import Request

HEADER = "X-Session-Token"


class SessionToken(XSessionTokenAuthentication):
    def authenticate_header(self, request: Request) -> str:
        """Named in `WWW-Authenticate`, so that a missing sign-in answers 401, not 403."""
        return f'Session realm="MOS", header="{HEADER}"'


class SessionTokenScheme(OpenApiAuthenticationExtension):
    """How the published schema names it."""

    target_class = "accounts.authentication.SessionToken"
    name = "sessionToken"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "header", "name": HEADER}

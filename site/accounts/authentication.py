"""How the API knows who asks: the session token of allauth's headless sign-in."""

from allauth.headless.contrib.rest_framework.authentication import XSessionTokenAuthentication
from rest_framework.request import Request


class SessionToken(XSessionTokenAuthentication):
    def authenticate_header(self, request: Request) -> str:
        """Named in `WWW-Authenticate`, so that a missing sign-in answers 401, not 403."""
        return 'Session realm="MOS", header="X-Session-Token"'

"""The one place where a page may do more than the strict policy says: Wagtail's admin, at the editors' host."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.csp import CSP

ADMIN = "/admin/"
FRAMED = {"frame-ancestors": [CSP.SELF]}  # the editing page shows the preview in a frame
# A nonce would be no help: the admin's scripts and styles have none, and one would switch 'unsafe-inline' off
INLINE = {name: [CSP.SELF, CSP.UNSAFE_INLINE] for name in ("script-src", "style-src")}

type Answer = Callable[[HttpRequest], HttpResponseBase]


class AdminPolicy:
    """Stands inside Django's middleware of the policy, and tells it what to write instead."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if settings.ROLE != "editors":
            return response
        if getattr(request, "is_dummy", False):  # Wagtail renders a preview by a request of its own: a page of ours
            response._csp_config = settings.SECURE_CSP | FRAMED  # type: ignore[attr-defined]  # Django's own way
        elif request.path.startswith(ADMIN):
            response._csp_config = settings.SECURE_CSP | FRAMED | INLINE  # type: ignore[attr-defined]  # Django's own way
        return response

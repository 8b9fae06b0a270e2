"""How often one address may search: a search costs the database more than a page does."""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle
from rest_framework.views import APIView


class SearchRate(SimpleRateThrottle):
    """Of page and API together. The address is found as sign-in finds it: proxies that we trust are looked behind."""

    scope = "search"
    THROTTLE_RATES = {"search": "60/min"}

    def get_cache_key(self, request: Request | HttpRequest, view: APIView | None) -> str:
        asked = getattr(request, "_request", request)
        return self.cache_format % {"scope": self.scope, "ident": get_adapter().get_client_ip(asked)}


def seconds_to_wait(request: HttpRequest) -> int:
    """0: it may search now, and this counts as one."""
    rate = SearchRate()
    if rate.allow_request(request, None):  # type: ignore[arg-type]  # it reads nothing of them but by the key
        return 0
    return max(1, round(rate.wait() or 1))

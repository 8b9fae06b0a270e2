"""The way from an address to a page and back in few queries: one for the whole path, whatever its depth."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest
from wagtail.models import Page
from wagtail.url_routing import RouteResult

RESERVED = frozenset(
    {"account", "annex", "applications", "cases", "components", "documents", "fees", "offices", "receipts"}
)  # taken by config.urls under every language
HOME_DEPTH = 2
APPLY = "apply"  # the steps of an application live under a guide at this name


def find(home: Page, request: HttpRequest, components: Sequence[str]) -> RouteResult:
    """The page of this path, if it and all above it are live."""
    paths = [home.url_path]
    for component in components:
        paths.append(f"{paths[-1]}{component}/")
    trail = list(Page.objects.filter(url_path__in=paths[1:]).select_related("locale").order_by("depth"))
    if len(trail) < len(components) or not all(page.live for page in trail):
        raise Http404
    page = trail[-1].specific
    page.locale = trail[-1].locale
    page.trail = [home, *trail[:-1]]
    return page.route(request, [])


def address(url_path: str, language: str) -> str:
    """The public path of a page; the first part of `url_path` is the home page of its language."""
    rest = url_path.strip("/").split("/")[1:]
    return "/".join(["", language, *rest, ""])

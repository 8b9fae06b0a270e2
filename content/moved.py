"""Where the page of an old address is today: one hop, however often it was moved, taken off and put back."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlsplit

from django.db.models import Exists, F, OuterRef
from django.db.models.functions import Length
from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.http.response import HttpResponseBase
from wagtail.contrib.redirects.models import Redirect

from content import routing

type Answer = Callable[[HttpRequest], HttpResponseBase]
MOST_HOPS = 10  # of redirects that editors wrote; those of pages lead to the page itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    old_path: str
    location: str
    is_permanent: bool


def to(asked: str) -> Moved | None:
    """None where no redirect leads to something that answers: to a page that is off, or in a circle."""
    path, is_permanent, seen = _normal(asked), True, set[str]()
    found: Moved | None = None
    while path not in seen and "\0" not in path and len(seen) < MOST_HOPS:
        seen.add(path)
        row = _row(path)
        if row is None:
            return found
        is_permanent = is_permanent and row.is_permanent
        location = _location(row)
        if not is_address(location):
            return None
        led = Moved(old_path=_normal(asked), location=location, is_permanent=is_permanent)
        if row.answers if row.redirect_page else answers(location):
            return led
        # What is no page of ours may still answer, as /en/fees/ does; a page that is off does not
        found, path = None if row.redirect_page else led, _normal(location)
    return None


def answers(location: str) -> bool:
    """Whether it is another server's, or a page of ours stands there; a redirect never hides one."""
    if not location.startswith("/"):
        return True
    language, *parts = [part for part in urlsplit(location).path.split("/") if part] or [""]
    try:
        routing.find(language, parts)
    except Http404:
        return False
    return True


def is_address(location: str) -> bool:
    """`//[` begins the name of a host that never ends."""
    try:
        urlsplit(location)
    except ValueError:
        return False
    return True


def _normal(path: str) -> str:
    normal: str = Redirect.normalise_path(path)
    return normal


def _row(path: str) -> Redirect | None:
    """With the query as asked, else without it."""
    found: Redirect | None = (
        Redirect.objects.filter(old_path__in={path, urlsplit(path).path})
        .select_related("redirect_page__locale")
        .annotate(answers=Exists(routing.published().filter(pk=OuterRef("redirect_page_id"))))
        .order_by(Length("old_path").desc(), F("site").asc(nulls_last=True))
        .first()
    )
    return found


def _location(row: Redirect) -> str:
    page = row.redirect_page
    return str(row.redirect_link) if page is None else routing.address(page.url_path, page.locale.language_code)


class OldAddresses:
    """Where nothing answers, the redirect does."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code != HTTPStatus.NOT_FOUND or (moved := to(request.get_full_path())) is None:
            return response
        answer = HttpResponsePermanentRedirect if moved.is_permanent else HttpResponseRedirect
        return answer(moved.location)

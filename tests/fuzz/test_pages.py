"""No page answers 500, whatever is sent to it: every address of the portal's and the officers' host, every field."""

from collections.abc import Callable, Iterator

import pytest
from django.http import HttpResponse

from accounts.models import User
from content.journey.forms import LastDayForm
from tests.fuzz import addresses, hostile_input, page_forms
from tests.fuzz.hostile_input import some_of
from tests.fuzz.page_forms import PageForm
from tests.fuzz.visited_world import World
from tests.fuzz.visitors import OFFICERS, PORTAL, Tally, Visitor

pytestmark = pytest.mark.django_db  # before the tests that empty the database

# Who, at which host, which part of its addresses; the least number of forms that is found there
VISITORS = {
    "nobody": (PORTAL, "", 8),
    "third-party": (PORTAL, "annex/", 3),
    "answering": (PORTAL, "step", 16),
    "applicant": (PORTAL, "", 31),
    "officer": (OFFICERS, "", 10),
}
ROUTES = sorted({*addresses.routes(PORTAL), *addresses.routes(OFFICERS)})


@pytest.mark.parametrize("who", VISITORS)
def test_no_form_of_a_page_is_answered_500(
    visited: World, who: str, record_property: Callable[[str, object], None]
) -> None:
    urlconf, _part, least = VISITORS[who]
    tally, seen = Tally(), set[object]()
    with Visitor(urlconf, tally, _user(visited, who)) as visitor:
        if who == "nobody":
            visitor.opened_the_reset_link(visited.parts["reset"][0].partition("-")[2])
        for address in _addresses(visited, who):
            for form in _forms(visitor.get(address)):
                if (key := (form.action, form.method, form.names)) not in seen:
                    kinds = {name.rpartition("-")[2]: name for name in form.hidden}  # one field of each is enough
                    new = {name for kind, name in kinds.items() if kind not in seen}
                    seen |= {key, *kinds}
                    _fuzz(visitor, form, new)
    record_property("requests", tally.counts)
    assert tally.counts["forms"] >= least
    assert tally.counts["fields x values"] >= 10 * tally.counts["forms"]
    assert not tally.broken, tally.told()


@pytest.mark.parametrize("who", ["nobody", "applicant", "officer"])
def test_no_address_answers_500_to_what_no_browser_sends(
    visited: World, who: str, record_property: Callable[[str, object], None]
) -> None:
    """Each route: methods, bodies that are none, headers, queries and segments, some of each kind in turn."""
    tally, urlconf = Tally(), VISITORS[who][0]
    with Visitor(urlconf, tally, _user(visited, who)) as visitor:
        for turn, route in enumerate(addresses.routes(urlconf)):
            _junk(visitor, next(addresses.of(route, visited.parts)), turn)
    record_property("requests", tally.counts)
    assert sum(tally.counts.values()) >= 10 * len(addresses.routes(urlconf))
    assert not tally.broken, tally.told()


@pytest.mark.parametrize("route", ROUTES)
def test_every_address_can_be_fuzzed(visited: World, route: str) -> None:
    """A part with a new name is a KeyError here: the world needs a value for it."""
    assert list(addresses.of(route, visited.parts))


def test_an_address_with_a_new_part_is_missed(visited: World) -> None:
    with pytest.raises(KeyError, match="colour"):
        list(addresses.of("en/paint/<str:colour>/", visited.parts))


def test_a_planted_crash_is_caught(visited: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(form: LastDayForm) -> None:
        if form.data["last_lawful_day-year"] == "2024":
            raise LookupError("planted")

    monkeypatch.setattr(LastDayForm, "clean", crash, raising=False)
    tally = Tally()
    with Visitor(PORTAL, tally, visited.olena) as visitor:
        for form in _forms(visitor.get(f"/en/applications/{visited.draft.pk}/last-day/")):
            _fuzz(visitor, form, set())
    assert any("planted" in each for each in tally.broken)


def _junk(visitor: Visitor, address: str, turn: int) -> None:
    for method in ("HEAD", "OPTIONS", "PUT", "DELETE"):
        visitor.send(method, address, b"a=b", hostile_input.URLENCODED)
    for content_type, body in some_of(hostile_input.BODIES, turn, 2):
        visitor.send("POST", address, body, content_type)
    for headers in some_of(hostile_input.HEADERS, turn):
        visitor.send("GET", address, b"", "", **headers)
    for query in some_of(hostile_input.QUERIES, turn):
        visitor.send("GET", f"{address}?{query}")
    for segment in some_of(hostile_input.SEGMENTS, turn):
        visitor.send("GET", f"{address}{segment}/")
        visitor.send("GET", address.replace("/1/", f"/{segment}/") if "/1/" in address else f"/{segment}{address}")


def _user(world: World, who: str) -> User | None:
    return {"applicant": world.olena, "answering": world.olena, "officer": world.officer}.get(who)


def _addresses(world: World, who: str) -> Iterator[str]:
    urlconf, part, _least = VISITORS[who]
    for route in addresses.routes(urlconf):
        if route.startswith("en/") and _part(route) == part:
            yield from addresses.of(route, world.parts)


def _part(route: str) -> str:
    if "annex/" in route:
        return "annex/"
    return "step" if "step" in route or "<path:guide>" in route else ""


def _forms(page: HttpResponse) -> Iterator[PageForm]:
    if page.headers.get("Content-Type", "").startswith("text/html"):
        yield from page_forms.on(page.content, page.request["PATH_INFO"])  # type: ignore[attr-defined]  # the client's


def _fuzz(visitor: Visitor, form: PageForm, hidden: set[str]) -> None:
    visitor.tally.add("forms")
    visitor.tally.add("fields x values", (len(form.typed) + len(hidden)) * len(hostile_input.VALUES))
    for body, content_type in form.rounds(hidden):
        if form.method == "GET":
            visitor.send("GET", f"{form.action}?{body.decode('latin-1')}")
        else:
            visitor.send(form.method, form.action, body, content_type)

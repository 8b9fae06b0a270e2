"""Two editors change a fee, an address: page, API and order follow in the next request, and at midnight of its day."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from html import unescape
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from accounts.acting import themselves
from accounts.models import User
from applications.drafting import lifecycle, step_answers
from applications.drafting.fileable import hindrance_to_begin
from audit.models import Event
from procedures import catalogue, overlays, terms
from procedures.deadlines import engine, rules
from procedures.models import Overlay
from procedures.tables import changes
from tests.journeys.answers import OLENA
from tests.procedures.test_authorities import BLUE_CARD, decided

CARD = "/admin/dated-facts/fees.amount/card/"
PHONES = "/admin/dated-facts/offices.phones/14/"
NEW = {"value": "120", "valid_from": "2026-11-01", "source": "Dz.U. 2026 poz. 1", "checked_on": "2026-11-20"}
NBSP = "\N{NO-BREAK SPACE}"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_read_before() -> Iterator[None]:
    """The copy of a test before is of entries that were rolled back."""
    overlays._copies.clear()
    yield
    overlays._copies.clear()


class Editor:
    """On the editors' host, where the reader of a test is not."""

    def __init__(self, user: User) -> None:
        self._browser = Client(headers={"accept-language": "en"})
        self._browser.force_login(user)

    @override_settings(ROOT_URLCONF="config.urls_editors")
    def get(self, address: str) -> Any:
        return self._browser.get(address)

    @override_settings(ROOT_URLCONF="config.urls_editors")
    def post(self, address: str, data: dict[str, str] | None = None) -> Any:
        return self._browser.post(address, data or {})


@pytest.fixture
def first(editor: User) -> Editor:
    return Editor(editor)


@pytest.fixture
def second(content_loaded: None) -> Editor:
    user = User.objects.create_user("second@example.test", "a long password", is_staff=True)
    user.groups.add(Group.objects.get(name="Editors"))
    return Editor(user)


def newest(page: str, act: str) -> str:
    return f"{page}{Overlay.objects.latest('entered_at').pk}/{act}/"


def confirm(first: Editor, second: Editor, page: str = CARD, **changed: str) -> None:
    entry = NEW | changed
    assert first.post(f"{page}enter/", entry).status_code == 302
    assert second.post(newest(page, "approve"), {"typed": entry["value"]}).status_code == 302


def text_of(answer: Any) -> str:
    return unescape(answer.content.decode())


def card_by_api(client: Client, on: str = "") -> int:
    found = client.get("/api/v1/procedures/temporary-work/", {"on": on} if on else {}).json()
    return int(next(fee["amount"] for fee in found["fees"] if fee["key"] == "card"))


def card_in_order(client: Client) -> int:
    """A new one, of a new person."""
    olena = User.objects.create_user(f"olena{User.objects.count()}@example.test", "lipowa-brama-2026")
    draft = lifecycle.start(themselves(olena), catalogue.procedure("temporary-work"), language="en")
    step_answers.write(draft, "birth", OLENA["birth"], expected=0, acting=themselves(olena))  # a child pays half
    client.force_login(olena)
    made = client.post("/api/v1/orders/", {"application": str(draft.pk)}, content_type="application/json").json()
    return int(next(item["amount"] for item in made["items"] if item["fee"] == "card"))


def test_a_fee_of_two_editors_is_on_page_order_and_api(client: Client, first: Editor, second: Editor) -> None:
    guide, fees = "/en/guides/temporary-work/", "/en/fees/"
    assert (card_by_api(client), card_in_order(client)) == (10_000, 10_000)
    assert f"100{NBSP}zł" in text_of(client.get(guide))
    assert first.post(f"{CARD}enter/", NEW).status_code == 302
    assert card_by_api(client) == 10_000  # one editor alone changes nothing
    assert second.post(newest(CARD, "approve"), {"typed": "120,00 zł"}).status_code == 302
    assert (card_by_api(client), card_in_order(client)) == (12_000, 12_000)
    assert card_by_api(client, on="2026-10-31") == 10_000
    shown = text_of(client.get(guide))
    assert (f"120{NBSP}zł" in shown, f">100{NBSP}zł" in shown) == (True, False)
    assert f"120{NBSP}zł" in text_of(client.get(fees))  # where documents of other procedures cost 100 still
    assert first.post(newest(CARD, "withdraw")).status_code == 302
    assert (card_by_api(client), card_in_order(client)) == (10_000, 10_000)


def test_it_counts_from_midnight_in_warsaw(client: Client, first: Editor, second: Editor) -> None:
    confirm(first, second, valid_from="2027-01-01")
    with time_machine.travel(datetime(2026, 12, 31, 22, 59, 59, tzinfo=UTC), tick=False):
        assert card_by_api(client) == 10_000
        assert f"120{NBSP}zł" not in text_of(client.get("/en/guides/temporary-work/"))
    with time_machine.travel(datetime(2026, 12, 31, 23, 0, tzinfo=UTC), tick=False):
        assert card_by_api(client) == 12_000
        assert f"120{NBSP}zł" in text_of(client.get("/en/guides/temporary-work/"))


def test_the_trail_has_every_act(first: Editor, second: Editor) -> None:
    confirm(first, second)
    first.post(newest(CARD, "withdraw"))
    entry = Overlay.objects.get()
    told = Event.objects.filter(subject=entry.pk).order_by("at").values_list("event", "actor", "facts")
    said = {"fact": "fees.amount", "row": "card", "value": "120.00"}
    assert list(told) == [
        ("overlay-waiting", entry.entered_by, said),
        ("overlay-approved", entry.approved_by, said),
        ("overlay-withdrawn", entry.entered_by, said),
    ]


def test_an_amount_is_hidden_and_typed_again_by_somebody_else(first: Editor, second: Editor) -> None:
    first.post(f"{CARD}enter/", NEW)
    assert "120" not in text_of(second.get(CARD)).split("Everything that was entered")[1]
    own = first.post(newest(CARD, "approve"), {"typed": "120"})
    other = second.post(newest(CARD, "approve"), {"typed": "102"})
    again = second.post(f"{CARD}enter/", NEW)
    assert [answer.status_code for answer in (own, other, again)] == [422, 422, 422]
    assert "Somebody else has to confirm it" in text_of(own)
    assert "not what was entered" in text_of(other)
    assert Overlay.objects.get().is_waiting


def test_telephone_numbers_are_approved_as_they_stand(client: Client, first: Editor, second: Editor) -> None:
    first.post(f"{PHONES}enter/", NEW | {"value": "+48 22 111 22 33\n22 111 22 34"})
    assert "+48 22 111 22 33" in text_of(second.get(PHONES))
    assert second.post(newest(PHONES, "approve")).status_code == 302
    assert "+48 22 111 22 33" in text_of(client.get("/en/offices/"))
    office = client.get("/api/v1/authorities/?voivodeship=14").json()["results"][0]
    assert office["phones"] == ["+48 22 111 22 33", "22 111 22 34"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"value": "a lot"}, "This cannot be read"),
        ({"value": "-5"}, "This cannot be read"),
        ({"value": "100,00"}, "This is what holds on that day already"),
        ({"valid_from": "1999-01-01"}, "Nothing is known here on that day"),
        ({"valid_to": "2026-10-01"}, "These days do not fit"),
        ({"checked_on": "2036-10-01"}, "These days do not fit"),
    ],
)
def test_what_can_not_be_is_said_and_nothing_is_lost(first: Editor, changed: dict[str, str], said: str) -> None:
    answer = first.post(f"{CARD}enter/", NEW | changed)
    assert (answer.status_code, said in text_of(answer), "Dz.U. 2026 poz. 1" in text_of(answer)) == (422, True, True)
    assert not Overlay.objects.exists()


@pytest.mark.parametrize("path", ["fees.amount/nothing/", "fees.label/card/", "offices.accounts.city/14/"])
def test_unknown_fact_is_not_found(first: Editor, path: str) -> None:
    assert first.get(f"/admin/dated-facts/{path}").status_code == 404
    assert first.post(f"/admin/dated-facts/{path}enter/", NEW).status_code == 404


def test_entry_of_another_row_is_not_found(first: Editor, second: Editor) -> None:
    first.post(f"{CARD}enter/", NEW)
    other = newest(CARD, "approve").replace("/card/", "/duty-temporary/")
    assert [second.post(address).status_code for address in (other, other.replace("approve", "withdraw"))] == [404, 404]


def test_only_those_with_the_right_get_there(content_loaded: None) -> None:
    staff = User.objects.create_user("staff@example.test", "a long password", is_staff=True)
    staff.groups.add(Group.objects.create(name="Others"))
    other = Editor(staff)
    assert [other.get(url).status_code for url in ("/admin/dated-facts/", CARD)] == [302, 302]
    assert other.post(f"{CARD}enter/", NEW).status_code == 302
    assert not Overlay.objects.exists()


def test_lists_take_the_same_queries_for_any_number_of_entries(first: Editor, second: Editor) -> None:
    addresses = ("/admin/dated-facts/", CARD)
    before = [queries(first, each) for each in addresses]
    for amount in ("120", "130", "140"):
        confirm(first, second, value=amount)
    first.post("/admin/dated-facts/fees.amount/duty-temporary/enter/", NEW)
    after = [queries(first, each) for each in addresses]
    assert [after[0] - before[0], after[1] - before[1]] == [0, 1]  # who they were, once there is somebody


def test_a_reader_s_request_asks_once_however_much_was_changed(client: Client, first: Editor, second: Editor) -> None:
    confirm(first, second)
    address = "/api/v1/procedures/temporary-work/"
    client.get(address)
    with CaptureQueriesContext(connection) as before:
        client.get(address)
    confirm(first, second, value="130")
    client.get(address)
    with CaptureQueriesContext(connection) as after:
        client.get(address)
    assert (len(before), len(after)) == (1, 1)


def queries(editor: Editor, address: str) -> int:
    """The second time it is asked for."""
    editor.get(address)
    with CaptureQueriesContext(connection) as captured:
        editor.get(address)
    return len(captured)


def test_editors_see_what_applied_on_a_day_and_what_changes_after_it(first: Editor, second: Editor) -> None:
    confirm(first, second, valid_from="2027-01-01")
    days = "/admin/dated-facts/days/"
    asked = ("on=2026-12-31", "on=2027-01-01", "after=2026-12-31")
    before, since, coming = (text_of(first.get(f"{days}?{each}")) for each in asked)
    assert ["120.00" in shown for shown in (before, since, coming)] == [False, True, True]
    assert ("100.00" in coming, "Dz.U. 2026 poz. 1" in coming) == (True, True)  # before, and where it is said
    wrong = [first.get(f"{days}?{each}").status_code for each in ("on=soon", "on=2026-12-31&after=2026-12-31")]
    assert wrong == [422, 422]


def test_a_day_off_of_once_moves_the_end_of_a_term_and_back(first: Editor, second: Editor) -> None:
    page = "/admin/dated-facts/days_off.days/given/"
    monday = date(2027, 11, 8)
    confirm(first, second, page, value="2027-11-12", valid_from="2027-01-01")
    with changes.one_state():
        ends = [engine.after(monday, days=days) for days in (3, 4)]
        assert ends == [date(2027, 11, 15)] * 2  # 11 November is a holiday, 12 a day off, then comes the week's end
    confirm(first, second, page, value="", valid_from="2027-02-01")
    with changes.one_state():
        assert engine.after(monday, days=3) == date(2027, 11, 12)
    confirm(first, second, "/admin/dated-facts/days_off.days/taken/", value="2027-11-11", valid_from="2027-01-01")
    with changes.one_state():
        assert engine.after(monday, days=3) == date(2027, 11, 11)
    wrong = first.post(f"{page}enter/", NEW | {"value": "12 November"})
    assert (wrong.status_code, "This cannot be read" in text_of(wrong)) == (422, True)


HOURS, BRANCH = "/admin/dated-facts/offices.hours/14/", "/admin/dated-facts/branches.hours/32:Koszalin/"
SITE = "https://www.gov.pl/web/uw-mazowiecki/godziny"


def test_opening_hours_are_on_the_page_and_by_api_with_their_source(
    client: Client, first: Editor, second: Editor
) -> None:
    unknown = "<li>Opening hours</li>"
    assert unknown in text_of(client.get("/en/offices/14/"))
    confirm(first, second, HOURS, value="pn–czw 8:00–16:00\npt. 8:00-18:30", source=SITE)
    page = text_of(client.get("/en/offices/14/"))
    assert ("Thursday" in page, "08:00–18:30" in page, "Saturday" in page, unknown in page) == (
        True,
        True,
        False,
        False,
    )
    assert (f'href="{SITE}"' in page, "Read on 20 November 2026" in page.replace(NBSP, " ")) == (True, True)
    office = client.get("/api/v1/authorities/14/").json()
    assert office["hours"][-1] == {"day": "friday", "opens": "08:00", "closes": "18:30"}
    (told,) = (each for each in office["facts"] if each["field"] == "hours")
    assert (told["source"], told["checked_on"], told["confidence"]) == (SITE, "2026-11-20", "high")
    assert client.get("/api/v1/authorities/12/").json()["hours"] == []


def test_a_branch_has_hours_of_its_own_and_keeps_what_else_is_known(
    client: Client, first: Editor, second: Editor
) -> None:
    confirm(first, second, BRANCH, value="monday 9:00-15:00", source="Pismo 1/2026")
    office = client.get("/api/v1/authorities/32/").json()
    (branch,) = office["branches"]
    assert (branch["hours"], office["hours"]) == ([{"day": "monday", "opens": "09:00", "closes": "15:00"}], [])
    assert branch["phones"] == ["94 342 83 38"]
    assert "Pismo 1/2026" in text_of(client.get("/en/offices/32/"))
    listed = client.get("/api/v1/facts/").json()["items"]
    told = {each["key"]: each for each in listed if each["fact"] == "branches.hours"}
    assert {key: each["value"] for key, each in told.items()} == {"32:Koszalin": "monday 09:00-15:00"}
    phones = [each for each in listed if (each["fact"], each["key"]) == ("branches.phones", "32:Koszalin")]
    assert [(each["approved_on"], each["before"]) for each in phones] == [(None, None)]


def test_hours_that_are_not_known_any_more_are_not_known(client: Client, first: Editor, second: Editor) -> None:
    confirm(first, second, HOURS, value="monday 8:00-16:00")
    confirm(first, second, HOURS, value="", valid_from="2026-11-10")
    office = client.get("/api/v1/authorities/14/").json()
    (told,) = (each for each in office["facts"] if each["field"] == "hours")
    assert (office["hours"], told["confidence"], told["checked_on"]) == ([], "unknown", None)
    again = first.post(f"{HOURS}enter/", NEW | {"value": " ", "valid_from": "2026-11-12"})
    assert "This is what holds on that day already" in text_of(again)


@pytest.mark.parametrize(
    ("page", "value"),
    [
        (HOURS, "always"),
        (HOURS, "monday 25:00-26:00"),
        (HOURS, "monday 16:00-8:00"),
        (HOURS, "monday 8:00-12:00\npn 13:00-16:00"),
        (HOURS, "friday-monday 8:00-16:00"),
        (HOURS.replace("hours", "booking"), "http://example.test/"),
        (BRANCH.replace("hours", "address"), ""),
    ],
)
def test_what_no_office_has_is_refused(first: Editor, page: str, value: str) -> None:
    answer = first.post(f"{page}enter/", NEW | {"value": value})
    assert (answer.status_code, Overlay.objects.exists()) == (422, False)


def test_a_booking_page_and_accessibility_follow_too(client: Client, first: Editor, second: Editor) -> None:
    confirm(first, second, HOURS.replace("hours", "booking"), value="https://example.test/wizyta")
    confirm(first, second, HOURS.replace("hours", "accessibility"), value="Podjazd od ul. Długiej\nPętla indukcyjna")
    page = text_of(client.get("/ar/offices/14/"))
    assert 'href="https://example.test/wizyta"' in page
    assert '<p class="govuk-body" lang="pl" dir="ltr">Pętla indukcyjna</p>' in page


SUSPENDED = "/admin/dated-facts/statements.days/authority-terms/"


def decision_by_api(client: Client) -> dict[str, Any]:
    terms = client.get("/api/v1/procedures/temporary-work/").json()["terms"]
    return next(term for term in terms if term["since"] == "last-event")


def test_a_suspension_that_lasts_longer_is_said_so_from_the_day_of_the_act(
    client: Client, first: Editor, second: Editor
) -> None:
    guide = "/en/guides/temporary-work/"
    confirm(first, second, SUSPENDED, value="2026-03-05 2028-06-30", valid_from="2027-01-15")
    seen = []
    for day in (date(2027, 1, 14), date(2027, 1, 15), date(2028, 6, 30), date(2028, 7, 1)):
        with time_machine.travel(datetime(day.year, day.month, day.day, 12, tzinfo=UTC), tick=False):
            page = text_of(client.get(guide)).replace(NBSP, " ")
            words = [end for end in ("4 March 2027", "30 June 2028", "14 January 2027") if f"until {end}" in page]
            seen.append((decision_by_api(client)["suspended_until"], words))
    assert seen == [
        ("2027-03-04", ["4 March 2027"]),  # what it always said, until the day of the entry
        ("2028-06-30", ["30 June 2028"]),
        ("2028-06-30", ["30 June 2028"]),
        (None, []),
    ]
    told = client.get("/api/v1/facts/?after=2027-01-14").json()["items"]
    days = [(each["valid_from"], each["value"]) for each in told if each["key"] == "authority-terms"]
    assert days == [("2027-01-15", "2026-03-05\n2028-06-30"), ("2028-07-01", None)]
    assert "does not hold" in text_of(first.get("/admin/dated-facts/days/?after=2028-06-30"))


def test_a_suspension_that_ends_earlier_and_comes_back(client: Client, first: Editor, second: Editor) -> None:
    confirm(first, second, SUSPENDED, value="2026-03-05 2026-11-30", valid_from="2026-11-20")
    confirm(first, second, SUSPENDED, value="2027-02-01 2027-05-31", valid_from="2027-02-01")
    found = {}
    for day in (date(2026, 11, 30), date(2026, 12, 1), date(2027, 1, 31), date(2027, 2, 1)):
        with time_machine.travel(datetime(day.year, day.month, day.day, 12, tzinfo=UTC), tick=False):
            found[day.isoformat()] = decision_by_api(client)["suspended_until"]
    assert found == {"2026-11-30": "2026-11-30", "2026-12-01": None, "2027-01-31": None, "2027-02-01": "2027-05-31"}


@pytest.mark.parametrize("value", ["", "soon", "2027-03-04 2026-03-05", "2026-03-05 2026-10-01", "2026-12-01"])
def test_days_on_which_it_can_not_hold_are_refused(first: Editor, value: str) -> None:
    answer = first.post(f"{SUSPENDED}enter/", NEW | {"value": value})
    assert (answer.status_code, Overlay.objects.exists()) == (422, False)


APPEAL = "/admin/dated-facts/rules.days/appeal/"
DECISION = "/admin/dated-facts/terms.days/foreigners:112a(1)/"
WINDOW = "/admin/dated-facts/windows.taken/cukr/"


def at(day: date) -> Any:
    return time_machine.travel(datetime(day.year, day.month, day.day, 12, tzinfo=UTC), tick=False)


def test_a_term_is_as_long_everywhere_as_the_engine_counts_it(client: Client, first: Editor, second: Editor) -> None:
    confirm(first, second, APPEAL, value="21", valid_from="2027-01-15")
    seen = {}
    for day in (date(2027, 1, 14), date(2027, 1, 15)):
        with at(day):
            in_english = {"accept-language": "en"}
            told = client.get("/api/v1/procedures/temporary-work/", headers=in_english).json()["terms"]
            said = next(term for term in told if term["title"].startswith("You can appeal"))
            counted = client.post("/api/v1/deadlines/appeal/", {"day": "2027-01-04"}, content_type="application/json")
            page = text_of(client.get("/en/guides/temporary-work/"))
            seen[day.day] = (said["days"], said["title"], counted.json()["day"], f"{said['title']}" in page)
    assert seen == {
        14: (14, "You can appeal within 14 days", "2027-01-18", True),
        15: (21, "You can appeal within 21 days", "2027-01-25", True),
    }
    with changes.one_state():
        assert [terms.appeal_days(14, on=date(2027, 1, day)) for day in (14, 15)] == [14, 21]
        assert terms.appeal_days(7, on=date(2027, 1, 15)) == 7  # of a decision with a term of its own


def test_a_unit_of_the_law_gives_its_days_to_every_procedure(client: Client, first: Editor, second: Editor) -> None:
    confirm(first, second, DECISION, value="90", valid_from="2026-12-01")
    with at(date(2026, 12, 1)):
        for key in ("temporary-work", "studies", "ict"):
            told = client.get(f"/api/v1/procedures/{key}/").json()["terms"]
            assert [term["days"] for term in told if term["since"] == "last-event"] == [90], key
        blue_card = client.get("/api/v1/procedures/blue-card-mobility/").json()["terms"]
        assert [term["days"] for term in blue_card if term["since"] == "last-event"] == [30]  # of another unit
        shown = client.get("/pl/guides/temporary-work/", follow=True)
    assert "Decyzja w ciągu 90 dni" in text_of(shown).replace(NBSP, " ")
    listed = client.get("/api/v1/facts/?after=2026-11-30").json()["items"]
    assert [(each["before"], each["value"]) for each in listed if each["fact"] == "terms.days"] == [("60", "90")]


def test_a_window_that_closes_later_takes_applications_on_its_days(
    client: Client, first: Editor, second: Editor
) -> None:
    confirm(first, second, WINDOW, value="2026-05-04 2027-12-31", valid_from="2027-02-01")
    seen = {}
    for day in (date(2027, 1, 31), date(2027, 3, 5), date(2028, 1, 1)):
        with at(day):
            told = client.get("/api/v1/procedures/cukr/").json()
            seen[day.isoformat()] = (told["procedure"]["window"]["closes"], told["procedure"]["is_open"])
    assert seen == {
        "2027-01-31": ("2027-03-04", True),
        "2027-03-05": ("2027-12-31", True),
        "2028-01-01": ("2027-12-31", False),
    }


@pytest.mark.parametrize(
    ("page", "value"),
    [
        (APPEAL, "0"),
        (APPEAL, "a week"),
        (DECISION, "-5"),
        (WINDOW, "2027-03-04"),
        (WINDOW, "2027-03-04 2026-05-04"),
        (WINDOW, "… …"),
    ],
)
def test_terms_and_windows_that_can_not_be_are_refused(first: Editor, page: str, value: str) -> None:
    answer = first.post(f"{page}enter/", NEW | {"value": value, "valid_from": "2026-11-28"})
    assert (answer.status_code, Overlay.objects.exists()) == (422, False)


PERMANENT = "/admin/dated-facts/terms.months/foreigners:210(1)/"
FAMILY_MONTHS = "/admin/dated-facts/rules.months/family-of-protected/"
FOLLOWS = "/admin/dated-facts/terms.days/foreigners:168(4a)/"
ANY_WINDOW = "/admin/dated-facts/windows.taken/studies/"


def test_a_term_in_months_is_changed_as_one_in_days(client: Client, first: Editor, second: Editor) -> None:
    confirm(first, second, PERMANENT, value="12", valid_from="2027-01-15")
    seen = {}
    for day in (date(2027, 1, 14), date(2027, 1, 15)):
        with at(day):
            told = client.get("/api/v1/procedures/permanent-residence/").json()["terms"]
            decision = next(term for term in told if term["since"] == "last-event")
            shown = text_of(client.get("/pl/guides/permanent-residence/", follow=True)).replace(NBSP, " ")
            in_arabic = text_of(client.get("/ar/guides/permanent-residence/", follow=True))
            words = ("Decyzja w ciągu 12 miesięcy" in shown, "القرار خلال 12 شهرًا" in in_arabic)
            seen[day.day] = (decision["months"], decision["days"], decision["counts"], *words)
    assert seen == {14: (6, None, "months", False, False), 15: (12, None, "months", True, True)}
    other = client.get("/api/v1/procedures/eu-long-term-resident/").json()["terms"]
    assert [term["months"] for term in other if term["since"] == "last-event"] == [6]  # of another unit


def test_the_engine_counts_the_months_of_the_day(client: Client, first: Editor, second: Editor) -> None:
    confirm(first, second, FAMILY_MONTHS, value="9", valid_from="2027-01-15")
    seen = []
    for day in (date(2027, 1, 14), date(2027, 1, 15)):
        with at(day):
            address = "/api/v1/deadlines/family-of-protected/"
            counted = client.post(address, {"day": "2027-01-12"}, content_type="application/json").json()
            page = client.get("/pl/deadlines/family-of-protected/", {"day": "2027-01-12"}, follow=True)
            guide = text_of(client.get("/en/guides/family/", follow=True)).replace(NBSP, " ")
            seen.append((counted["day"], page.status_code, [n for n in (6, 9) if f"within {n} months" in guide]))
    assert seen == [("2027-07-12", 200, [6]), ("2027-10-12", 200, [9])]


def test_who_decides_follows_the_days_within_which_one_application_follows_another(
    first: Editor, second: Editor, client: Client
) -> None:
    confirm(first, second, FOLLOWS, value="10", valid_from="2027-01-15")
    with changes.one_state():
        asked = BLUE_CARD | {"sponsor.filedOn": "2027-01-08"}
        found = [decided("family", asked, on=date(2027, 1, day)) for day in (14, 15)]
        other = decided(
            "family", BLUE_CARD | {"sponsor.asksFor": "transfer", "sponsor.filedOn": "2027-01-08"}, on=date(2027, 1, 15)
        )
    assert found == [("place-of-stay", "14"), ("with-family-member", "12")]
    assert other == ("place-of-stay", "14")  # of another unit, which gives three days as before
    with at(date(2027, 1, 15)):
        assert "at most 10 days later" in text_of(client.get("/en/guides/family/")).replace(NBSP, " ")


def test_a_procedure_that_has_no_window_can_get_one(client: Client, first: Editor, second: Editor) -> None:
    assert "Always." in text_of(first.get(ANY_WINDOW))
    confirm(first, second, ANY_WINDOW, value="… 2027-02-10", valid_from="2027-02-01")
    confirm(first, second, ANY_WINDOW, value="", valid_from="2027-03-01")
    seen = {}
    for day in (date(2027, 1, 31), date(2027, 2, 10), date(2027, 2, 11), date(2027, 3, 1)):
        with at(day):
            told = client.get("/api/v1/procedures/studies/").json()["procedure"]
            with changes.one_state():
                hindrance = hindrance_to_begin(catalogue.procedure("studies"), on=day)
            window = told["window"]["closes"] if told["window"] else "none"
            seen[day.isoformat()] = (window, told["is_open"], hindrance is None)
    assert seen == {
        "2027-01-31": ("none", True, True),
        "2027-02-10": ("2027-02-10", True, True),
        "2027-02-11": ("2027-02-10", False, False),
        "2027-03-01": ("none", True, True),
    }
    outline = text_of(first.get("/admin/outlines/procedure/studies/"))
    assert "10 February 2027" not in outline  # today it is always open


@pytest.mark.parametrize("language", ["pl", "uk", "ar", "en"])
def test_what_applied_and_what_changes_says_the_new_facts_too(
    client: Client, first: Editor, second: Editor, language: str
) -> None:
    confirm(first, second, PERMANENT, value="12", valid_from="2027-01-15")
    confirm(first, second, ANY_WINDOW, value="… 2027-02-10", valid_from="2027-02-01")
    confirm(first, second, DEFECTS, value="10", valid_from="2027-01-20")
    confirm(first, second, FOLLOWS, value="10", valid_from="2027-01-25")
    told = client.get("/api/v1/facts/?after=2026-11-28", headers={"accept-language": language}).json()["items"]
    ours = [(each["fact"], each["before"], each["value"]) for each in told if "2027-01" in each["valid_from"]]
    assert ("terms.months", "6", "12") in ours
    assert {("rules.least", "7", "10"), ("terms.days", "3", "10")} <= set(ours)
    assert ("windows.taken", "", "…\n2027-02-10") in [(each["fact"], each["before"], each["value"]) for each in told]
    assert not [each["title"] for each in told if "%(" in each["title"]]
    page = text_of(first.get("/admin/dated-facts/days/?after=2026-11-28"))
    assert all(word in page for word in ("Months of a term", "Fewest days of a term that a letter sets", "12"))
    on = text_of(first.get("/admin/dated-facts/days/?on=2026-11-28"))
    assert "Always." in on
    assert all("%(" not in each[each.index("<main") :] for each in (page, on))


DEFECTS, FEE_CALL = "/admin/dated-facts/rules.least/defects/", "/admin/dated-facts/rules.most/fee-call/"


def answered(client: Client, rule: str, days: int) -> dict[int, int]:
    """By day of January, to a letter that sets so many days."""
    seen, asked = {}, {"day": "2027-01-12", "days": days}
    for day in (date(2027, 1, 14), date(2027, 1, 15)):
        with at(day):
            answer = client.post(f"/api/v1/deadlines/{rule}/", asked, content_type="application/json")
            seen[day.day] = answer.status_code
    return seen


def test_a_letter_may_set_the_fewest_days_of_the_law_and_no_fewer(
    client: Client, first: Editor, second: Editor
) -> None:
    confirm(first, second, DEFECTS, value="10", valid_from="2027-01-15")
    assert answered(client, "defects", 7) == {14: 200, 15: 400}
    too_many = first.post(f"{DEFECTS}enter/", NEW | {"value": "400", "valid_from": "2026-11-28"})
    assert too_many.status_code == 422


def test_an_office_may_call_for_a_fee_in_the_most_days_of_the_law_and_no_more(
    client: Client, first: Editor, second: Editor
) -> None:
    confirm(first, second, FEE_CALL, value="21", valid_from="2027-01-15")
    assert answered(client, "fee-call", 21) == {14: 400, 15: 200}
    too_few = first.post(f"{FEE_CALL}enter/", NEW | {"value": "6", "valid_from": "2026-11-28"})
    assert too_few.status_code == 422


def test_a_letter_that_may_say_any_number_has_no_most(first: Editor) -> None:
    assert first.get(DEFECTS.replace("least", "most")).status_code == 404


@pytest.mark.parametrize("address", ["terms.months/foreigners:112a(1)", "terms.days/foreigners:210(1)"])
def test_a_unit_that_gives_months_is_not_asked_for_days(first: Editor, address: str) -> None:
    assert first.get(f"/admin/dated-facts/{address}/").status_code == 404


def test_how_long_drafts_are_kept_is_changed_by_a_release_alone(first: Editor) -> None:
    assert first.get(APPEAL.replace("appeal", "draft")).status_code == 404
    assert any(row.key == "draft" for row in rules.table())


def test_readers_pages_ask_once_for_any_number_of_entries(client: Client, first: Editor, second: Editor) -> None:
    addresses = ("/en/offices/14/", "/en/guides/temporary-work/", "/api/v1/facts/", "/api/v1/deadlines/")
    confirm(first, second, HOURS, value="monday 8:00-16:00")
    before = [queries_of(client, each) for each in addresses]
    confirm(first, second, HOURS.replace("hours", "booking"), value="https://example.test/wizyta")
    confirm(first, second, BRANCH, value="monday 9:00-15:00")
    confirm(first, second, APPEAL, value="21", valid_from="2026-11-28")
    confirm(first, second, SUSPENDED, value="2026-03-05 2028-06-30", valid_from="2026-11-28")
    assert [queries_of(client, each) for each in addresses] == before
    assert before[2:] == [1, 1]


def queries_of(client: Client, address: str) -> int:
    """The second time it is asked for."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)

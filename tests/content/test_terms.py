"""How long terms last, from which event, and that a suspension of them ends by itself."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.test import Client
from django.utils import translation

from content import law
from procedures import catalogue, facts

LAST, NEXT = date(2027, 3, 4), date(2027, 3, 5)  # art. 100d of the special act


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.mark.parametrize("key", [each.key for each in catalogue.procedures() if "purpose" in each.preset])
def test_term_of_the_office_is_suspended_until_its_row_ends(key: str) -> None:
    terms = [term for term in catalogue.procedure(key).terms if term.since == "last-event"]
    assert terms
    for term in terms:
        suspended = facts.suspension(term, on=LAST)
        assert suspended is not None
        assert suspended.valid_to == LAST
        assert facts.suspension(term, on=NEXT) is None


def test_term_of_the_person_runs_on() -> None:
    appeal = next(term for term in catalogue.procedure("temporary-work").terms if term.key == "appeal")
    assert (appeal.days, appeal.since, facts.suspension(appeal, on=LAST)) == (14, "service", None)


@pytest.mark.parametrize(("on", "said"), [(LAST, True), (NEXT, False)])
def test_guide_says_the_suspension_beside_its_term_as_long_as_it_lasts(on: date, said: bool) -> None:
    with time_machine.travel(on):
        rows = law.of("temporary-work").rows
    decision = next(row for row in rows if row.value.startswith("Decision within 60 days"))
    assert decision.note.startswith("The office’s terms are suspended until 4 March 2027") is said


@pytest.mark.django_db
def test_api_says_days_event_and_suspension(client: Client) -> None:
    with time_machine.travel(LAST):
        found = client.get("/api/v1/procedures/temporary-work/", headers={"Accept-Language": "en"}).json()
    (term, *_terms) = found["terms"]
    told = {name: term[name] for name in ("days", "counts", "since", "suspended_until")}
    assert told == {"days": 60, "counts": "days", "since": "last-event", "suspended_until": "2027-03-04"}
    duties = {duty["title"]: (duty["days"], duty["counts"], duty["since"]) for duty in found["duties"]}
    assert duties["Tell the voivode when the reason for the permit ends"] == (15, "working-days", "event")
    assert duties["Tell the voivode in writing when you lose a job that the permit names"][:2] == (15, "working-days")


@pytest.mark.parametrize("key", [each.key for each in catalogue.procedures() if "purpose" in each.preset])
def test_every_permit_has_its_duties_in_the_guide_with_their_days(key: str) -> None:
    rows = [row for row in law.of(key).rows if row.term == "Once you have the permit"]
    assert [row.value for row in rows if "15 working days" in row.note and "113" in row.note]
    assert all(row.note.startswith("Within ") and row.verified for row in rows)

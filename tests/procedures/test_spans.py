"""What applied on a day and what changes after it, by API: with source and day of approval, without persons."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from procedures import overlays
from procedures.models import Overlay

pytestmark = pytest.mark.django_db
ANNA, JAN = 11, 12


@pytest.fixture(autouse=True)
def nothing_read_before() -> Iterator[None]:
    overlays._copies.clear()
    yield
    overlays._copies.clear()


def approve(**changed: Any) -> None:
    values = {"fact": "fees.amount", "key": "card", "value": "120", "valid_from": date(2027, 1, 1), "entered_by": ANNA}
    entry = Overlay(**values | {"source": "Dz.U. 2026 poz. 1", "checked_on": date(2026, 11, 20)} | changed)
    overlays.enter(entry)
    overlays.approve(entry.pk, typed=entry.value, by=JAN)


def told(client: Client, key: str, fact: str = "fees.amount", **asked: str) -> list[dict[str, Any]]:
    found = client.get("/api/v1/facts/", asked, headers={"accept-language": "en"}).json()["items"]
    return [each for each in found if (each["fact"], each["key"]) == (fact, key)]


def test_a_day_has_what_applied_on_it(client: Client) -> None:
    approve()
    before, since = told(client, "card", on="2026-12-31"), told(client, "card", on="2027-01-01")
    assert [(each["value"], each["valid_to"], each["approved_on"]) for each in before] == [
        ("100.00", "2026-12-31", None)
    ]
    today = timezone.localdate().isoformat()
    assert since == [
        {
            "fact": "fees.amount",
            "key": "card",
            "title": "Fee for the residence card",
            "value": "120.00",
            "before": "100.00",
            "valid_from": "2027-01-01",
            "valid_to": None,
            "source": "Dz.U. 2026 poz. 1",
            "checked_on": "2026-11-20",
            "approved_on": today,
        }
    ]


def test_what_changes_after_a_day_is_told_in_its_order_and_an_end_too(client: Client) -> None:
    approve(valid_to=date(2027, 6, 30))
    changes = told(client, "card", after="2026-12-31")
    assert [(each["valid_from"], each["value"], each["before"]) for each in changes] == [
        ("2027-01-01", "120.00", "100.00"),
        ("2027-07-01", None, "120.00"),
    ]
    assert told(client, "card", after="2027-07-01") == told(client, "card", on="2027-07-01") == []
    wage = told(client, "minimum-wage", "parameters.amount", after="2026-12-01")
    assert [(each["valid_from"], each["value"]) for each in wage] == [("2027-01-01", None)]


def test_one_fact_of_a_row_does_not_split_the_others(client: Client) -> None:
    approve(fact="offices.phones", key="14", value="22 111 22 33")
    address = told(client, "14", "offices.address", on="2027-02-01")
    assert [(each["valid_from"], each["before"], each["approved_on"]) for each in address] == [
        ("2024-01-01", None, None)
    ]
    assert told(client, "14", "offices.address", after="2026-12-01") == []
    assert [each["value"] for each in told(client, "14", "offices.phones", on="2027-02-01")] == ["22 111 22 33"]


def test_a_figure_of_a_new_year_rests_on_its_source_alone(client: Client) -> None:
    approve(fact="parameters.amount", key="minimum-wage", value="5000", valid_to=date(2027, 12, 31))
    known = told(client, "minimum-wage", "parameters.amount", on="2027-12-31")
    assert [(each["value"], each["source"]) for each in known] == [("5000.00", "Dz.U. 2026 poz. 1")]
    assert told(client, "minimum-wage", "parameters.amount", on="2028-01-01") == []


def test_no_account_and_no_person_is_told(client: Client) -> None:
    approve()
    found = client.get("/api/v1/facts/?on=2026-12-01").json()
    assert {each["fact"] for each in found["items"]} == {
        "fees.amount", "parameters.amount", "days_off.days", "offices.address", "offices.phones",
        "branches.address", "branches.phones", "statements.days", "rules.days", "rules.least", "rules.most",
        "rules.months", "terms.days", "terms.months", "windows.taken",
    }  # fmt: skip
    assert not {"entered_by", "approved_by"} & set(found["items"][0])


@pytest.mark.parametrize("asked", [{"on": "soon"}, {"after": "soon"}, {"on": "2026-01-01", "after": "2026-01-01"}])
def test_days_that_are_none_are_refused(client: Client, asked: dict[str, str]) -> None:
    assert client.get("/api/v1/facts/", asked).status_code == 400

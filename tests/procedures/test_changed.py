"""Who began before a fee or a term changed is told what it is now, and what it was."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from procedures import catalogue, changed
from procedures.changed import ChangedFact
from procedures.models import Overlay
from procedures.tables import changes

pytestmark = pytest.mark.django_db
BEGUN, CHANGES, LATER = date(2027, 4, 1), date(2027, 4, 10), date(2027, 4, 20)


@pytest.fixture
def approve() -> Any:
    def approve(fact: str, key: str, value: str) -> None:
        Overlay.objects.create(
            fact=fact,
            key=key,
            value=value,
            valid_from=CHANGES,
            source="Dz.U.",
            checked_on=BEGUN,
            entered_by=1,
            approved_by=2,
            approved_at=timezone.now(),
        )

    return approve


def found(earlier: date, later: date, language: str = "en", procedure: str = "temporary-work") -> list[ChangedFact]:
    with translation.override(language), changes.one_state():
        return changed.between(catalogue.procedure(procedure), earlier, later)


@pytest.mark.parametrize(("earlier", "later"), [(BEGUN, BEGUN), (BEGUN, date(2027, 4, 9)), (CHANGES, LATER)])
def test_nothing_is_said_where_nothing_changed_between_the_days(approve: Any, earlier: date, later: date) -> None:
    approve("fees.amount", "duty-temporary-work", "777.00")
    assert found(earlier, later) == []


def test_a_fee_says_what_it_was_and_what_it_is(approve: Any) -> None:
    approve("fees.amount", "duty-temporary-work", "777.50")
    [fee] = found(BEGUN, LATER)
    assert (fee.before, fee.after) == ("440\N{NO-BREAK SPACE}zł", "777.50\N{NO-BREAK SPACE}zł")
    [fee] = found(BEGUN, LATER, "pl")
    assert fee.after == "777,50\N{NO-BREAK SPACE}zł"
    assert fee.label


def test_a_number_in_the_words_of_a_term_is_that_of_each_day(approve: Any) -> None:
    approve("rules.days", "card-lost", "5")
    with translation.override("en"):
        assert found(BEGUN, LATER, procedure="notice-card-lost") == [
            ChangedFact(
                label="Within 5 days after the loss or damage, or after you found it",
                before="Within 3 days after the loss or damage, or after you found it",
                after="Within 5 days after the loss or damage, or after you found it",
            )
        ]


def test_facts_of_another_day_by_api_are_in_the_numbers_of_that_day(client: Client, approve: Any) -> None:
    approve("rules.days", "card-lost", "5")
    said = []
    for day in (BEGUN, LATER):
        answer = client.get(f"/api/v1/procedures/notice-card-lost/?on={day}", headers={"accept-language": "en"})
        facts = answer.json()
        said.append(
            [each["title"] for each in (*facts["terms"], facts["deadline"]) if "the loss or damage" in each["title"]]
        )
    assert [text[0].split(" after")[0] for text in said] == ["Within 3 days", "Within 5 days"]


def test_a_term_that_runs_again_is_said() -> None:
    [decision] = found(date(2027, 3, 4), date(2027, 3, 5))
    assert decision == ChangedFact(
        label="Decision within 60 days of the last event the law names",
        before="The office’s terms are suspended until 4 March 2027.",
        after="Decision within 60 days of the last event the law names",
    )


@pytest.mark.parametrize("procedure", catalogue.procedures(), ids=lambda each: each.key)
def test_every_procedure_can_be_compared(procedure: Any) -> None:
    with changes.one_state():
        assert changed.between(procedure, BEGUN, LATER) == []

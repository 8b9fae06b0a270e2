"""Dated tables: fees, figures, offices, days off."""

from datetime import date
from pathlib import Path

import pytest

from procedures import catalogue, checks, facts
from procedures.deadlines import counting
from procedures.errors import DefinitionError, Unknown
from procedures.law.citations import Citation
from procedures.tables import dated, fees, holidays, offices, parameters, payees
from procedures.tables.fees import Fee

TODAY = date(2026, 11, 22)
ROW = """
[[fees]]
key = "duty"
amount = 100
payee = "city"
label = "Duty"
official = "Opłata"
law = ["stampduty:12"]
source = "https://example.org"
checked_on = 2026-01-01
valid_from = {start}
decided_by = "{decided_by}"
"""


def test_temporary_work_costs_a_duty_to_the_city_and_a_card_fee_to_the_voivode() -> None:
    owed = facts.of(catalogue.procedure("temporary-work"), on=TODAY).fees

    waits = [payees.payee(fee.payee, on=TODAY).may_wait for fee in owed]
    assert [(fee.amount, fee.payee) for fee in owed] == [(44000, "city"), (10000, "voivode")]
    assert waits == [False, True]


def test_facts_of_a_procedure_come_from_one_place() -> None:
    found = facts.of(catalogue.procedure("temporary-work"), on=TODAY)

    assert found.total == 54000
    documents = [
        "photo",
        "passport",
        "identity-document",
        "parenthood",
        "appointment",
        "insurance",
        "annex1",
        "evidence",
    ]
    assert [document.key for document in found.documents] == documents
    assert found.deadline.law == (Citation("foreigners", "105(1)"),)
    assert found.checked_on == date(2026, 7, 18)


def test_fee_of_a_day_before_the_table_is_unknown_and_the_others_are_not() -> None:
    """Nobody is told a sum that leaves one of them out."""
    found = facts.of(catalogue.procedure("temporary-work"), on=date(2024, 1, 1))
    assert [fee.key for fee in found.fees] == ["card"]
    assert [fee.key for fee in found.unknown_fees] == ["duty-temporary-work"]
    assert found.total is None
    with pytest.raises(Unknown, match=r"fees\.toml has no fee 'nothing'"):
        fees.newest("nothing", on=date(2026, 11, 22))


def test_figure_holds_from_to() -> None:
    assert str(parameters.value("minimum-wage", on=TODAY)) == "4806.00"
    assert str(parameters.value("blue-card-threshold", on=date(2025, 12, 31))) == "12272.58"
    assert not parameters.is_known("minimum-wage", on=date(2027, 1, 1))


def test_every_voivodeship_has_its_office_and_no_account_counts_as_verified() -> None:
    every = offices.all()

    assert len(every) == 16
    assert not any(account.verified for office in every for account in office.accounts)
    assert offices.office("14").voivode == "Wojewoda Mazowiecki"
    with pytest.raises(Unknown):
        offices.office("99")


def test_rows_that_hold_on_one_day_or_have_no_deciding_date_are_refused(tmp_path: Path) -> None:
    table = tmp_path / "fees.toml"
    table.write_text(ROW.format(start="2026-01-01", decided_by="filing") * 2)
    with pytest.raises(DefinitionError, match=r"fees\.toml, field 'duty': two rows hold on the same day"):
        dated.rows(table, "fees", Fee)
    table.write_text(ROW.format(start="2026-01-01", decided_by="luck"))
    with pytest.raises(DefinitionError, match="decided_by is one of filing, decision, payment, event"):
        dated.rows(table, "fees", Fee)


def test_last_lawful_day_does_not_move_but_a_term_does() -> None:
    sunday = date(2026, 11, 22)

    assert counting.same_day(sunday).day == sunday
    assert counting.days_after(date(2026, 12, 17), 7).day == date(2026, 12, 28)
    assert counting.days_after(date(2026, 11, 9), 7).day == date(2026, 11, 16)


@pytest.mark.parametrize(("year", "day"), [(2024, (3, 31)), (2025, (4, 20)), (2026, (4, 5)), (2038, (4, 25))])
def test_easter(year: int, day: tuple[int, int]) -> None:
    assert holidays.easter(year) == date(year, *day)


def test_christmas_eve_is_a_day_off_since_2025() -> None:
    assert date(2024, 12, 24) not in holidays.named(2024)
    assert date(2025, 12, 24) in holidays.named(2025)


def test_everything_in_the_catalogue_loads() -> None:
    assert checks.definitions(None) == []

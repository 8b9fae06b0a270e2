"""A payee is rows of tables: one that is half there stops the start with file, key and table."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from procedures.errors import DefinitionError
from procedures.outputs import texts
from procedures.tables import dated, fees, offices, payees
from procedures.tables.offices import Account, Office
from procedures.tables.payees import Payee
from tests.payments.duties import duties_at
from tests.procedures.test_mistakes import mistakes_found

TODAY = date(2026, 11, 26)
type Plant = Callable[[Payee, list[Office]], None]
PAYEE = """
[[payees]]
key = "municipality"
label = "Duty on a power of attorney"
found_in = "offices"
slip = "PELN"
said = "Paid to your municipality."
law = ["stampduty:12"]
source = "https://example.org"
checked_on = 2026-01-01
valid_from = 2007-01-01
decided_by = "payment"
"""
OFFICE = """
[[offices]]
key = "02"
name = "Urząd"
label = "Office"
source = "https://example.org"
valid_from = 2024-01-01
decided_by = "payment"

[[offices.accounts]]
payee = "city"
recipient = "Gmina"
"""


@pytest.fixture
def third_payee(tmp_path: Path) -> Payee:
    path = tmp_path / "payees.toml"
    path.write_text(PAYEE)
    return dated.rows(path, "payees", Payee)[0]


@pytest.fixture
def plant_payee(monkeypatch: pytest.MonkeyPatch) -> Plant:
    """A third payee with a fee of its own and the offices as they are given."""

    def planted(payee: Payee, table: list[Office]) -> None:
        known, costs = (*payees.table(), payee), (*fees.table(), fee_to(payee.key))
        monkeypatch.setattr(payees, "table", lambda: known)
        monkeypatch.setattr(fees, "table", lambda: costs)
        monkeypatch.setattr(offices, "table", lambda: table)

    return planted


def fee_to(payee: str) -> fees.Fee:
    return replace(fees.table()[0], key="power-of-attorney", payee=payee, amount=1_700)


def with_accounts(payee: str) -> Iterator[Office]:
    for row in offices.table():
        yield replace(row, accounts=(*row.accounts, Account(payee=payee, recipient="Gmina", number="1" * 26)))


def test_fee_to_nobody_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = (*fees.table(), replace(fee_to("municipality"), valid_to=date(2025, 6, 1)))
    monkeypatch.setattr(fees, "table", lambda: rows)
    assert mistakes_found() == [
        "fees.toml, power-of-attorney: payees.toml has nobody called 'municipality' on 2025-06-01"
    ]


def test_fee_older_than_its_payee_stops_the_start(plant_payee: Plant, third_payee: Payee) -> None:
    plant_payee(replace(third_payee, valid_from=date(2026, 1, 1)), list(with_accounts("municipality")))
    assert mistakes_found() == [
        "fees.toml, power-of-attorney: payees.toml has nobody called 'municipality' on 2025-06-01"
    ]


def test_payee_without_accounts_stops_the_start(plant_payee: Plant, third_payee: Payee) -> None:
    plant_payee(third_payee, list(offices.table()))
    assert mistakes_found() == [
        f"offices.toml, {row.key}: [[offices.accounts]] has no row of municipality" for row in offices.table()
    ]


def test_accounts_of_nobody_stop_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = list(with_accounts("municipality"))[:1] + list(offices.table())[1:]
    monkeypatch.setattr(offices, "table", lambda: rows)
    assert mistakes_found() == ["offices.toml, 02: [[offices.accounts]] names municipality, not in payees.toml"]


@pytest.mark.django_db
def test_third_payee_is_rows_alone(plant_payee: Plant, third_payee: Payee, monkeypatch: pytest.MonkeyPatch) -> None:
    plant_payee(third_payee, list(with_accounts("municipality")))
    monkeypatch.setattr(fees, "due", lambda key, *, filed_on, paid_on: fee_to("municipality"))
    duty = duties_at("06", on=TODAY)[0]
    assert mistakes_found() == []
    assert (duty.payee, duty.payee_name, duty.account, duty.slip, duty.may_wait) == (
        "municipality", "Gmina", "1" * 26, "PELN", False,
    )  # fmt: skip
    assert {"Paid to your municipality.", "Duty on a power of attorney"} <= set(texts.all_texts())


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"municipality"', '"Muni"', "field 'Muni': the key of a payee is of small letters"),
        ('"municipality"', '"my-city"', "field 'my-city': the key of a payee is of small letters"),
        ('"offices"', '"anywhere"', "field 'municipality': found_in is one of offices"),
        ('"PELN"', '"Pełn."', "field 'municipality': slip is one word of capital letters"),
        ('said = "Paid to your municipality."\n', "", "field 'municipality': lacks said"),
        ('"Paid to your municipality."', '""', "field 'municipality': a payee has a label and what the guide says"),
    ],
)
def test_wrong_payee_is_refused_with_its_key(tmp_path: Path, old: str, new: str, message: str) -> None:
    path = tmp_path / "payees.toml"
    path.write_text(PAYEE.replace(old, new))
    with pytest.raises(DefinitionError, match=rf"payees\.toml, {message}"):
        dated.rows(path, "payees", Payee)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ('[[offices.accounts]]\npayee = "city"\nrecipient = "Gmina"', "accounts has two rows of city"),
        ('[[offices.accounts]]\npayee = "voivode"\nrecipient = ""', "a row of accounts names a payee and a recipient"),
        ('[[offices.accounts]]\npayee = "voivode"\nwhose = "x"', "unknown: whose"),
    ],
)
def test_wrong_account_is_refused_with_its_office(tmp_path: Path, more: str, message: str) -> None:
    path = tmp_path / "offices.toml"
    path.write_text(OFFICE + more)
    with pytest.raises(DefinitionError, match=rf"offices\.toml, field '02': {message}"):
        dated.rows(path, "offices", Office)

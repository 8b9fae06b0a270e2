"""A payee that nobody knows stops the start: no one gets money, or a sentence, because no other was left."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.checks import run_checks
from pytest_django import Settings

from content import law
from payments import orders, tariff
from payments.models import Payee
from procedures.tables import fees

TODAY = date(2026, 11, 26)


@pytest.fixture
def third_payee(monkeypatch: pytest.MonkeyPatch) -> None:
    """The 17 zł of a power of attorney go to the principal's own municipality."""
    rows = fees.table()
    planted = replace(rows[0], key="power-of-attorney", payee="municipality", amount=1_700)
    monkeypatch.setattr(fees, "table", lambda: (*rows, planted))


def found() -> list[str]:
    return sorted(each.id for each in run_checks() if each.id and each.id.startswith(("payments.", "content.E")))


def test_known_payees_start() -> None:
    assert found() == []


def test_unknown_payee_stops_the_start(third_payee: None) -> None:
    assert found() == ["content.E001", "payments.E001"]


@pytest.mark.django_db
def test_unknown_payee_never_gets_the_voivodes_account(third_payee: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fees, "owed", lambda keys, *, on: [fees.table()[-1]])
    with pytest.raises(ValueError, match="municipality"):
        tariff.duties("temporary-work", "06", filed_on=TODAY, paid_on=TODAY)


@pytest.mark.parametrize("key", ["municipality", "city-99", "City", "voivode-"])
def test_account_of_nobody_stops_the_start(settings: Settings, key: str) -> None:
    settings.STRIPE_PAYEES = {key: "acct_1"}
    assert found() == ["payments.E001"]


@pytest.mark.parametrize("table", [(tariff, "ACCOUNTS"), (orders, "TITLES")])
def test_payee_without_an_account_or_a_title_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, table: tuple[Any, str]
) -> None:
    module, name = table
    known = {key: value for key, value in getattr(module, name).items() if key != Payee.VOIVODE}
    monkeypatch.setattr(module, name, known)
    assert found() == ["payments.E001"]


def test_guide_has_words_for_each_payee() -> None:
    assert set(law.PAYEES) == set(Payee.values)

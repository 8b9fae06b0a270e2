"""An account with the payment service that belongs to nobody stops the start; no one is paid as the last one left."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.checks import run_checks
from pytest_django import Settings

from payments import tariff
from procedures.errors import Unknown
from procedures.tables import fees, offices

TODAY = date(2026, 11, 26)


def found() -> list[str]:
    return sorted(each.id for each in run_checks() if each.id and each.id.startswith("payments."))


def test_known_payees_start() -> None:
    assert found() == []


@pytest.mark.parametrize("key", ["municipality", "city-99", "City", "voivode-", "*"])
def test_account_of_nobody_stops_the_start(settings: Settings, key: str) -> None:
    settings.STRIPE_PAYEES = {key: "acct_1"}
    assert found() == ["payments.E001"]


@pytest.mark.django_db
def test_unknown_payee_never_gets_the_voivodes_account(monkeypatch: pytest.MonkeyPatch) -> None:
    """The 17 zł of a power of attorney go to the principal's own municipality."""
    planted = replace(fees.table()[0], key="power-of-attorney", payee="municipality", amount=1_700)
    monkeypatch.setattr(fees, "due", lambda key, *, filed_on, paid_on: planted)
    with pytest.raises(Unknown, match="nothing called municipality on 2026-11-26"):
        tariff.duties("temporary-work", "06", filed_on=TODAY, paid_on=TODAY)


@pytest.mark.django_db
def test_payee_without_an_account_row_gets_nobody_elses(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [replace(row, accounts=row.accounts[:1]) for row in offices.table()]
    monkeypatch.setattr(offices, "table", lambda: rows)
    with pytest.raises(Unknown, match="office 06 has no account of voivode"):
        tariff.duties("temporary-work", "06", filed_on=TODAY, paid_on=TODAY)

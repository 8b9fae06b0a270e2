"""An account with the payment service that belongs to nobody stops the start; no one is paid as the last one left."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.checks import run_checks
from pytest_django import Settings

from payments import checks
from procedures.errors import Unknown
from procedures.law import citations
from procedures.law.citations import Citation
from procedures.tables import fees, offices
from tests.payments.duties import duties_at

TODAY = date(2026, 11, 26)


def ids_of_findings() -> list[str]:
    return sorted(each.id for each in run_checks() if each.id and each.id.startswith("payments."))


def test_known_payees_start() -> None:
    assert ids_of_findings() == []


@pytest.mark.parametrize("key", ["municipality", "city-99", "City", "voivode-", "*"])
def test_account_of_nobody_stops_the_start(settings: Settings, key: str) -> None:
    settings.STRIPE_PAYEES = {key: "acct_1"}
    assert ids_of_findings() == ["payments.E001"]


@pytest.mark.django_db
def test_unknown_payee_never_gets_the_voivodes_account(monkeypatch: pytest.MonkeyPatch) -> None:
    """The 17 zł of a power of attorney go to the principal's own municipality."""
    planted = replace(fees.table()[0], key="power-of-attorney", payee="municipality", amount=1_700)
    monkeypatch.setattr(fees, "due", lambda key, *, filed_on, paid_on: planted)
    with pytest.raises(Unknown, match="nothing called municipality on 2026-11-26"):
        duties_at("06", on=TODAY)


@pytest.mark.django_db
def test_payee_without_an_account_row_gets_nobody_elses(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [replace(row, accounts=row.accounts[:1]) for row in offices.table()]
    monkeypatch.setattr(offices, "table", lambda: rows)
    with pytest.raises(Unknown, match="office 06 has no account of voivode"):
        duties_at("06", on=TODAY)


def test_a_fee_that_no_order_can_keep_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """It would have been the person who pays that meets the database's refusal."""
    law = tuple(Citation("foreigners", f"114(1)({number})") for number in range(1, 12))
    rows = [replace(fees.table()[0], law=law), *fees.table()[1:]]
    monkeypatch.setattr(fees, "table", lambda: rows)
    assert [error.msg for error in checks.accounts(None)] == [
        f"fees.toml, {rows[0].key}: law has {len(citations.written(law))} signs, an order keeps 200"
    ]

"""Transfer data and their QR code: only for accounts that somebody confirmed."""

from typing import Any

import pytest

from payments import bank_transfers
from payments.bank_transfers import Transfer
from payments.models import OrderItem
from procedures.tables.offices import is_account

ACCOUNT = "95124020929329920006200000"


def item(**changes: Any) -> OrderItem:
    values = {
        "payee_name": "Gmina Lublin",
        "account": ACCOUNT,
        "account_verified": True,
        "amount": 34_000,
        "title": "SKARB MOS-2026-7K3F-92QD",
    }
    return OrderItem(**{**values, **changes})


def test_transfer_of_a_confirmed_account() -> None:
    found = bank_transfers.of(item())
    assert found == Transfer(
        recipient="Gmina Lublin",
        account="95 1240 2092 9329 9200 0620 0000",
        amount=34_000,
        title="SKARB MOS-2026-7K3F-92QD",
        qr=found.qr if found else "",
    )
    assert found.qr.startswith("data:image/svg+xml")


def test_code_of_the_bank_association() -> None:
    assert bank_transfers.code(item()) == f"|PL|{ACCOUNT}|034000|Gmina Lublin|SKARB MOS-2026-7K3F-92QD|||"


def test_code_is_cut_to_its_lengths() -> None:
    text = bank_transfers.code(item(payee_name="UM Gorzów Wlkp. | Sikorskiego 3-4", title="x" * 40))
    assert text.split("|") == ["", "PL", ACCOUNT, "034000", "UM Gorzów Wlkp.   Si"[:20], "x" * 32, "", "", ""]


@pytest.mark.parametrize(
    "changes",
    [{"account_verified": False}, {"account": ""}, {"account": ACCOUNT[:-1] + "1"}, {"payee_name": ""}],
)
def test_account_that_nobody_confirmed_appears_nowhere(changes: dict[str, Any]) -> None:
    assert bank_transfers.of(item(**changes)) is None


def test_amount_beyond_the_code_has_no_picture() -> None:
    found = bank_transfers.of(item(amount=1_000_000))
    assert found is not None
    assert found.qr == ""


@pytest.mark.parametrize("digits", ["", "1" * 26, ACCOUNT + "0", "٩" * 26, "9512402092932992000620000x"])
def test_wrong_account_numbers(digits: str) -> None:
    assert not is_account(digits)


def test_right_account_number() -> None:
    assert is_account(ACCOUNT)

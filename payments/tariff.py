"""What an application costs and to whom, read from the dated tables of procedures."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from payments.models import Payee
from procedures import catalogue, overlays
from procedures.tables import fees, offices
from procedures.tables.fees import Fee
from procedures.tables.offices import Office


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    fee: str
    label: str
    law: str
    amount: int  # grosze
    payee: str
    payee_name: str
    account: str
    account_verified: bool
    may_wait: bool


type Recipient = tuple[str, str, bool]  # name, account, and whether somebody confirmed the account with the payee

NOBODY: Recipient = ("", "", False)
ACCOUNTS: Mapping[Payee, Callable[[Office], Recipient]] = {
    Payee.CITY: lambda office: (office.duty_recipient, office.duty_account, office.duty_account_verified),
    Payee.VOIVODE: lambda office: (office.card_recipient, office.card_account, office.card_account_verified),
}


def duties(procedure_key: str, teryt: str, *, filed_on: date, paid_on: date) -> list[Duty]:
    """In the order of the definition; without a voivodeship the payees are not known yet.

    Each fee is the one of the day its row names: of filing, or of payment.
    """
    procedure = catalogue.procedure(procedure_key)
    office = overlays.applied(offices.office(teryt, on=paid_on), on=paid_on) if teryt else None
    pairs = zip(fees.owed(procedure.fees, on=filed_on), fees.owed(procedure.fees, on=paid_on), strict=True)
    return [
        _duty(at_filing if at_filing.decided_by == "filing" else at_payment, office) for at_filing, at_payment in pairs
    ]


def _duty(fee: Fee, office: Office | None) -> Duty:
    name, account, verified = _payee(fee, office)
    return Duty(
        fee=fee.key,
        label=fee.label,
        law=fee.law,
        amount=fee.amount,
        payee=fee.payee,
        payee_name=name,
        account=account,
        account_verified=verified,
        may_wait=fee.may_wait,
    )


def _payee(fee: Fee, office: Office | None) -> Recipient:
    """Nobody gets money because no other payee was left: each is named in ACCOUNTS, or the start stops (checks.py)."""
    return NOBODY if office is None else ACCOUNTS[Payee(fee.payee)](office)

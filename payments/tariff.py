"""What an application costs and to whom, read from the dated tables of procedures."""

from dataclasses import dataclass
from datetime import date

from procedures import catalogue, overlays
from procedures.law import citations
from procedures.tables import fees, offices, payees
from procedures.tables.fees import Fee
from procedures.tables.offices import Account, Office


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
    slip: str  # first word of a transfer's title
    may_wait: bool


NOWHERE = Account(payee="", recipient="")  # until the place of stay is known


def duties(procedure_key: str, teryt: str, *, filed_on: date, paid_on: date) -> list[Duty]:
    """In the order of the definition; without a voivodeship the payees are not known yet.

    Each fee is the one of the day its row names: of filing, or of payment. One whose amount is unknown is left out.
    """
    procedure = catalogue.procedure(procedure_key)
    office = overlays.applied(offices.office(teryt, on=paid_on), on=paid_on) if teryt else None
    rows = (fees.due(key, filed_on=filed_on, paid_on=paid_on) for key in procedure.fees)
    return [_duty(row, office, paid_on=paid_on) for row in rows if row is not None]


def unknown(procedure_key: str, *, filed_on: date, paid_on: date) -> list[Fee]:
    """What is owed too, while nobody knows how much: the newest row there was."""
    keys = catalogue.procedure(procedure_key).fees
    return [fees.newest(key) for key in keys if fees.due(key, filed_on=filed_on, paid_on=paid_on) is None]


def _duty(fee: Fee, office: Office | None, *, paid_on: date) -> Duty:
    """Raises Unknown for a payee without a row, or without an account at the office: nobody is paid instead."""
    payee = payees.payee(fee.payee, on=paid_on)
    account = NOWHERE if office is None else office.account(payee.key)
    return Duty(
        fee=fee.key,
        label=fee.label,
        law=citations.written(fee.law),
        amount=fee.amount,
        payee=payee.key,
        payee_name=account.recipient,
        account=account.number,
        account_verified=account.verified,
        slip=payee.slip,
        may_wait=payee.may_wait,
    )

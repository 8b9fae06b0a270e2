"""What an application costs and to whom, read from the dated tables of procedures."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from procedures import overlays
from procedures.dues import Due
from procedures.law import citations
from procedures.tables import offices, payees
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
    relief: str = ""  # why it is not the whole fee


NOWHERE = Account(payee="", recipient="")  # until the place of stay is known


def offices_of(teryts: Iterable[str], *, paid_on: date) -> dict[str, Office]:
    """By TERYT, with the accounts that two persons confirmed; one query for all."""
    known = sorted({teryt for teryt in teryts if teryt})
    if not known:
        return {}
    found = overlays.confirmed([offices.office(teryt, on=paid_on) for teryt in known], on=paid_on)
    return dict(zip(known, found, strict=True))


def duties(owed: Iterable[Due], office: Office | None, *, paid_on: date) -> list[Duty]:
    """Of what is owed, whatever an amount is known of; without an office the payees are not known yet."""
    return [_duty(due, due.row, office, paid_on=paid_on) for due in owed if due.row is not None]


def _duty(due: Due, fee: Fee, office: Office | None, *, paid_on: date) -> Duty:
    """Raises Unknown for a payee without a row, or without an account at the office: nobody is paid instead."""
    payee = payees.payee(fee.payee, on=paid_on)
    account = NOWHERE if office is None else office.account(payee.key)
    return Duty(
        fee=due.fee,
        label=fee.label,
        law=citations.written(fee.law),
        amount=fee.amount,
        payee=payee.key,
        payee_name=account.recipient,
        account=account.number,
        account_verified=account.verified,
        slip=payee.slip,
        may_wait=bool(payees.wait(fee, on=paid_on)),
        relief=due.relief.key if due.relief else "",
    )

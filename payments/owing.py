"""How far an application is paid, in amounts: the one answer for the order's page, the task list, receipt and case."""

from dataclasses import dataclass

from applications.drafting.models import Application
from payments import orders, payable
from payments.orders import Bill


@dataclass(frozen=True, slots=True, kw_only=True)
class Owing:
    """Sums in grosze; `now` is what should not wait, `later` what may."""

    total: int
    kept: int
    refunded: int
    now: int
    later: int
    is_confirming: bool
    is_open: bool = False  # of some fee it is not known yet whether, or how much
    is_looked_into: bool = False  # money came on other terms: nobody pays again until a person has checked it

    @property
    def owed(self) -> int:
        return self.now + self.later

    @property
    def is_settled(self) -> bool:
        """Nothing is owed but what may wait."""
        return self.now == 0


def of(application: Application) -> Owing:
    """Nothing is written: who only looks makes no order."""
    return of_bill(orders.read(application))


def of_bill(bill: Bill) -> Owing:
    """What will never be asked for is not owed."""
    standing = payable.of(bill.application)
    items = [item for item in bill.items if not standing.spares(item)]
    attempts = orders.payments_of(items) if bill.order.is_made else {}
    newest = [attempts[item.pk] for item in items if item.owed and item.pk in attempts]
    return Owing(
        total=sum(item.kept if item.is_called_off else item.amount for item in items),
        kept=sum(item.kept for item in items),
        refunded=sum(item.refunded for item in items),
        now=sum(item.owed for item in items if not item.may_wait and not item.is_called_off),
        later=sum(item.owed for item in items if item.may_wait and not item.is_called_off),
        is_confirming=any(each.is_confirming for each in newest),
        is_open=bill.is_open,
        is_looked_into=any(each.is_mismatched for each in newest),
    )

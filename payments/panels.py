"""What the payment page shows: one panel per payee, in plain values."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from applications.drafting.models import Application
from payments import bank_transfers, orders, payable, telling
from payments.bank_transfers import Transfer
from payments.errors import NotDecided, NothingIsIssued, NotOwed, NotPayable, TooLittle
from payments.models import CheckoutSession, OrderItem
from payments.orders import Bill
from payments.states import PaymentState
from payments.telling import HeldUp
from procedures import catalogue, dues
from procedures.dues import DueStanding

# What the person is told of the last attempt, if it did not pay
REMARKS = frozenset(
    {PaymentState.OPEN, PaymentState.FAILED, PaymentState.EXPIRED, PaymentState.MISMATCH, PaymentState.RETURNING}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One item with what can be done about it now."""

    item: OrderItem
    label: str
    session: CheckoutSession | None
    transfer: Transfer | None
    hindrance: NotPayable | None
    disputed: int = 0
    held_up: HeldUp | None = None
    because: str = ""  # why it is not the whole fee

    @property
    def is_confirming(self) -> bool:
        return not self.item.is_paid and self.session is not None and self.session.is_confirming

    @property
    def remarked(self) -> CheckoutSession | None:
        """The last attempt, when it did not pay and there is something to say of it."""
        if self.session is None or (self.item.is_paid and not self.session.is_returning):
            return None
        return self.session if PaymentState(self.session.state) in REMARKS else None

    @property
    def is_looked_into(self) -> bool:
        """Money came on other terms: nobody pays again until a person has checked it."""
        return self.remarked is not None and self.remarked.is_mismatched

    @property
    def may_start(self) -> bool:
        is_held = self.is_confirming or self.is_looked_into
        return self.is_online and not self.item.is_paid and not is_held and self.hindrance is None

    @property
    def is_online(self) -> bool:
        return orders.is_online(self.item)

    @property
    def is_spared(self) -> bool:
        return isinstance(self.hindrance, NothingIsIssued | NotOwed)

    @property
    def is_changed(self) -> bool:
        """Paid, in part or whole, while the answers of today say another amount."""
        return self.item.changed is not None and bool(self.item.kept)

    @property
    def amount_now(self) -> int:
        return self.item.changed.amount if self.item.changed else self.item.amount

    @property
    def is_closed(self) -> bool:
        """Nothing can be paid any more, whichever way."""
        return self.hindrance is not None and not isinstance(self.hindrance, TooLittle)


def of(bill: Bill) -> list[Panel]:
    is_made, standing = bill.order.is_made, payable.of(bill.application)
    sessions = orders.payments_of(bill.items) if is_made else {}
    because = {due.fee: dues.explained(due) for due in bill.dues}
    untaken = {each.item.pk: each for each in telling.held_up(bill.application)} if is_made else {}
    return [
        replace(_panel(item, sessions.get(item.pk), standing, untaken.get(item.pk)), because=because.get(item.fee, ""))
        for item in bill.items
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpaid:
    """A fee for which nothing is to be paid, or not yet: why."""

    label: str
    text: str
    is_free: bool


def unpaid(bill: Bill) -> list[Unpaid]:
    """What is free of charge, and what an answer that is missing decides."""
    return list(_unpaid(bill))


def _unpaid(bill: Bill) -> Iterator[Unpaid]:
    form = catalogue.form_of(bill.application.procedure, bill.application.form_version)
    for due in bill.dues:
        label = _(due.whole.label)
        if due.standing == DueStanding.FREE:
            yield Unpaid(label=label, text=dues.explained(due), is_free=True)
        elif due.standing == DueStanding.UNDECIDED:
            text = str(NotDecided([_(field.label) for field in dues.questions(form, due)]))
            yield Unpaid(label=label, text=text, is_free=False)


def to_pay(application: Application) -> list[Panel]:
    """Of an application, what may be paid online this moment; the case page offers it."""
    return [panel for panel in of(orders.read(application)) if panel.may_start]


def _panel(
    item: OrderItem, session: CheckoutSession | None, standing: payable.CaseStanding, held_up: HeldUp | None
) -> Panel:
    final = standing.hindrance(item) or (NotOwed() if item.is_called_off else None)
    hindrance = final or (TooLittle() if orders.is_too_little(item) else None)
    is_due = not item.is_paid and final is None
    return Panel(
        item=item,
        label=_(item.label),
        session=session,
        transfer=bank_transfers.of(item) if is_due else None,
        hindrance=hindrance,
        disputed=sum(each.disputed for each in item.sessions.all()) if session else 0,
        held_up=held_up,
    )

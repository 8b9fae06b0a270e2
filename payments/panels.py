"""What the payment page shows: one panel per payee, in plain values."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from payments import checkout, orders, transfer
from payments.models import CheckoutSession, Order, OrderItem
from payments.states import State
from payments.transfer import Transfer

PROBLEMS = frozenset({State.FAILED, State.MISMATCH})


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One item with what can be done about it now."""

    item: OrderItem
    label: str
    session: CheckoutSession | None
    transfer: Transfer | None
    is_online: bool

    @property
    def is_confirming(self) -> bool:
        return not self.item.is_paid and self.session is not None and self.session.state == State.PROCESSING

    @property
    def problem(self) -> str:
        """The state of the last attempt when it went wrong, or empty."""
        if self.item.is_paid or self.session is None or State(self.session.state) not in PROBLEMS:
            return ""
        return self.session.state

    @property
    def may_start(self) -> bool:
        return self.is_online and not self.item.is_paid and not self.is_confirming and self.problem != State.MISMATCH


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    total: int
    now: int  # what should not wait
    paid: int


def of(order: Order) -> list[Panel]:
    items = list(order.items.all())
    sessions = orders.payments_of(items)
    payable = checkout.is_payable(order.application)
    return [
        Panel(
            item=item,
            label=_(item.label),
            session=sessions.get(item.pk),
            transfer=None if item.is_paid else transfer.of(item),
            is_online=payable and orders.is_online(item),
        )
        for item in items
    ]


def sums(panels: list[Panel]) -> Sums:
    unpaid = [panel.item for panel in panels if not panel.item.is_paid]
    return Sums(
        total=sum(panel.item.amount for panel in panels),
        now=sum(item.amount for item in unpaid if not item.may_wait),
        paid=sum(panel.item.amount for panel in panels if panel.item.is_paid),
    )

"""Passes what was paid or given back on to the register, once the application itself is there, and says if it did."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications.drafting.models import Application
from applications.drafting.states import ApplicationState
from applications.exchange.portal import outbox, standing
from applications.exchange.portal.standing import MessageStanding
from applications.exchange.protocol import canonical, kinds, parts
from payments import attention, orders, settlement
from payments.models import OrderItem

KIND = kinds.PAYMENT
PART = parts.said(KIND)
# Once filed, the register has it for good: a card is paid, a duty given back after the case is closed too
ON_ITS_WAY = (
    ApplicationState.FILED,
    ApplicationState.TRANSFERRED,
    ApplicationState.CLOSED,
    ApplicationState.WITHDRAWN,
)
_HELD_UP: str | Promise = _(
    "You paid. The office's system has not been told yet, and an officer is looking into it. You need do nothing, and "
    "do not pay again."
)
_NOT_TAKEN: str | Promise = _(
    "You paid, but the office's system did not take the word of it. Do not pay again. If the office calls on you to "
    "pay, show it the confirmation of your payment."
)
_CHANGED: str | Promise = _(
    "The office's system has not been told yet of the latest change in this payment. The amounts here are right. If "
    "the office tells you of others, show it the confirmation of your payment."
)
_PAID: Mapping[MessageStanding, str | Promise] = {
    MessageStanding.SET_ASIDE: _HELD_UP,
    MessageStanding.BEHIND: _HELD_UP,
    MessageStanding.NOT_TAKEN: _NOT_TAKEN,
}


@dataclass(frozen=True, slots=True)
class HeldUp:
    """A payment of which the register has not taken the latest word."""

    item: OrderItem
    standing: MessageStanding

    @property
    def explained(self) -> str:
        return str(_PAID[self.standing] if self.item.is_paid else _CHANGED)


def untold() -> QuerySet[OrderItem]:
    return OrderItem.objects.filter(
        message_id__isnull=False, told_at__isnull=True, order__application__state__in=ON_ITS_WAY
    )


def explained(item: OrderItem, where: MessageStanding | None) -> str:
    """What is wrong and what to do; nothing while all goes well."""
    return HeldUp(item, where).explained if where and where.is_stuck else ""


def held_up(application: Application) -> list[HeldUp]:
    told = list(OrderItem.objects.filter(order__application=application, told_at__isnull=False))
    known = standing.of(application.pk) if told else {}
    found = [(item, known.get(item.message_id)) for item in told if item.message_id]
    return [HeldUp(item, where) for item, where in found if where and where.is_stuck]


@transaction.atomic
def tell(item_id: UUID) -> None:
    """Once for each change: the id of the message was reserved with it."""
    locked = settlement.lock_item(item_id)
    message_id = locked.message_id
    if locked.told_at is not None or message_id is None:
        return
    item = _of_today(locked)
    attention.compare([item])
    outbox.store_part(message_id, kind=KIND, name=PART, content=canonical(_body(item)))
    outbox.add(message_id=message_id, kind=KIND, case_id=item.order.application_id)
    item.told_at = timezone.now()
    item.save()


def _of_today(locked: OrderItem) -> OrderItem:
    """With what the answers that were filed make of it."""
    found = (item for item in orders.laid(locked.order).items if item.pk == locked.pk)
    return next(found, locked)


def _body(item: OrderItem) -> dict[str, str | int | None]:
    """`amount` is what the payee keeps of the duty now, so who reads nothing else is never told too much.

    A later message about the same fee of the same order replaces the one before.
    """
    return {
        "order": item.order.number,
        "fee": item.told_as or item.fee,
        "payee": item.payee_name,
        "amount": item.kept,
        "due": item.amount,
        "received": item.received,
        "refunded": item.refunded,
        "owed": item.owed,
        "currency": item.currency,
        "paid_at": item.paid_at.isoformat() if item.paid_at else None,
        "means": "stripe",
        "reference": item.title,
    }

"""Passes what was paid or given back on to the register, once the application itself is on its way there."""

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from applications.drafting.states import State as ApplicationState
from applications.exchange.portal import outbox
from applications.exchange.protocol import canonical, kinds, parts
from payments import settlement
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


def untold() -> QuerySet[OrderItem]:
    return OrderItem.objects.filter(
        message_id__isnull=False, told_at__isnull=True, order__application__state__in=ON_ITS_WAY
    )


@transaction.atomic
def tell(item_id: UUID) -> None:
    """Once for each change: the id of the message was reserved with it."""
    item = settlement.lock_item(item_id)
    if item.told_at is not None or item.message_id is None:
        return
    outbox.store_part(item.message_id, kind=KIND, name=PART, content=canonical(_body(item)))
    outbox.add(message_id=item.message_id, kind=KIND, case_id=item.order.application_id)
    item.told_at = timezone.now()
    item.save(update_fields=["told_at"])


def _body(item: OrderItem) -> dict[str, str | int | None]:
    """`amount` is what the payee keeps of the duty now, so who reads nothing else is never told too much.

    A later message about the same fee of the same order replaces the one before.
    """
    return {
        "order": item.order.number,
        "fee": item.fee,
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

"""Passes a payment on to the register, once the application itself is on its way there."""

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from applications.drafting.states import State as ApplicationState
from applications.exchange.portal import outbox
from applications.exchange.protocol import canonical
from payments import settlement
from payments.models import OrderItem

KIND = "payment"
PART = "payment.json"
ON_ITS_WAY = (ApplicationState.FILED, ApplicationState.TRANSFERRED)


def untold() -> QuerySet[OrderItem]:
    return OrderItem.objects.filter(
        paid_at__isnull=False, told_at__isnull=True, order__application__state__in=ON_ITS_WAY
    )


@transaction.atomic
def tell(item_id: UUID) -> None:
    """Once: the id of the message was reserved when the item was paid."""
    item = settlement.lock_item(item_id)
    if item.paid_at is None or item.told_at is not None or item.message_id is None:
        return
    outbox.store_part(item.message_id, kind=KIND, name=PART, content=canonical(_body(item)))
    outbox.add(message_id=item.message_id, kind=KIND, case_id=item.order.application_id)
    item.told_at = timezone.now()
    item.save(update_fields=["told_at"])


def _body(item: OrderItem) -> dict[str, str | int]:
    return {
        "order": item.order.number,
        "fee": item.fee,
        "payee": item.payee_name,
        "amount": item.amount,
        "currency": item.currency,
        "paid_at": item.paid_at.isoformat() if item.paid_at else "",
        "means": "stripe",
        "reference": item.title,
    }

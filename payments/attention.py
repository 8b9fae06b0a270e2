"""Payments a person who works here has to look at: on other terms, given back in part, disputed. No personal data."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from audit import trail
from payments.models import CheckoutSession, OrderItem

AT_ONCE = 100


def waiting() -> QuerySet[CheckoutSession]:
    """Nobody looked since something happened; the oldest first."""
    return _all().filter(looked_at__isnull=True).order_by("attention_at")


def looked() -> QuerySet[CheckoutSession]:
    """The newest look first."""
    return _all().filter(looked_at__isnull=False).order_by("-looked_at")


@transaction.atomic
def look(session_id: UUID, *, by: User) -> bool:
    """Whether it still waited: the second of two who press at once changes nothing."""
    session = CheckoutSession.objects.select_for_update().filter(pk=session_id, attention_at__isnull=False).first()
    if session is None or session.looked_at is not None:
        return False
    session.looked_at, session.looked_by = timezone.now(), by
    session.save(update_fields=["looked_at", "looked_by"])
    application_id = CheckoutSession.objects.values_list("item__order__application", flat=True).get(pk=session_id)
    facts = {"session": str(session.pk), "state": session.state, "refunded": str(session.refunded)}
    trail.record("payment-looked-at", subject=application_id, actor=by, facts=facts)
    return True


def compare(laid: Iterable[OrderItem]) -> None:
    """Of what was paid, and is less or nothing by the answers of today: the payee has something to give back."""
    for item in laid:
        if item.kept and item.changed is not None:
            _say(item, item.changed.amount)


def _say(item: OrderItem, amount: int) -> None:
    """On the last attempt that paid something; once for each amount."""
    session = item.sessions.select_for_update().filter(kept__gt=0).order_by("attempt").last()
    if session is None or session.answers_say == amount:
        return
    session.answers_say, session.attention_at = amount, timezone.now()
    session.looked_at, session.looked_by = None, None
    session.save(update_fields=["answers_say", "attention_at", "looked_at", "looked_by"])
    facts = {"item": str(item.pk), "session": str(session.pk), "kept": str(item.kept)}
    trail.record("payment-differs", subject=item.order.application_id, facts=facts)


def _all() -> QuerySet[CheckoutSession]:
    return CheckoutSession.objects.filter(attention_at__isnull=False).select_related("item__order", "looked_by")

"""News from the payment service: proved genuine and noted once; what happened is not believed but fetched."""

from django.db import transaction
from django.utils import timezone

from payments import gateway, settlement
from payments.gateway import StripeNews
from payments.models import CheckoutSession, StripeEvent


def receive(body: bytes, header: str) -> None:
    """All or nothing: on any failure but Forged the service is to send again."""
    news = gateway.read_news(body, header)
    with transaction.atomic():
        StripeEvent.objects.bulk_create([StripeEvent(id=news.id, kind=news.kind[:100])], ignore_conflicts=True)
        event = StripeEvent.objects.select_for_update().get(pk=news.id)
        if event.processed_at is not None:
            return
        if (session := _session(news)) is not None:
            settlement.settle(session.pk)
        event.processed_at = timezone.now()
        event.save(update_fields=["processed_at"])


def _session(news: StripeNews) -> CheckoutSession | None:
    """Ours, or none: an account may serve others too."""
    if news.object_kind == gateway.CHECKOUT_OBJECT:
        return CheckoutSession.objects.filter(stripe_id=news.object_id).first()
    intent = news.object_id if news.object_kind == "payment_intent" else news.intent
    if not intent:
        return None
    known = CheckoutSession.objects.filter(intent=intent).first()
    return known or CheckoutSession.objects.filter(stripe_id=gateway.session_of(intent)).first()

"""Finds refunds and disputes of which no news came: lists the service's recent ones once a day for each account."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from payments import gateway
from payments.models import CheckoutSession, Listing

EVERY = timedelta(days=1)
OVERLAP = timedelta(days=2)  # listed twice rather than not at all


def begin(account: str, now: datetime) -> None:
    """From the first payment to an account on; nothing can have gone back before."""
    Listing.objects.get_or_create(account=account, defaults={"until": now})


def due() -> QuerySet[Listing]:
    return Listing.objects.filter(until__lte=timezone.now() - EVERY).order_by("until")


def look(listing: Listing) -> None:
    """What went back is asked about anew, and each dispute that is open: it may be decided long after it began."""
    now = timezone.now()
    intents = gateway.went_back(listing.account, since=listing.until - OVERLAP)
    sessions = CheckoutSession.objects.filter(stripe_account=listing.account).exclude(stripe_id=None)
    sessions.filter(Q(intent__in=intents) | Q(disputed__gt=0)).update(due_at=now)
    listing.until = now
    listing.save(update_fields=["until"])

"""Starts an attempt to pay one item: the old one is closed first, the terms are frozen, then the service is asked."""

from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone, translation

from accounts.acting import Acting, Power
from audit import trail
from payments import gateway, listing, orders, payable, settlement
from payments.errors import (
    AlreadyPaid,
    BeingConfirmed,
    BeingLookedInto,
    NotOnline,
    ServiceRefused,
    Superseded,
    TooLittle,
)
from payments.models import CheckoutSession, OrderItem
from payments.states import PaymentState

OPEN_FOR = timedelta(minutes=60)  # the service allows 30 minutes to 24 hours


def start(item_id: UUID, *, acting: Acting, language: str, request_key: str = "") -> CheckoutSession:
    """An open session with the address of its page. The same request key gets the same session again.

    The row is committed before the service is asked: a kill in between leaves a row that says what to ask again.
    """
    acting.require(Power.PAY, principal=_principal(item_id))
    session = _repeated(item_id, request_key)
    if session is None:
        for open_session in CheckoutSession.objects.filter(item=item_id, closed_at__isnull=True):
            _close(open_session.pk)
        session = _begin(item_id, acting=acting, language=language, request_key=request_key)
    session = _open(session.pk)
    if session.stripe_id is None:
        raise ServiceRefused
    if session.closed_at is not None:
        raise Superseded
    return session


def _principal(item_id: UUID) -> int:
    return OrderItem.objects.values_list("order__application__principal", flat=True).get(pk=item_id)


def _repeated(item_id: UUID, request_key: str) -> CheckoutSession | None:
    if not request_key:
        return None
    return CheckoutSession.objects.filter(item=item_id, request_key=request_key).first()


@transaction.atomic
def _begin(item_id: UUID, *, acting: Acting, language: str, request_key: str) -> CheckoutSession:
    item = settlement.lock_item(item_id)
    acting.require(Power.PAY, principal=item.order.application.principal_id)
    if hindrance := payable.of(item.order.application).hindrance(item):
        raise hindrance
    orders.refresh(item)
    if not orders.is_online(item):
        raise NotOnline
    _refuse_paid(item)
    now = timezone.now()
    session = CheckoutSession.objects.create(
        item=item,
        attempt=_last_attempt(item) + 1,
        person=acting.person,
        request_key=request_key,
        language=language,
        amount=item.owed,
        duty=item.amount,
        laid=item.laid,
        currency=item.currency,
        livemode=gateway.is_live(),
        stripe_account=orders.stripe_account(item),
        opened_at=now,
        expires_at=now + OPEN_FOR,
        due_at=now + settlement.FIRST_POLL,
    )
    listing.begin(session.stripe_account, now)
    facts = {"session": str(session.pk)}
    trail.record("payment-started", subject=item.order.application_id, acting=acting, facts=facts)
    return session


def _refuse_paid(item: OrderItem) -> None:
    if item.is_paid:
        raise AlreadyPaid
    if CheckoutSession.objects.filter(item=item, state=PaymentState.MISMATCH).exists():
        raise BeingLookedInto
    if orders.is_too_little(item):
        raise TooLittle
    pending = CheckoutSession.objects.filter(item=item, closed_at__isnull=True).first()
    if pending is not None:
        raise BeingConfirmed if pending.is_confirming else Superseded


def _last_attempt(item: OrderItem) -> int:
    return CheckoutSession.objects.filter(item=item).aggregate(last=Max("attempt"))["last"] or 0


@transaction.atomic
def _open(session_id: UUID) -> CheckoutSession:
    """Ask the service for the page of a begun session; safe to repeat."""
    session = settlement.lock(session_id)
    if session.stripe_id is None and session.closed_at is None:
        ensure_opened(session)
    return session


def ensure_opened(session: CheckoutSession) -> None:
    """The session is locked. A request that the service refuses for good ends the attempt."""
    try:
        facts = gateway.open_session(_purchase(session))
    except ServiceRefused:
        settlement.fail(session)
        return
    session.stripe_id = facts.session
    settlement.apply(session, facts)


@transaction.atomic
def _close(session_id: UUID) -> None:
    """Nobody can pay through it any more, unless somebody just did: then that counts."""
    session = settlement.lock(session_id)
    if session.stripe_id is None:
        ensure_opened(session)
    if session.stripe_id is None or not session.is_pending:
        return
    with suppress(ServiceRefused):  # it is no longer open: what it became is fetched now
        gateway.expire(session.stripe_id, session.stripe_account)
    settlement.settle(session.pk)


def _purchase(session: CheckoutSession) -> gateway.Purchase:
    """The same for every call about this session, or the idempotency key would be refused."""
    item = session.item
    return gateway.Purchase(
        terms=session.terms,
        name=item.title,
        language=session.language,
        expires_at=_seconds(session.expires_at),
        return_url=_return_url(session),
        cancel_url=_return_url(session),  # the page asks the service what really happened
        account=session.stripe_account,
        idempotency_key=session.idempotency_key,
        metadata={"duty": str(item.pk), "session": str(session.pk), "fee": item.fee},
    )


def _return_url(session: CheckoutSession) -> str:
    with translation.override(session.language):
        path = reverse("payments:return", args=[session.item.order.application_id])
    return f"{settings.PORTAL_URL.rstrip('/')}{path}?payment={session.pk}"


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())

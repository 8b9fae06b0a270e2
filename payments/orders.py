"""The order of an application: made when first looked at, in step with the tables until it is paid."""

import secrets
from collections.abc import Sequence
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from accounts.models import User
from applications.drafting import access
from applications.drafting.models import Application
from payments import tariff
from payments.models import CheckoutSession, Order, OrderItem, Payee
from payments.tariff import Duty

NUMBER_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that is read as something else
NUMBER_LENGTH = 4
TITLES = {Payee.CITY: "SKARB", Payee.VOIVODE: "KARTA"}  # in Polish: the payee's clerk reads it


@transaction.atomic
def of(application: Application) -> Order:
    """One order per application, its unpaid items as the tables have them today."""
    order, _ = Order.objects.get_or_create(application=application, defaults={"number": _number()})
    order = Order.objects.select_for_update(of=("self",)).get(pk=order.pk)
    duties = _duties(application)
    known = {item.fee: item for item in order.items.all()}
    for position, duty in enumerate(duties):
        _keep(known.get(duty.fee) or OrderItem(order=order, fee=duty.fee), duty, position, teryt=application.teryt)
    return order


def for_actor(user: User | AnonymousUser) -> QuerySet[Order]:
    return Order.objects.filter(application__in=access.for_actor(user)).select_related("application")


def get(user: User | AnonymousUser, order_id: UUID) -> Order:
    """Somebody else's order is not found."""
    order = for_actor(user).filter(pk=order_id).first()
    if order is None:
        raise Http404
    return order


def item_of(order: Order, item_id: UUID) -> OrderItem:
    item = order.items.filter(pk=item_id).first()
    if item is None:
        raise Http404
    return item


def refresh(item: OrderItem) -> None:
    """The amount of this very day, before it is frozen in a session."""
    application = item.order.application
    for duty in _duties(application):
        if duty.fee == item.fee:
            _keep(item, duty, item.position, teryt=application.teryt)


def is_online(item: OrderItem) -> bool:
    """Whether the payee has an account with the payment service, as the settings declare."""
    return bool(item.payee_name) and _account(item) is not None


def stripe_account(item: OrderItem) -> str:
    """Empty: the platform's own account (a single test account in development)."""
    return _account(item) or ""


def payments_of(items: Sequence[OrderItem]) -> dict[UUID, CheckoutSession]:
    """The newest attempt of each item."""
    sessions = CheckoutSession.objects.filter(item__in=items).order_by("attempt")
    return {session.item_id: session for session in sessions}


def _duties(application: Application) -> list[Duty]:
    today = timezone.localdate()
    filed_on = timezone.localdate(application.filed_at) if application.filed_at else today
    return tariff.duties(application.procedure, application.teryt, filed_on=filed_on, paid_on=today)


def _account(item: OrderItem) -> str | None:
    """Of this payee in this voivodeship, or of all payees of its kind."""
    payees: dict[str, str] = settings.STRIPE_PAYEES
    return payees.get(f"{item.payee}-{item.teryt}", payees.get(item.payee))


def _keep(item: OrderItem, duty: Duty, position: int, *, teryt: str) -> None:
    if item.is_paid:
        return
    item.position, item.teryt, item.label, item.law = position, teryt, duty.label, duty.law
    item.payee, item.payee_name, item.amount, item.may_wait = duty.payee, duty.payee_name, duty.amount, duty.may_wait
    item.account, item.account_verified = duty.account, duty.account_verified
    item.title = f"{TITLES[Payee(duty.payee)]} {item.order.number}"
    item.save()


def _number() -> str:
    """Random, so that nobody learns how many there are or guesses another's."""
    groups = ("".join(secrets.choice(NUMBER_ALPHABET) for _ in range(NUMBER_LENGTH)) for _ in range(2))
    return f"MOS-{timezone.localdate().year}-" + "-".join(groups)

"""The order of an application, in step with the dated tables: written at the first act, only read until then.

Who looks at an order sees today's tables laid over what is kept of it; who acts has them written down first. So no
page that is only read writes, and no stale amount is ever shown or paid. The number follows from the application, so
that it stands in a transfer before anything is written, and stays the same afterwards.
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from uuid import UUID, uuid5

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acting import Acting, Power
from accounts.models import User
from applications.drafting import access, charged, lifecycle
from applications.drafting.models import Application
from payments import tariff
from payments.errors import NotDecided, NotOwed, NotPayable
from payments.models import Changed, CheckoutSession, Order, OrderItem
from payments.states import PaymentState
from payments.tariff import Duty
from procedures import catalogue, dues
from procedures.dues import Due, DueStanding
from procedures.tables.fees import Fee
from procedures.tables.offices import Office
from sealing import keys
from sealing.errors import SealBroken

log = logging.getLogger(__name__)
NUMBER_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that is read as something else
NUMBER_LENGTH = 4
LEAST_ONLINE = 200  # grosze; the payment service takes no less in złoty


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """An order as it is today: the answers are read once for all that is shown of it."""

    order: Order
    dues: list[Due]
    items: list[OrderItem]
    is_readable: bool = True  # else the items are as they were written down last

    @property
    def application(self) -> Application:
        return self.order.application

    @property
    def unknown(self) -> list[Fee]:
        """What is owed besides, and nobody knows today how much."""
        return [due.whole for due in self.dues if due.is_unknown]

    @property
    def is_open(self) -> bool:
        """Of some fee it is not known yet whether, or how much."""
        return any(due.is_open for due in self.dues)


@transaction.atomic
def of(application: Application, *, acting: Acting) -> Order:
    """One order per application, made at the first act; its items written as the tables have them today."""
    acting.require(Power.PAY, principal=application.principal_id)
    order, _made = Order.objects.get_or_create(application=application, defaults={"number": _number(application)})
    order = Order.objects.select_for_update(of=("self",)).get(pk=order.pk)
    list(order.items.select_for_update().order_by("pk"))  # a payment that is booked this moment is not written over
    for item in laid(order).items:
        item.save()
    return order


def read(application: Application) -> Bill:
    """The order as it is, or as it would be made, and nowhere written."""
    made = Order.objects.filter(application=application).first()
    order = made or Order(application=application, number=_number(application))
    order.application = application
    return laid(order)


def laid(order: Order) -> Bill:
    """What is owed as the tables have it today; nothing is saved here."""
    teryt = lifecycle.office(order.application)
    return _laid(order, _offices([teryt]).get(teryt))


def laid_all(orders: Iterable[Order]) -> list[Bill]:
    """The same for many, in the order given; the offices of all are asked for at once.

    One whose answers cannot be read hides no other.
    """
    deciding = [(order, _teryt(order)) for order in orders]
    known = _offices(teryt for _order, teryt in deciding if teryt is not None)
    return [_as_written(order) if teryt is None else _laid(order, known.get(teryt)) for order, teryt in deciding]


def _teryt(order: Order) -> str | None:
    """None where the answers are broken."""
    try:
        return lifecycle.office(order.application)
    except SealBroken:
        log.exception("the answers of %s cannot be read", order)
        return None


def _as_written(order: Order) -> Bill:
    items = list(order.items.all())
    for item in items:
        item.order = order
    return Bill(order=order, dues=[], items=items, is_readable=False)


def _laid(order: Order, office: Office | None) -> Bill:
    application = order.application
    known = {item.fee: item for item in order.items.all()} if order.is_made else {}
    owed = charged.of(application)
    duties = {duty.fee: duty for duty in _duties(owed, office)}
    for position, duty in enumerate(duties.values()):
        item = known.setdefault(duty.fee, OrderItem(id=uuid5(application.pk, duty.fee), order=order, fee=duty.fee))
        item.order = order
        _lay(duty, item, position, office)
    for fee in set(known) - set(duties):
        known[fee].order, known[fee].changed = order, None if _is_open(owed, fee) else Changed(0)
    shown = (item for item in known.values() if item.fee in duties or _has_moved(item))
    return Bill(order=order, dues=owed, items=sorted(shown, key=lambda item: item.position))


def _is_open(owed: Sequence[Due], fee: str) -> bool:
    """An answer is missing, or today's amount: not the same as nothing."""
    return any(due.is_open for due in owed if due.fee == fee)


def for_actor(user: User | AnonymousUser) -> QuerySet[Order]:
    """With all that is asked of each order but its items, in one query."""
    joined = ("application__sheet__key", "application__draft_key")
    return Order.objects.filter(application__in=access.for_actor(user)).select_related(*joined)


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
    owed, teryt = charged.of(application), lifecycle.office(application)
    office = _offices([teryt]).get(teryt)
    duty = next((each for each in _duties(owed, office) if each.fee == item.fee), None)
    if duty is None:
        raise _not_owed(application, item, owed)
    _lay(duty, item, item.position, office)
    if item.is_called_off and not item.is_paid:
        raise NotOwed()
    item.save()


def _not_owed(application: Application, item: OrderItem, owed: Sequence[Due]) -> NotPayable:
    due = next((each for each in owed if each.fee == item.fee), None)
    if due is None or due.standing != DueStanding.UNDECIDED:
        return NotOwed()
    form = catalogue.form_of(application.procedure, application.form_version)
    return NotDecided([_(field.label) for field in dues.questions(form, due)])


def _has_moved(item: OrderItem) -> bool:
    """Money came for it, or may be on its way: it is not lost, whatever is answered now."""
    is_open = Q(closed_at__isnull=True) | Q(state=PaymentState.MISMATCH)
    return bool(item.received) or item.sessions.filter(is_open).exists()


def is_online(item: OrderItem) -> bool:
    """Whether the payee has an account with the payment service, as the settings declare."""
    return bool(item.payee_name) and _account(item) is not None


def is_too_little(item: OrderItem) -> bool:
    """A rest so small that the payment service does not take it."""
    return 0 < item.owed < LEAST_ONLINE


def stripe_account(item: OrderItem) -> str:
    """Empty: the platform's own account (a single test account in development)."""
    return _account(item) or ""


def payments_of(items: Sequence[OrderItem]) -> dict[UUID, CheckoutSession]:
    """The newest attempt of each item."""
    sessions = CheckoutSession.objects.filter(item__in=[item.pk for item in items]).order_by("attempt")
    return {session.item_id: session for session in sessions}


def _offices(teryts: Iterable[str]) -> dict[str, Office]:
    return tariff.offices_of(teryts, paid_on=timezone.localdate())


def _duties(owed: Sequence[Due], office: Office | None) -> list[Duty]:
    return tariff.duties(owed, office, paid_on=timezone.localdate())


def _account(item: OrderItem) -> str | None:
    """Of this payee in this voivodeship, or of all payees of its kind."""
    payees: dict[str, str] = settings.STRIPE_PAYEES
    return payees.get(f"{item.payee}-{item.teryt}", payees.get(item.payee))


def _lay(duty: Duty, item: OrderItem, position: int, office: Office | None) -> None:
    """Today's table over the item; what was begun to be paid stays with its payee."""
    teryt = office.key if office else ""
    if item.kept:
        _lay_over_paid(duty, item, teryt=teryt)
        return
    item.relief = duty.relief
    item.position, item.teryt, item.label, item.law = position, teryt, duty.label, duty.law
    item.payee, item.payee_name, item.amount, item.may_wait = duty.payee, duty.payee_name, duty.amount, duty.may_wait
    item.account, item.account_verified = duty.account, duty.account_verified
    item.title = f"{duty.slip} {item.order.number}"


def _lay_over_paid(duty: Duty, item: OrderItem, *, teryt: str) -> None:
    """What the answers make of it since: the rest of what became more is owed, of what became less an officer is told.

    A new table alone changes nothing for who has paid.
    """
    item.paid_now_to = duty.payee_name if teryt and teryt != item.teryt else ""
    item.changed = None
    if duty.relief == item.relief or duty.amount == item.amount:
        return
    if duty.amount < item.amount or item.paid_now_to:
        item.changed = Changed(duty.amount)
        return
    item.amount, item.relief, item.label, item.law, item.paid_at = duty.amount, duty.relief, duty.label, duty.law, None


def _number(application: Application) -> str:
    """Under our key, so that nobody learns how many there are or guesses another's; the next one where it is taken."""
    return next(
        number
        for number in (_derived(application.pk, attempt) for attempt in count())
        if not Order.objects.filter(number=number).exclude(application=application).exists()
    )


def _derived(application_id: UUID, attempt: int) -> str:
    digest = keys.index(f"{application_id}:{attempt}", purpose="order-number")
    signs = [NUMBER_ALPHABET[byte % len(NUMBER_ALPHABET)] for byte in digest[: 2 * NUMBER_LENGTH]]
    return f"MOS-{_year(application_id)}-{''.join(signs[:NUMBER_LENGTH])}-{''.join(signs[NUMBER_LENGTH:])}"


def _year(application_id: UUID) -> int:
    """In which the application was begun: an id of version 7 begins with its millisecond."""
    moment = datetime.fromtimestamp((application_id.int >> 80) / 1000, tz=UTC)
    return timezone.localdate(moment).year

"""What became of one attempt to pay, for who comes back from the payment service's page: nothing is written here
but that somebody waits for the answer."""

from collections.abc import Mapping
from enum import StrEnum
from uuid import UUID

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications.drafting.models import Application
from payments import gateway, orders, panels
from payments.errors import PaymentsError
from payments.models import CheckoutSession
from payments.panels import Panel
from payments.states import COUNTING, PaymentState, reduce


class PaymentOutcome(StrEnum):
    NONE = "none"  # there was no attempt
    PAID = "paid"
    DOUBLED = "doubled"  # it was paid already, so this goes back
    CONFIRMING = "confirming"
    LEFT = "left"  # the page is open still, or closed, and nothing was taken
    DECLINED = "declined"  # the card or the bank said no on the page
    FAILED = "failed"  # the bank said no later
    LOOKED_INTO = "looked-into"
    RETURNED = "returned"
    UNKNOWN = "unknown"  # the service does not answer now

    @property
    def heading(self) -> Promise:
        return SAID.get(self, SAID[PaymentOutcome.LEFT])[0]

    @property
    def sentence(self) -> Promise:
        return SAID.get(self, SAID[PaymentOutcome.LEFT])[1]

    @property
    def is_paid(self) -> bool:
        return self is PaymentOutcome.PAID

    @property
    def is_open(self) -> bool:
        """Asking the bank again may tell more."""
        return self in {PaymentOutcome.CONFIRMING, PaymentOutcome.UNKNOWN}


# What the person reads, as a heading and a sentence; who made no attempt was not charged either
SAID: Mapping[PaymentOutcome, tuple[Promise, Promise]] = {
    PaymentOutcome.PAID: (
        _("Your payment is confirmed"),
        _("The payment service has confirmed it. You will also get an e-mail."),
    ),
    PaymentOutcome.DOUBLED: (
        _("You paid twice"),
        _("This fee was paid already. The second payment goes back to you by itself, the way you paid."),
    ),
    PaymentOutcome.CONFIRMING: (
        _("Your payment is being confirmed"),
        _(
            "We are asking the payment service. Usually this takes seconds; some banks answer after a few hours. "
            "You may close this page: we will send you an e-mail, whatever the bank says. Don't pay again "
            "meanwhile."
        ),
    ),
    PaymentOutcome.LEFT: (
        _("You were not charged"),
        _("No payment was made. You can pay again, or pay another way."),
    ),
    PaymentOutcome.DECLINED: (
        _("The payment was declined"),
        _("Your card or your bank said no. You were not charged. You can try again, or pay another way."),
    ),
    PaymentOutcome.FAILED: (
        _("The bank refused the payment"),
        _(
            "Nothing was paid. If your bank had set the amount aside, it frees it by itself. You can try again, "
            "or pay another way."
        ),
    ),
    PaymentOutcome.LOOKED_INTO: (
        _("We are looking into your payment"),
        _("It arrived, but not on the terms we asked for. A person is checking it. Don't pay again."),
    ),
    PaymentOutcome.RETURNED: (
        _("Your payment was given back"),
        _("The page of the fees says what is still owed."),
    ),
    PaymentOutcome.UNKNOWN: (
        _("We don't know yet"),
        _(
            "The payment service does not answer at the moment. If you paid, nothing is lost: we will send you an "
            "e-mail. Don't pay again before you know."
        ),
    ),
}
_WRITTEN = {
    PaymentState.FAILED: PaymentOutcome.FAILED,
    PaymentState.EXPIRED: PaymentOutcome.LEFT,
    PaymentState.MISMATCH: PaymentOutcome.LOOKED_INTO,
    PaymentState.REFUNDED: PaymentOutcome.RETURNED,
    PaymentState.PROCESSING: PaymentOutcome.CONFIRMING,
}


def attempt(application: Application, named: str) -> CheckoutSession | None:
    """The one the address names, if it is this application's; else the newest."""
    own = CheckoutSession.objects.filter(item__order__application=application).order_by("-opened_at")
    wanted = _uuid(named)
    return (own.filter(pk=wanted).first() if wanted else None) or own.first()


def ask_soon(session: CheckoutSession | None) -> None:
    """The worker asks the service at its next turn."""
    if session is not None:
        CheckoutSession.objects.filter(pk=session.pk, closed_at__isnull=True).update(due_at=timezone.now())


def of(session: CheckoutSession | None) -> PaymentOutcome:
    """What is written down, and for an open page what the service says this moment."""
    if session is None:
        return PaymentOutcome.NONE
    state = PaymentState(session.state)
    if state in COUNTING:
        return PaymentOutcome.DOUBLED if session.surplus and not session.kept else PaymentOutcome.PAID
    return _WRITTEN.get(state) or _asked(session)


def panel(application: Application, session: CheckoutSession | None) -> Panel | None:
    """The duty that was to be paid, with what may be done about it now."""
    if session is None:
        return None
    return next((each for each in panels.of(orders.read(application)) if each.item.pk == session.item_id), None)


def _asked(session: CheckoutSession) -> PaymentOutcome:
    if session.stripe_id is None:
        return PaymentOutcome.LEFT
    try:
        facts = gateway.fetch(session.stripe_id, session.stripe_account)
    except PaymentsError:
        return PaymentOutcome.UNKNOWN
    state = reduce(facts, session.terms)
    if state == PaymentState.OPEN:
        return PaymentOutcome.DECLINED if facts.is_declined else PaymentOutcome.LEFT
    if state == PaymentState.FAILED:
        return PaymentOutcome.FAILED
    # Paid is said when it is written down, not before
    return PaymentOutcome.LEFT if state == PaymentState.EXPIRED else PaymentOutcome.CONFIRMING


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None

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
from payments.states import COUNTING, State, reduce


class Outcome(StrEnum):
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
        return SAID.get(self, SAID[Outcome.LEFT])[0]

    @property
    def sentence(self) -> Promise:
        return SAID.get(self, SAID[Outcome.LEFT])[1]

    @property
    def is_paid(self) -> bool:
        return self is Outcome.PAID

    @property
    def is_open(self) -> bool:
        """Asking the bank again may tell more."""
        return self in {Outcome.CONFIRMING, Outcome.UNKNOWN}


# What the person reads, as a heading and a sentence; who made no attempt was not charged either
SAID: Mapping[Outcome, tuple[Promise, Promise]] = {
    Outcome.PAID: (
        _("Your payment is confirmed"),
        _("The payment service has confirmed it. You will also get an e-mail."),
    ),
    Outcome.DOUBLED: (
        _("You paid twice"),
        _("This fee was paid already. The second payment goes back to you by itself, the way you paid."),
    ),
    Outcome.CONFIRMING: (
        _("Your payment is being confirmed"),
        _(
            "We are asking the payment service. Usually this takes seconds; some banks answer after a few hours. "
            "You may close this page: we will send you an e-mail, whatever the bank says. Don't pay again "
            "meanwhile."
        ),
    ),
    Outcome.LEFT: (
        _("You were not charged"),
        _("No payment was made. You can pay again, or pay another way."),
    ),
    Outcome.DECLINED: (
        _("The payment was declined"),
        _("Your card or your bank said no. You were not charged. You can try again, or pay another way."),
    ),
    Outcome.FAILED: (
        _("The bank refused the payment"),
        _(
            "Nothing was paid. If your bank had set the amount aside, it frees it by itself. You can try again, "
            "or pay another way."
        ),
    ),
    Outcome.LOOKED_INTO: (
        _("We are looking into your payment"),
        _("It arrived, but not on the terms we asked for. A person is checking it. Don't pay again."),
    ),
    Outcome.RETURNED: (
        _("Your payment was given back"),
        _("The page of the fees says what is still owed."),
    ),
    Outcome.UNKNOWN: (
        _("We don't know yet"),
        _(
            "The payment service does not answer at the moment. If you paid, nothing is lost: we will send you an "
            "e-mail. Don't pay again before you know."
        ),
    ),
}
_WRITTEN = {
    State.FAILED: Outcome.FAILED,
    State.EXPIRED: Outcome.LEFT,
    State.MISMATCH: Outcome.LOOKED_INTO,
    State.REFUNDED: Outcome.RETURNED,
    State.PROCESSING: Outcome.CONFIRMING,
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


def of(session: CheckoutSession | None) -> Outcome:
    """What is written down, and for an open page what the service says this moment."""
    if session is None:
        return Outcome.NONE
    state = State(session.state)
    if state in COUNTING:
        return Outcome.DOUBLED if session.surplus and not session.kept else Outcome.PAID
    return _WRITTEN.get(state) or _asked(session)


def panel(application: Application, session: CheckoutSession | None) -> Panel | None:
    """The duty that was to be paid, with what may be done about it now."""
    if session is None:
        return None
    return next((each for each in panels.of(orders.read(application)) if each.item.pk == session.item_id), None)


def _asked(session: CheckoutSession) -> Outcome:
    if session.stripe_id is None:
        return Outcome.LEFT
    try:
        facts = gateway.fetch(session.stripe_id, session.stripe_account)
    except PaymentsError:
        return Outcome.UNKNOWN
    state = reduce(facts, session.terms)
    if state == State.OPEN:
        return Outcome.DECLINED if facts.is_declined else Outcome.LEFT
    if state == State.FAILED:
        return Outcome.FAILED
    # Paid is said when it is written down, not before
    return Outcome.LEFT if state == State.EXPIRED else Outcome.CONFIRMING


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None

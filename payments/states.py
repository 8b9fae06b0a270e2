"""Where one attempt to pay is, read from nothing but what the payment service says when asked."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class PaymentState(models.TextChoices):
    CREATING = "creating", _("Being opened")
    OPEN = "open", _("Waiting for you")
    PROCESSING = "processing", _("Being confirmed")
    PAID = "paid", _("Paid")
    FAILED = "failed", _("Not paid")
    EXPIRED = "expired", _("Expired")
    MISMATCH = "mismatch", _("Being looked into")
    RETURNING = "returning", _("Being paid back")  # something of it, or all: more came than was owed
    REFUNDED = "refunded", _("Paid back")


PENDING = frozenset({PaymentState.CREATING, PaymentState.OPEN, PaymentState.PROCESSING})
COUNTING = frozenset({PaymentState.PAID, PaymentState.RETURNING})  # something of it may pay the duty
MONEY = COUNTING | {PaymentState.REFUNDED}  # of these attempts an item's sums are made
CAME = MONEY | {PaymentState.MISMATCH}
# News comes in any order and each look counts anew, so most ways are open, and a state may follow itself. But money
# that came did come: it may only go back, and come again when a refund fails. And no page opens a second time.
TRANSITIONS: Mapping[PaymentState, frozenset[PaymentState]] = {
    PaymentState.CREATING: frozenset(PaymentState) - {PaymentState.CREATING},
    PaymentState.OPEN: frozenset(PaymentState) - {PaymentState.CREATING},
    PaymentState.PROCESSING: CAME | {PaymentState.PROCESSING, PaymentState.FAILED},
    PaymentState.FAILED: CAME | {PaymentState.PROCESSING, PaymentState.FAILED},  # a bank may still say yes
    PaymentState.EXPIRED: CAME | {PaymentState.EXPIRED},  # somebody paid in the last moment
    PaymentState.MISMATCH: CAME,
    PaymentState.PAID: CAME,
    PaymentState.RETURNING: CAME,
    PaymentState.REFUNDED: CAME,
}


def may(source: PaymentState, target: PaymentState) -> bool:
    return target in TRANSITIONS[source]


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What was frozen when the attempt began; success on other terms is no success."""

    amount: int
    currency: str
    reference: str
    livemode: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentFacts:
    """What was fetched: a Checkout Session, its payment intent and charge, as plain values."""

    session: str
    status: str
    terms: Terms
    payment_status: str = "unpaid"
    url: str = ""
    intent: str = ""
    intent_status: str = ""
    is_declined: bool = False  # the last try on the page that is still open
    amount_received: int = 0
    amount_refunded: int = 0
    amount_disputed: int = 0  # in disputes that nobody decided yet
    amount_lost: int = 0  # in disputes that the payer won

    @property
    def succeeded(self) -> bool:
        return self.intent_status == "succeeded"

    @property
    def lost(self) -> int:
        """What a dispute took and a refund had not given back before."""
        return min(self.amount_lost, self.amount_received - self.amount_refunded)

    @property
    def left(self) -> int:
        """What is still with the payee."""
        return self.amount_received - self.amount_refunded - self.lost


def reduce(facts: PaymentFacts, expected: Terms) -> PaymentState:
    """The state; the order in which news came plays no part in it."""
    if facts.succeeded:
        return _of_money(facts, expected)
    if facts.status == "open":
        return PaymentState.OPEN
    if facts.status == "expired":
        return PaymentState.EXPIRED
    if facts.intent_status in {"requires_payment_method", "canceled"}:
        return PaymentState.FAILED
    return PaymentState.PROCESSING


def _of_money(facts: PaymentFacts, expected: Terms) -> PaymentState:
    if facts.amount_received and facts.left == 0:
        return PaymentState.REFUNDED  # on whatever terms it came, it is gone
    if facts.terms != expected or facts.amount_received != expected.amount:
        return PaymentState.MISMATCH
    return PaymentState.PAID

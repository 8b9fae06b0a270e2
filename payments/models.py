"""Orders, what is owed in them and to whom, attempts to pay, and which news of the payment service came."""

from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from applications.drafting.models import Application
from payments.states import COUNTING, PENDING, PaymentState, Terms, may
from sealing.models import new_id

CURRENCY = "PLN"
# Of an item, what a payment that began on it keeps besides the amount
LAID = ("label", "law", "relief", "payee_name", "teryt", "account", "account_verified")


@dataclass(frozen=True, slots=True)
class Changed:
    """What a fee is by the answers of today; `amount` 0: nothing is owed."""

    amount: int


class Order(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="order")
    number = models.CharField(max_length=20, unique=True)  # what a person copies into a transfer
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"order {self.number}"

    @property
    def is_made(self) -> bool:
        """Who only reads sees an order that is not written yet."""
        return not self._state.adding


class OrderItem(models.Model):
    """One duty to one payee. Payee, account and amount follow the tables while nothing of it is paid.

    What came is what is kept, what went back, and what is still to be given back; only what is kept pays the duty.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    fee = models.CharField(max_length=60)  # key of the dated fee table
    label = models.CharField(max_length=200)  # msgid
    law = models.CharField(max_length=200, blank=True)
    relief = models.CharField(max_length=60, blank=True)  # key of it: why this is not the whole fee
    payee = models.CharField(max_length=40)  # key of the dated payee table
    payee_name = models.CharField(max_length=200, blank=True)  # empty until the place of stay is known
    teryt = models.CharField(max_length=2, blank=True)
    amount = models.PositiveIntegerField()  # grosze
    currency = models.CharField(max_length=3, default=CURRENCY)
    account = models.CharField(max_length=26, blank=True)
    account_verified = models.BooleanField(default=False)
    title = models.CharField(max_length=32)
    may_wait = models.BooleanField(default=False)
    received = models.PositiveIntegerField(default=0)  # all that came, grosze as the amount is
    refunded = models.PositiveIntegerField(default=0)  # all that went back, by a refund or a lost dispute
    kept = models.PositiveIntegerField(default=0)  # what pays the duty
    paid_at = models.DateTimeField(null=True)  # since when nothing of it is owed
    message_id = models.UUIDField(null=True)  # under which the register is told, reserved at each change of `kept`
    told_at = models.DateTimeField(null=True)  # null while what is kept now was not told
    told_as = models.CharField(max_length=60, blank=True)  # the fee's key before it was renamed, as the register has it

    changed: "Changed | None" = None  # what is paid or begun is not what the answers say now; nowhere written
    paid_now_to: str = ""  # the payee by today's answers, when what is paid went to another; nowhere written

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(name="order_item_fee_once", fields=["order", "fee"]),
            models.CheckConstraint(name="order_item_costs_something", condition=Q(amount__gt=0)),
            models.CheckConstraint(name="order_item_in_zloty", condition=Q(currency=CURRENCY)),
            models.CheckConstraint(name="order_item_names_a_payee", condition=~Q(payee="")),
            models.CheckConstraint(name="order_item_never_overpaid", condition=Q(kept__lte=F("amount"))),
            models.CheckConstraint(
                name="order_item_keeps_what_came", condition=Q(received__gte=F("kept") + F("refunded"))
            ),
            models.CheckConstraint(
                name="order_item_paid_when_nothing_is_owed",
                condition=Q(paid_at__isnull=False, kept=F("amount")) | Q(paid_at__isnull=True, kept__lt=F("amount")),
            ),
            models.CheckConstraint(
                name="order_item_told_under_an_id",
                condition=Q(told_at__isnull=True) | Q(message_id__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fee} of order {self.order_id}"

    @property
    def laid(self) -> dict[str, str | bool]:
        """What the tables and the answers say of it, besides its amount."""
        return {name: getattr(self, name) for name in LAID}

    @property
    def owed(self) -> int:
        return self.amount - self.kept

    @property
    def is_paid(self) -> bool:
        return self.owed == 0

    @property
    def is_called_off(self) -> bool:
        """By the answers of today no more of it is owed than was paid; what was begun or paid is still here."""
        return self.changed is not None and self.changed.amount <= self.kept


class CheckoutSession(models.Model):
    """One attempt to pay one item on the payment service's own page, on terms frozen when it began."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    item = models.ForeignKey(OrderItem, on_delete=models.PROTECT, related_name="sessions")
    attempt = models.PositiveSmallIntegerField()
    # who began to pay: the principal, or who acts for them
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    request_key = models.CharField(max_length=200, blank=True)  # the caller's Idempotency-Key
    language = models.CharField(max_length=10)
    amount = models.PositiveIntegerField()
    duty = models.PositiveIntegerField()  # the whole duty when it began, of which `amount` was still owed
    laid = models.JSONField(default=dict)  # of the item when it began (`OrderItem.laid`), back on it when it is paid
    # by the answers when the money came, where they said another amount; an officer looks at it
    answers_say = models.PositiveIntegerField(null=True)
    currency = models.CharField(max_length=3, default=CURRENCY)
    livemode = models.BooleanField(default=False)
    stripe_account = models.CharField(max_length=60, blank=True)  # the payee's, empty for the platform's own
    stripe_id = models.CharField(max_length=200, null=True, unique=True)
    intent = models.CharField(max_length=200, blank=True)
    url = models.URLField(max_length=2000, blank=True)
    state = models.CharField(max_length=10, choices=PaymentState, default=PaymentState.CREATING)
    received = models.PositiveIntegerField(default=0)
    refunded = models.PositiveIntegerField(default=0)
    disputed = models.PositiveIntegerField(default=0)  # the payer's bank asks for it back; nothing is decided
    lost = models.PositiveIntegerField(default=0)  # went back by a dispute
    kept = models.PositiveIntegerField(default=0)  # pays the item
    surplus = models.PositiveIntegerField(default=0)  # more than was owed, still to be given back
    opened_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)  # nothing can be paid through it any more
    paid_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    refund_asked_at = models.DateTimeField(null=True)  # since when something of it is to go back by itself
    attention_at = models.DateTimeField(null=True)  # since when a person has to look at it
    looked_at = models.DateTimeField(null=True)
    looked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    due_at = models.DateTimeField(null=True)  # when to ask the service again
    polls = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["attempt"]
        indexes = [
            models.Index(fields=["due_at"], name="session_to_poll", condition=Q(due_at__isnull=False)),
            models.Index(fields=["intent"], name="session_of_intent"),  # whole: of a long list no condition is proved
            models.Index(fields=["stripe_account"], name="session_disputed", condition=Q(disputed__gt=0)),
            models.Index(fields=["attention_at"], name="session_to_look_at", condition=Q(attention_at__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_open_session_per_duty", fields=["item"], condition=Q(closed_at__isnull=True)
            ),
            models.UniqueConstraint(name="session_attempt_once", fields=["item", "attempt"]),
            models.UniqueConstraint(
                name="session_request_once", fields=["item", "request_key"], condition=~Q(request_key="")
            ),
            models.CheckConstraint(name="session_state_known", condition=Q(state__in=PaymentState.values)),
            models.CheckConstraint(name="session_costs_something", condition=Q(amount__gt=0)),
            models.CheckConstraint(name="only_paid_counts", condition=Q(kept=0) | Q(state__in=sorted(COUNTING))),
            models.CheckConstraint(
                name="surplus_is_being_returned",
                condition=Q(surplus=0) & ~Q(state=PaymentState.RETURNING)
                | Q(surplus__gt=0, state=PaymentState.RETURNING),
            ),
            models.CheckConstraint(
                name="session_gives_what_came",
                condition=Q(received__gte=F("kept") + F("surplus") + F("refunded") + F("lost")),
            ),
            models.CheckConstraint(
                name="session_looked_at_after_attention",
                condition=Q(looked_at__isnull=True) | Q(attention_at__isnull=False),
            ),
            models.CheckConstraint(
                name="ended_session_is_closed",
                condition=Q(state__in=sorted(PENDING)) | Q(closed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"checkout session {self.id}"

    @property
    def terms(self) -> Terms:
        return Terms(amount=self.amount, currency=self.currency, reference=str(self.item_id), livemode=self.livemode)

    @property
    def is_pending(self) -> bool:
        """Something may still be paid through it, or is on its way."""
        return PaymentState(self.state) in PENDING

    @property
    def is_left_open(self) -> bool:
        """The service's page was opened, and nothing is known of it since."""
        return self.state == PaymentState.OPEN

    @property
    def is_confirming(self) -> bool:
        """Somebody paid, and the bank has not answered."""
        return self.state == PaymentState.PROCESSING

    @property
    def is_failed(self) -> bool:
        return self.state == PaymentState.FAILED

    @property
    def is_expired(self) -> bool:
        return self.state == PaymentState.EXPIRED

    @property
    def is_mismatched(self) -> bool:
        """Money came on other terms than ours: a person has to look."""
        return self.state == PaymentState.MISMATCH

    @property
    def is_returning(self) -> bool:
        """Something of it goes back by itself."""
        return self.state == PaymentState.RETURNING

    @property
    def intent_parts(self) -> list[str]:
        """The payment service's id in pieces, so that a narrow screen can break it."""
        return [self.intent[start : start + 8] for start in range(0, len(self.intent), 8)]

    @property
    def idempotency_key(self) -> str:
        return f"{self.item_id}-{self.attempt}"

    def may(self, target: PaymentState) -> bool:
        return may(PaymentState(self.state), target)


class StripeEvent(models.Model):
    """That an event came, once; what it says is fetched, so nothing of its content is kept."""

    id = models.CharField(max_length=200, primary_key=True)
    kind = models.CharField(max_length=100)
    received_at = models.DateTimeField(auto_now_add=True)
    processed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = [F("received_at").desc()]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Listing(models.Model):
    """Up to when the refunds and disputes of an account with the payment service were listed."""

    account = models.CharField(max_length=60, unique=True, blank=True)  # empty for the platform's own
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"listing of {self.account}"

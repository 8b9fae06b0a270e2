"""Orders, what is owed in them and to whom, attempts to pay, and which news of the payment service came."""

from django.db import models
from django.db.models import F, Q

from applications.drafting.models import Application
from payments.states import PENDING, State, Terms
from sealing.models import new_id

CURRENCY = "PLN"


class Payee(models.TextChoices):
    CITY = "city"  # of the voivode's seat: stamp duty
    VOIVODE = "voivode"  # the office: the residence card


class Order(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="order")
    number = models.CharField(max_length=20, unique=True)  # what a person copies into a transfer
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"order {self.number}"


class OrderItem(models.Model):
    """One duty to one payee. Payee, account and amount follow the tables until it is paid."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    fee = models.CharField(max_length=60)  # key of the dated fee table
    label = models.CharField(max_length=200)  # msgid
    law = models.CharField(max_length=200, blank=True)
    payee = models.CharField(max_length=10, choices=Payee)
    payee_name = models.CharField(max_length=200, blank=True)  # empty until the place of stay is known
    teryt = models.CharField(max_length=2, blank=True)
    amount = models.PositiveIntegerField()  # grosze
    currency = models.CharField(max_length=3, default=CURRENCY)
    account = models.CharField(max_length=26, blank=True)
    account_verified = models.BooleanField(default=False)
    title = models.CharField(max_length=32)
    may_wait = models.BooleanField(default=False)
    paid_at = models.DateTimeField(null=True)
    message_id = models.UUIDField(null=True)  # under which the register is told, reserved when it is paid
    told_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(name="order_item_fee_once", fields=["order", "fee"]),
            models.CheckConstraint(name="order_item_costs_something", condition=Q(amount__gt=0)),
            models.CheckConstraint(name="order_item_in_zloty", condition=Q(currency=CURRENCY)),
            models.CheckConstraint(name="order_item_payee_known", condition=Q(payee__in=Payee.values)),
            models.CheckConstraint(
                name="order_item_told_of_what_is_paid",
                condition=Q(told_at__isnull=True) | Q(paid_at__isnull=False, message_id__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fee} of order {self.order_id}"

    @property
    def is_paid(self) -> bool:
        return self.paid_at is not None


class CheckoutSession(models.Model):
    """One attempt to pay one item on the payment service's own page, on terms frozen when it began."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    item = models.ForeignKey(OrderItem, on_delete=models.PROTECT, related_name="sessions")
    attempt = models.PositiveSmallIntegerField()
    request_key = models.CharField(max_length=200, blank=True)  # the caller's Idempotency-Key
    language = models.CharField(max_length=10)
    amount = models.PositiveIntegerField()
    currency = models.CharField(max_length=3, default=CURRENCY)
    livemode = models.BooleanField(default=False)
    stripe_account = models.CharField(max_length=60, blank=True)  # the payee's, empty for the platform's own
    stripe_id = models.CharField(max_length=200, null=True, unique=True)
    intent = models.CharField(max_length=200, blank=True)
    url = models.URLField(max_length=2000, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.CREATING)
    counts = models.BooleanField(default=False)  # it is the one that paid the item
    opened_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)  # nothing can be paid through it any more
    paid_at = models.DateTimeField(null=True)
    refund_asked_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)  # when to ask the service again
    polls = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["attempt"]
        indexes = [models.Index(fields=["due_at"], name="session_to_poll", condition=Q(due_at__isnull=False))]
        constraints = [
            models.UniqueConstraint(
                name="one_open_session_per_duty", fields=["item"], condition=Q(closed_at__isnull=True)
            ),
            models.UniqueConstraint(name="one_payment_counts", fields=["item"], condition=Q(counts=True)),
            models.UniqueConstraint(name="session_attempt_once", fields=["item", "attempt"]),
            models.UniqueConstraint(
                name="session_request_once", fields=["item", "request_key"], condition=~Q(request_key="")
            ),
            models.CheckConstraint(name="session_state_known", condition=Q(state__in=State.values)),
            models.CheckConstraint(name="session_costs_something", condition=Q(amount__gt=0)),
            models.CheckConstraint(name="only_paid_counts", condition=Q(counts=False) | Q(state=State.PAID)),
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
    def idempotency_key(self) -> str:
        return f"{self.item_id}-{self.attempt}"


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


def mismatches() -> models.QuerySet[CheckoutSession]:
    """Payments that came on other terms: the queue a person has to look at."""
    return CheckoutSession.objects.filter(state=State.MISMATCH)

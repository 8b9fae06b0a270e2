"""What waits for the register, what the register said, and what arrived and waits for the worker."""

from django.db import models
from django.db.models import Q

UNNUMBERED = Q(stream_seq__isnull=True, prev_hash__isnull=True, hash__isnull=True)
NUMBERED = Q(stream_seq__gt=0, prev_hash__isnull=False, hash__isnull=False)


class Verdict(models.TextChoices):
    """What the register did with a message."""

    APPLIED = "applied"
    QUARANTINED = "quarantined"
    REJECTED = "rejected"

    @property
    def is_applied(self) -> bool:
        return self is Verdict.APPLIED

    @property
    def is_rejected(self) -> bool:
        return self is Verdict.REJECTED


class CaseStream(models.Model):
    """The last number given in a case; the row's lock puts writers of one case in order."""

    case_id = models.UUIDField(primary_key=True)
    last_seq = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.case_id} at {self.last_seq}"


class OutboxMessage(models.Model):
    """A message for the register. `case_seq` is its place in the case; the sequencer gives its place in the stream."""

    id = models.UUIDField(primary_key=True, editable=False)
    kind = models.CharField(max_length=20)
    case_id = models.UUIDField()
    case_seq = models.PositiveIntegerField()
    queued_at = models.DateTimeField()
    stream_seq = models.PositiveBigIntegerField(null=True, unique=True)
    prev_hash = models.CharField(max_length=64, null=True, unique=True)
    hash = models.CharField(max_length=64, null=True, unique=True)
    verdict = models.CharField(max_length=12, choices=Verdict, blank=True)
    verdict_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["case_seq", "id"], name="outbox_unnumbered", condition=Q(stream_seq__isnull=True)),
            models.Index(fields=["queued_at"], name="outbox_open", condition=~Q(verdict="applied")),
        ]
        constraints = [
            models.UniqueConstraint(name="outbox_case_order", fields=["case_id", "case_seq"]),
            models.CheckConstraint(name="outbox_numbered_means_chained", condition=UNNUMBERED | NUMBERED),
            models.CheckConstraint(name="outbox_case_counts_from_one", condition=Q(case_seq__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    @property
    def is_set_aside(self) -> bool:
        """An officer decides whether it is taken at last or given up."""
        return self.verdict == Verdict.QUARANTINED


class Part(models.Model):
    """A sealed part; stored before its message, which is why it names the message by id only."""

    message_id = models.UUIDField()
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=100)
    bytes = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    kid = models.CharField(max_length=64)
    path = models.CharField(max_length=200)
    same_as = models.BinaryField()  # keyed digest of the content: storing the same again is no change
    stored_at = models.DateTimeField()
    purged_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="part_once_per_message", fields=["message_id", "name"])]
        indexes = [models.Index(fields=["message_id"], name="part_to_purge", condition=Q(purged_at__isnull=True))]

    def __str__(self) -> str:
        return f"{self.name} of {self.message_id}"


class InboundMessage(models.Model):
    """A verified message from the register, stored as it came; the worker applies it."""

    id = models.UUIDField(primary_key=True, editable=False)
    kind = models.CharField(max_length=30)
    case_id = models.UUIDField()
    gov_seq = models.PositiveBigIntegerField(unique=True)
    prev_hash = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64, unique=True)
    signed = models.TextField()  # the envelope under the register's signature, kept for accountability
    received_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["case_id", "gov_seq"], name="inbound_waiting", condition=Q(applied_at__isnull=True))
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class InboundPart(models.Model):
    """A part sealed to the portal's key; its bytes are dropped once the message is applied."""

    message = models.ForeignKey(InboundMessage, on_delete=models.CASCADE, related_name="parts")
    name = models.CharField(max_length=100)
    sealed = models.BinaryField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="inbound_part_once", fields=["message", "name"])]

    def __str__(self) -> str:
        return f"{self.name} of {self.message_id}"


class RegisterReceipt(models.Model):
    """What the register signed about one of our messages; a quarantined message may get a second one."""

    inbound = models.OneToOneField(InboundMessage, on_delete=models.PROTECT, primary_key=True, related_name="receipt")
    message = models.ForeignKey(OutboxMessage, on_delete=models.PROTECT, related_name="receipts")
    verdict = models.CharField(max_length=12, choices=Verdict)
    register_ref = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.verdict} {self.message_id}"


class Nonce(models.Model):
    """A nonce that was used; the same signed request is refused the second time."""

    value = models.CharField(max_length=100, primary_key=True)
    used_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.value

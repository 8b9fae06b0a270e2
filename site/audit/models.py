"""What happened, append-only, and the chain that shows whether anybody changed it afterwards."""

from django.db import models
from django.utils import timezone

from sealing.models import new_id


class Event(models.Model):
    """One fact. A trigger refuses UPDATE and DELETE; another puts every new row into `Unchained`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField(default=timezone.now)
    event = models.CharField(max_length=60)
    subject = models.UUIDField()
    actor = models.BigIntegerField(null=True)  # a user's number, no foreign key: the trail outlives the account
    principal = models.BigIntegerField(null=True)  # for whom, the same way; none where nobody acts, or who works here
    facts = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["subject", "at"], name="event_of_subject")]

    def __str__(self) -> str:
        return f"{self.event} {self.subject}"


class Unchained(models.Model):
    """An event whose link is still to be made; written by a trigger, so no event can be left out."""

    event = models.OneToOneField(Event, primary_key=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"unchained {self.event_id}"


class Link(models.Model):
    """The event's place in the chain: `hash` covers the previous link's hash and the whole event."""

    seq = models.BigIntegerField(primary_key=True)
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="link")
    prev = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return f"link {self.seq}"


class NotedHead(models.Model):
    """Where the chain once ended: verified here (`told_at` empty), or kept and told by the government half."""

    seq = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="noted_head_once", fields=["seq", "hash"])]

    def __str__(self) -> str:
        return f"head {self.seq}"


class Verification(models.Model):
    """The whole chain was read up to `seq`; `fault` is the first thing wrong."""

    at = models.DateTimeField(default=timezone.now, db_index=True)
    seq = models.BigIntegerField()
    faults = models.PositiveIntegerField()
    fault = models.CharField(max_length=60, blank=True)

    def __str__(self) -> str:
        return f"verification of {self.seq}"

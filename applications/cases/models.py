"""The mirror of a case in the register: what happened, what is asked for, what came with it."""

from django.db import models

from applications.drafting.models import Application
from sealing.models import new_id


class Case(models.Model):
    """Plain columns for lists; everything that was said is in the events, sealed under the case key."""

    application = models.OneToOneField(Application, primary_key=True, on_delete=models.PROTECT, related_name="case")
    number = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=30, blank=True)  # key of a meaning
    status_seq = models.BigIntegerField(default=0)  # the register's number of the event that said so
    due = models.DateField(null=True)  # of the newest summons
    closed_at = models.DateTimeField(null=True)
    forget_at = models.DateTimeField(null=True)  # the case key is destroyed then

    class Meta:
        indexes = [
            models.Index(fields=["forget_at"], name="case_to_forget", condition=models.Q(forget_at__isnull=False))
        ]

    def __str__(self) -> str:
        return f"case {self.pk}"


class CaseEvent(models.Model):
    """One message of the register. The day it appeared here and the day of service in law are two things."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=30)  # key of a meaning
    message_id = models.UUIDField(unique=True)
    seq = models.BigIntegerField()  # the register's order; messages may arrive in another
    at = models.DateTimeField()  # when it happened, as the register says
    appeared_at = models.DateTimeField()
    served_on = models.DateField(null=True)
    sealed = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["case", "-seq"], name="event_of_case")]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Request(models.Model):
    """One item of a summons: a paper to hand in, or an appearance in person."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    event = models.ForeignKey(CaseEvent, on_delete=models.PROTECT, related_name="requests")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=200)
    means = models.CharField(max_length=20)
    due = models.DateField()
    sealed = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(name="request_place_once", fields=["event", "position"])]

    def __str__(self) -> str:
        return f"request {self.id}"


class CaseFile(models.Model):
    """What came with an event, the certificate above all; relayed as it is, never made here (art. 108(3)-(6))."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    event = models.ForeignKey(CaseEvent, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sealed = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(name="file_name_once", fields=["event", "name"])]

    def __str__(self) -> str:
        return f"file {self.id}"

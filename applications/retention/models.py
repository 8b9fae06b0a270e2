"""What was agreed about the own copy, when it is erased, and what is purged of a draft that the register has."""

from datetime import date, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from applications.drafting.models import Application


class Consent(models.Model):
    """That the person agreed to keep their own copy longer (art. 225g(2)); each time they agree is a row."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="consents")
    version = models.CharField(max_length=20)
    language = models.CharField(max_length=10)
    text = models.TextField()  # as it was on the screen
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_live_consent", fields=["application"], condition=Q(withdrawn_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"consent of {self.application_id}"


class Erasure(models.Model):
    """That the own copy is to be erased, or was; what may stay of it is the summary."""

    application = models.OneToOneField(Application, on_delete=models.PROTECT, primary_key=True, related_name="erasure")
    cause = models.CharField(max_length=20)  # of the track of statuses: which news, or the end
    planned_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)  # none while the person agrees to keep the copy, and once it is erased
    remind_at = models.DateTimeField(null=True)  # none once the reminder is sent
    erased_at = models.DateTimeField(null=True)
    summary = models.JSONField(null=True)  # names, kinds and digests of what was filed; nothing of the person

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="copy_to_erase"),
            models.Index(fields=["remind_at"], condition=Q(remind_at__isnull=False), name="copy_to_remind_of"),
        ]
        constraints = [
            models.CheckConstraint(
                name="erased_copy_has_summary_and_is_due_no_more",
                condition=Q(erased_at__isnull=True)
                | Q(due_at__isnull=True, remind_at__isnull=True, summary__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"erasure of the copy of {self.application_id}"

    @property
    def last_day(self) -> date | None:
        """On which the copy can still be downloaded, a Warsaw date: it is erased at the end of it."""
        return timezone.localdate(self.due_at) - timedelta(days=1) if self.due_at else None


class Purge(models.Model):
    """The draft of an application that the register has: its key is gone, its rows and bytes are to be deleted."""

    application = models.OneToOneField(Application, on_delete=models.PROTECT, primary_key=True, related_name="purge")
    due_at = models.DateTimeField(null=True, db_index=True)  # none once it is done

    def __str__(self) -> str:
        return f"purge of {self.application_id}"

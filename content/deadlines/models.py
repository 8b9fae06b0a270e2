"""A last day that somebody saved to be reminded of: which rule, which day, and when the next mail goes."""

from django.conf import settings
from django.db import models

from sealing.models import new_id


class SavedDeadline(models.Model):
    """How it was counted is not kept: the days of somebody's life stay with them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_deadlines")
    rule = models.CharField(max_length=60)
    day = models.DateField()
    language = models.CharField(max_length=10)
    created_at = models.DateTimeField(auto_now_add=True)
    remind_at = models.DateTimeField(null=True)  # none once the last mail is sent

    class Meta:
        indexes = [
            models.Index(
                fields=["remind_at"], condition=models.Q(remind_at__isnull=False), name="deadline_to_remind_of"
            ),
        ]
        constraints = [
            models.UniqueConstraint(name="deadline_saved_once", fields=["person", "rule", "day"]),
        ]

    def __str__(self) -> str:
        return f"saved deadline {self.pk}"

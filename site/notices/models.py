"""One mail to send: to whom and about what is sealed, and erased once it is gone."""

from django.db import models

from sealing.models import DataKey, new_id


class Mail(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    template = models.CharField(max_length=60)
    language = models.CharField(max_length=10)
    key = models.OneToOneField(DataKey, on_delete=models.PROTECT, related_name="+")  # destroyed once it is gone
    sealed = models.BinaryField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)  # nobody can deliver it: to this address never, or its key is gone

    class Meta:
        indexes = [
            models.Index(
                fields=["created_at"],
                name="mail_waiting",
                condition=models.Q(sent_at__isnull=True, refused_at__isnull=True),
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="mail_erased_once_done",
                condition=models.Q(sealed__isnull=False, sent_at__isnull=True, refused_at__isnull=True)
                | models.Q(sealed__isnull=True, sent_at__isnull=False)
                | models.Q(sealed__isnull=True, refused_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.id}"

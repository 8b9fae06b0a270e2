"""A document on its way to a signature service: to whom it belongs, until when it may come back, what came."""

from django.db import models

from sealing.models import DataKey, new_id


class SignatureRequest(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    subject = models.UUIDField()  # the application or the annex request: this room does not know what it is
    purpose = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)  # SHA-256 of the document that was sent
    key = models.ForeignKey(DataKey, on_delete=models.PROTECT, related_name="+")
    document = models.BinaryField()  # sealed
    artifact_digest = models.CharField(max_length=64, blank=True)
    signed = models.BinaryField(null=True)  # sealed; kept until the request is spent, so that a return can be repeated
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    spent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["subject", "-created_at"], name="signature_request_of_subject")]

    def __str__(self) -> str:
        return f"signature request {self.id}"

"""An outcome somebody keeps; all that it says of them is sealed."""

import uuid

from django.conf import settings
from django.db import models

from sealing.models import DataKey


class KeptOutcome(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    tree = models.CharField(max_length=60)
    key = models.OneToOneField(DataKey, on_delete=models.PROTECT, related_name="+")
    sealed = models.BinaryField()  # the answers, and the key of the end they led to
    kept_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["owner", "-kept_at"], name="outcome_of_owner")]

    def __str__(self) -> str:
        return f"kept outcome {self.id}"

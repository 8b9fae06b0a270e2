"""The sheet: one person's answers under one form version, sealed, with a revision."""

from django.db import models

from sealing.models import DataKey, new_id


class Sheet(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    form_key = models.CharField(max_length=60)
    form_version = models.CharField(max_length=20)
    revision = models.PositiveIntegerField(default=0)
    key = models.ForeignKey(DataKey, on_delete=models.PROTECT, related_name="+")
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return f"sheet {self.id}"

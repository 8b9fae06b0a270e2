"""The data key: random, wrapped by a key from the environment, destroyed on its own."""

from uuid import UUID

import uuid_utils.compat
from django.db import models


def new_id() -> UUID:
    """A UUIDv7: random enough to be guessed by nobody, in the order of time for the index."""
    return uuid_utils.compat.uuid7()


class DataKey(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    purpose = models.CharField(max_length=40)
    wrapped = models.BinaryField(null=True)
    wrapped_by = models.CharField(max_length=40)
    created_at = models.DateTimeField(auto_now_add=True)
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="data_key_destroyed_means_gone",
                condition=models.Q(wrapped__isnull=False, destroyed_at__isnull=True)
                | models.Q(wrapped__isnull=True, destroyed_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.id}"

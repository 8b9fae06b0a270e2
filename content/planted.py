"""Which pages of the seeds were made: from then on a page is known by its identity, whatever its editors do to it."""

from django.db import models


class Planted(models.Model):
    """A row is never taken back: a page that its editors deleted, renamed or moved is not made again."""

    language = models.CharField(max_length=10)
    key = models.CharField(max_length=255)  # the folder of the seed
    translation_key = models.UUIDField()
    said = models.CharField(max_length=64)  # digest of the Polish text of that day, which a translation of it says
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "key"], name="planted_once")]

    def __str__(self) -> str:
        return f"{self.language}: {self.key}"

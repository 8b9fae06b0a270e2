"""The record of what pages said."""

from django.db import models
from django.db.models import F, Q


class SaidText(models.Model):
    """No foreign key to its page: what was said outlives it. A page is known by its identity over all languages."""

    page_key = models.UUIDField()  # Wagtail's translation_key
    language = models.CharField(max_length=10)
    address = models.CharField(max_length=1000)  # the path it stood at
    title = models.CharField(max_length=255)
    text = models.TextField()  # HTML of the page's main part
    digest = models.CharField(max_length=64)  # of all that readers see: address, title, text
    said_from = models.DateTimeField()
    said_until = models.DateTimeField(null=True)  # empty: it says so still
    links_read_at = models.DateTimeField(null=True)  # by `content.upkeep`
    looked_at = models.DateTimeField()  # when it was last seen to say this

    class Meta:
        indexes = [models.Index(fields=["page_key", "language", "-said_from"], name="said_of_page")]
        constraints = [
            models.UniqueConstraint(
                name="said_one_at_a_time", fields=["page_key", "language"], condition=Q(said_until__isnull=True)
            ),
            models.CheckConstraint(
                name="said_in_order", condition=Q(said_until__isnull=True) | Q(said_until__gte=F("said_from"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.address} from {self.said_from:%Y-%m-%d}"

"""What is searched, the words that stand in it, and what was asked for in vain."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST_COUNTED = 40  # signs of a search that is counted


class FoundKind(models.TextChoices):
    """In the order of groups that fit equally well."""

    GUIDE = "guide", _("Guides")
    ARTICLE = "article", _("Articles")
    TOOL = "tool", _("To count and to find")
    OUTCOME = "outcome", _("Outcomes of the checker")
    DEADLINE = "deadline", _("Deadlines")
    OFFICE = "office", _("Offices")
    TERM = "term", _("Terms")


class SearchEntry(models.Model):
    """One page in one language. `text` is prose: what the law says today is in `vector` alone, and is shown nowhere."""

    language = models.CharField(max_length=10)
    kind = models.CharField(max_length=10, choices=FoundKind.choices)
    key = models.CharField(max_length=120)  # the same in every language
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, null=True, related_name="+")
    revision = models.BigIntegerField(null=True)  # of the page, as it was published when this was filled
    address = models.CharField(max_length=200, blank=True)  # of what is not in the page tree
    title = models.CharField(max_length=255)
    lead = models.TextField(blank=True)
    text = models.TextField(blank=True)
    titled = SearchVectorField()  # of the title alone: a short one that says what was asked for comes first
    vector = SearchVectorField()
    filled_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(name="search_entry_once", fields=["language", "key"])]
        # Far more is asked than written: no list of what is not sorted in yet, which every search would read through
        indexes = [GinIndex(name="search_entry_vector", fields=["vector"], fastupdate=False)]

    def __str__(self) -> str:
        return f"{self.language} {self.key}"


class SearchWord(models.Model):
    """A folded word that stands somewhere: what a misspelt one may have meant."""

    word = models.CharField(max_length=40, primary_key=True)

    class Meta:
        indexes = [GinIndex(name="search_word_like", fields=["word"], opclasses=["gin_trgm_ops"])]

    def __str__(self) -> str:
        return self.word


class FailedSearch(models.Model):
    """A search that found nothing, counted by the day. `text` is empty until enough searches had it, see `failing`."""

    day = models.DateField()
    language = models.CharField(max_length=10)
    digest = models.CharField(max_length=64)
    text = models.CharField(max_length=LONGEST_COUNTED, blank=True)
    count = models.PositiveIntegerField(default=1)
    counted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="failed_search_once", fields=["day", "language", "digest"])]

    def __str__(self) -> str:
        return f"failed search of {self.day.isoformat()}"

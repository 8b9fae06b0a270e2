"""What is known of keeping a page true, and of the links on it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class Upkeep(models.Model):
    """Of one page in one language. Without a row nobody has promised to keep the page."""

    page = models.OneToOneField(Page, on_delete=models.CASCADE, primary_key=True, related_name="upkeep")
    keeper = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, verbose_name=_("Who keeps it true")
    )
    review_by = models.DateField(_("To be read again by"))
    reminded_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        indexes = [models.Index(fields=["review_by"], name="upkeep_by_day")]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.review_by}"


class LinkState(models.TextChoices):
    NOT_ASKED = "not-asked", _("not looked at yet")
    WORKS = "works", _("works")
    FAILING = "failing", _("did not answer")
    BROKEN = "broken", _("leads nowhere")


class CheckedLink(models.Model):
    """An address that pages for everybody link to, once however many do."""

    address = models.CharField(max_length=2000, unique=True)
    state = models.CharField(max_length=10, choices=LinkState.choices, default=LinkState.NOT_ASKED)
    answer = models.CharField(max_length=60, blank=True)  # the status of HTTP; empty: none came
    is_outside = models.BooleanField()
    failures = models.PositiveSmallIntegerField(default=0)  # in a row
    asked_at = models.DateTimeField(null=True)
    on_pages = models.ManyToManyField(Page, related_name="checked_links")

    def __str__(self) -> str:
        return self.address

"""What a person has read: one text of one place, in one language, beside the Polish words of that day."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale
from wagtail_localize.models import TranslationContext


class ReviewRole(models.TextChoices):
    """As whom; it stays when the account is gone."""

    SEED = "seed", _("With the first pages")
    PAGE = "page", _("With the whole page")  # before there were facts about single texts
    LEGAL = "legal", _("Legal reviewer")
    PUBLISHER = "publisher", _("Publisher")
    TRANSLATOR = "translator", _("Translator")


class SegmentReview(models.Model):
    """A fact about words, not about a row that holds them. Whoever read them first has read them."""

    context = models.ForeignKey(TranslationContext, on_delete=models.CASCADE, related_name="+")  # the place on a page
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")
    source = models.UUIDField()  # digest of the Polish words, as wagtail-localize makes it
    translation = models.CharField(max_length=64)  # digest of the translation, see `digests`
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    role = models.CharField(max_length=10, choices=ReviewRole.choices)
    reviewed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["context", "locale", "source", "translation"], name="words_reviewed_once"),
            models.CheckConstraint(
                condition=models.Q(translation__regex=r"^[0-9a-f]{64}$"), name="review_has_a_digest"
            ),
            models.CheckConstraint(condition=models.Q(role__in=ReviewRole.values), name="review_has_a_role"),
            models.CheckConstraint(
                condition=~models.Q(role__in=[ReviewRole.SEED, ReviewRole.PAGE]) | models.Q(reviewer=None),
                name="what_came_has_no_reviewer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.context_id} {self.locale_id}: {self.role}"

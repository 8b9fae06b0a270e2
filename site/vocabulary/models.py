"""A concept and its words, as editors keep them, with every version in the history."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import RevisionMixin


class TermUse(models.TextChoices):
    PREFERRED = "preferred", _("We say it")
    FORBIDDEN = "forbidden", _("We never say it")
    KEPT = "kept", _("Never translated")


class Concept(RevisionMixin, ClusterableModel):
    """One thing; a definition in the words of each language stands beside the word that we say."""

    key = models.SlugField(_("Key"), unique=True, max_length=60, help_text=_("It never changes."))
    source = models.CharField(
        _("Source"), max_length=300, blank=True, help_text=_("The act or the page that the words were taken from.")
    )
    checked_on = models.DateField(
        _("Checked on"), null=True, blank=True, help_text=_("The day somebody compared it; empty while nobody has.")
    )
    valid_from = models.DateField(_("Valid from"), default=timezone.localdate, help_text=_("The first day."))
    valid_to = models.DateField(
        _("Valid to"), null=True, blank=True, help_text=_("The last day. Empty: it is still said so.")
    )

    panels: ClassVar[list[Any]] = [
        FieldPanel("key"),
        InlinePanel("words", label=_("Words"), help_text=_("In each language the one we say, and those we never say.")),
        FieldPanel("source"),
        FieldPanel("checked_on"),
        FieldPanel("valid_from"),
        FieldPanel("valid_to"),
    ]

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ("key",)
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="term_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("The last day comes before the first."),
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Word(models.Model):
    concept = ParentalKey(Concept, on_delete=models.CASCADE, related_name="words")
    language = models.CharField(
        _("Language"),
        max_length=10,
        choices=settings.LANGUAGES,
        help_text=_("The language of this word."),
    )
    standing = models.CharField(
        _("How we use it"),
        max_length=10,
        choices=TermUse,
        help_text=_("We say one in each language."),
    )
    text = models.CharField(
        _("Word"), max_length=120, help_text=_("A * at its end stands for any ending, in a word we never say.")
    )
    unless = models.CharField(
        _("Allowed in"),
        max_length=300,
        blank=True,
        help_text=_("Longer names in which a word we never say is right, separated by commas."),
    )
    explanation = models.TextField(
        _("Explanation"), max_length=600, blank=True, help_text=_("For readers, in the language of the word.")
    )

    panels: ClassVar[list[Any]] = [
        FieldPanel(name) for name in ("language", "standing", "text", "unless", "explanation")
    ]

    class Meta:
        verbose_name = _("word")
        verbose_name_plural = _("words")
        ordering = ("pk",)
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                name="one_preferred_word_a_language",
                fields=["concept", "language"],
                condition=Q(standing=TermUse.PREFERRED),
                violation_error_message=_("There is a word that we say in this language."),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        super().clean()
        if "*" in self.text and self.standing != TermUse.FORBIDDEN:
            raise ValidationError({"text": _("Only a word that we never say may end in *.")})
        if not self.text.strip("* "):
            raise ValidationError({"text": _("Write the word.")})

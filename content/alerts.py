"""What everybody has to know now: on all pages or on those of a topic, from one hour to another, gone when it ends."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import RevisionMixin, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField


class AlertKind(models.TextChoices):
    INFO = "info", _("Information")
    WARN = "warn", _("Take care")
    DANGER = "danger", _("A right can be lost")


class Alert(TranslatableMixin, RevisionMixin, models.Model):
    """One text in one language; its hours, kind and topic are the same in all of them. Nobody can dismiss it."""

    kind = models.CharField(
        _("Kind"),
        max_length=10,
        choices=AlertKind,
        default=AlertKind.INFO,
        help_text=_("Decides colour and icon."),
    )
    title = models.CharField(_("Title"), max_length=120, help_text=_("A few words that can be read alone."))
    text = models.TextField(
        _("Text"), max_length=400, blank=True, help_text=_("What to do now. No figure can stand in it.")
    )
    topic = models.ForeignKey(
        "content.IndexPage",
        verbose_name=_("Topic"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("Shown on the topic and on all pages under it. Empty: on every page of the portal."),
    )
    from_at = models.DateTimeField(_("Shown from"), default=timezone.now, help_text=_("The hour in Warsaw."))
    until_at = models.DateTimeField(
        _("Shown until"),
        null=True,
        blank=True,
        help_text=_("Empty: until an editor ends it."),
    )

    panels: ClassVar[list[Any]] = [
        FieldPanel(name) for name in ("kind", "title", "text", "topic", "from_at", "until_at")
    ]
    translatable_fields: ClassVar[list[Any]] = [
        TranslatableField("title"),
        TranslatableField("text"),
        *(SynchronizedField(name, overridable=False) for name in ("kind", "topic", "from_at", "until_at")),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("alert")
        verbose_name_plural = _("alerts")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="alert_ends_after_it_begins",
                condition=Q(until_at__isnull=True) | Q(until_at__gt=F("from_at")),
                violation_error_message=_("It ends before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if "[[" in f"{self.title}{self.text}":
            raise ValidationError({"text": _("No figure can stand here: %(names)s.") % {"names": "[[…]]"}})


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownAlert:
    """A row, read once for all pages: whether it shows is a matter of the hour and of the page."""

    key: UUID
    language: str
    kind: str
    title: str
    text: str
    topic: UUID | None
    topic_path: str  # as Wagtail keeps it
    from_at: datetime
    until_at: datetime | None

    def holds(self, moment: datetime) -> bool:
        return self.from_at <= moment and (self.until_at is None or moment < self.until_at)

    @property
    def hours(self) -> tuple[datetime, ...]:
        return (self.from_at,) if self.until_at is None else (self.from_at, self.until_at)


def read() -> tuple[KnownAlert, ...]:
    """All that show now or will, the gravest first."""
    rows = Alert.objects.filter(Q(until_at__isnull=True) | Q(until_at__gt=timezone.now()))
    order = {kind: place for place, kind in enumerate(reversed(AlertKind.values))}
    made = [
        KnownAlert(
            key=row.translation_key,
            language=row.locale.language_code,
            kind=row.kind,
            title=row.title,
            text=row.text,
            topic=row.topic.translation_key if row.topic else None,
            topic_path=row.topic.url_path if row.topic else "",
            from_at=row.from_at,
            until_at=row.until_at,
        )
        for row in rows.select_related("locale", "topic")
    ]
    return tuple(sorted(made, key=lambda each: (order.get(each.kind, 0), each.from_at)))


def shown(known: Iterable[KnownAlert], *, language: str, topics: Iterable[UUID], moment: datetime) -> list[KnownAlert]:
    """In the language, and in Polish where nobody has translated it yet: who is warned too late is not warned."""
    here = set(topics)
    holding = [each for each in known if each.holds(moment) and (each.topic is None or each.topic in here)]
    in_language = {each.key for each in holding if each.language == language}
    return [
        each
        for each in holding
        if each.language == language or (each.language == settings.LANGUAGE_CODE and each.key not in in_language)
    ]


def seconds_until_change(known: Iterable[KnownAlert], moment: datetime) -> float | None:
    """Until the next one begins or ends."""
    ahead = [hour for each in known for hour in each.hours if hour > moment]
    return (min(ahead) - moment).total_seconds() if ahead else None

"""Whom to write to or call, and for what: a dated record that editors keep, each row with its source."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    HELP = "help", _("Help with the portal and with your case")
    ACCESSIBILITY = "accessibility", _("Accessibility")
    DATA_PROTECTION = "data-protection", _("Data protection")
    SECURITY = "security", _("A weakness in the security of the portal")
    ADVICE = "advice", _("Advice independent of the office")


class Contact(models.Model):
    """One row a purpose and a period: a new address is a new row, the old one ends the day before."""

    purpose = models.CharField(_("What for"), max_length=20, choices=Purpose.choices)
    name = models.CharField(_("Who answers, in Polish"), max_length=160)
    email = models.EmailField(_("E-mail"), blank=True)
    phones = models.CharField(
        _("Telephones"), max_length=120, blank=True, help_text=_("With +48, several separated by a comma.")
    )
    address = models.CharField(_("Postal address"), max_length=200, blank=True)
    hours = models.CharField(
        _("Hours"), max_length=120, blank=True, help_text=_("In digits, for example pn–pt 8:15–16:15.")
    )
    url = models.URLField(_("Web page"), blank=True)
    source = models.CharField(
        _("Source"), max_length=300, help_text=_("The page or the letter the row was taken from, with its date.")
    )
    checked_on = models.DateField(
        _("Checked on"),
        null=True,
        blank=True,
        help_text=_("The day a person tried it or had it confirmed; empty as long as nobody has."),
    )
    valid_from = models.DateField(_("Valid from"), default=timezone.localdate)
    valid_to = models.DateField(_("Valid to"), null=True, blank=True)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ("purpose", "pk")
        constraints = [
            models.CheckConstraint(
                name="contact_can_be_reached",
                condition=~Q(email="") | ~Q(phones="") | ~Q(address="") | ~Q(url=""),
                violation_error_message=_("Give at least one way to reach them."),
            ),
            models.CheckConstraint(
                name="contact_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("The last day comes before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}: {self.name}"

    def clean(self) -> None:
        super().clean()
        if self.checked_on and self.checked_on > timezone.localdate():
            raise ValidationError({"checked_on": _("This day is still to come.")})

    @property
    def numbers(self) -> list[str]:
        return [number.strip() for number in self.phones.split(",") if number.strip()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The contacts of one purpose; where none is known yet, whoever helps is named instead."""

    purpose: Purpose
    contacts: list[Contact]
    is_own: bool


def group(purpose: str, day: date) -> Group:
    return groups([purpose], day)[0]


def groups(purposes: Iterable[str], day: date) -> list[Group]:
    """In the order asked for, whatever their number in one query."""
    rows = list(Contact.objects.filter(_holding(day)))
    by_purpose = {purpose: [row for row in rows if row.purpose == purpose] for purpose in Purpose}
    return [
        Group(
            purpose=Purpose(each),
            contacts=by_purpose[Purpose(each)] or by_purpose[Purpose.HELP],
            is_own=bool(by_purpose[Purpose(each)]),
        )
        for each in purposes
    ]


TOLD = ("name", "email", "numbers", "address", "hours", "url", "source", "checked_on")


def told(found: Group) -> dict[str, Any]:
    """For programs: the same that a page shows."""
    rows = [{name: getattr(contact, name) for name in TOLD} for contact in found.contacts]
    return {"purpose": found.purpose.value, "is_own": found.is_own, "rows": rows}


def on(day: date, purpose: str) -> list[Contact]:
    """What holds on the day."""
    return list(Contact.objects.filter(_holding(day), purpose=purpose))


def _holding(day: date) -> Q:
    return (Q(valid_to__isnull=True) | Q(valid_to__gte=day)) & Q(valid_from__lte=day)

"""The one model of this floor: an approved change of a dated fact, which needs no release."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

ACCOUNTS = "offices.accounts."


class OverlayState(models.TextChoices):
    WAITING = "waiting", _("Waiting for a second person")
    APPROVED = "approved", _("Confirmed by two persons")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Overlay(models.Model):
    """Entered by one person, approved by another. Never edited: a change is a new entry."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    fact = models.CharField(max_length=40)  # what is overlaid: a table and a field of its rows
    key = models.CharField(max_length=60)  # of the row
    value = models.CharField(max_length=600)  # as its fact writes it: see procedures.changeable
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)  # empty: until something else is known
    source = models.CharField(max_length=300)  # the letter or page in which the payee, or the law, says so
    checked_on = models.DateField(null=True)  # when the one who entered it read that; accounts have none
    entered_by = models.BigIntegerField()  # a person's number, no foreign key: the entry outlives the account
    entered_at = models.DateTimeField(default=timezone.now)
    approved_by = models.BigIntegerField(null=True)
    approved_at = models.DateTimeField(null=True)
    withdrawn_by = models.BigIntegerField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        permissions = [("approve_overlay", "Can approve or withdraw what somebody entered")]
        indexes = [models.Index(fields=["key", "fact", "valid_from"], name="overlay_of_row")]
        constraints = [
            models.CheckConstraint(name="overlay_two_persons", condition=~Q(approved_by=F("entered_by"))),
            models.CheckConstraint(
                name="overlay_approved_by_somebody",
                condition=Q(approved_by__isnull=True, approved_at__isnull=True)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
            ),
            models.CheckConstraint(
                name="overlay_withdrawn_by_somebody",
                condition=Q(withdrawn_by__isnull=True, withdrawn_at__isnull=True)
                | Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False),
            ),
            models.CheckConstraint(
                name="overlay_account_digits",
                condition=~Q(fact__startswith=ACCOUNTS) | Q(value__regex=r"^[0-9]{26}$"),
            ),
            models.CheckConstraint(
                name="overlay_checked_but_accounts",
                condition=Q(fact__startswith=ACCOUNTS) | Q(checked_on__isnull=False),
            ),
            models.CheckConstraint(
                name="overlay_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
            models.UniqueConstraint(
                name="overlay_one_waiting",
                fields=["fact", "key"],
                condition=Q(approved_at__isnull=True, withdrawn_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fact} {self.key} {self.id}"

    @property
    def state(self) -> OverlayState:
        if self.withdrawn_at:
            return OverlayState.WITHDRAWN
        return OverlayState.APPROVED if self.approved_at else OverlayState.WAITING

    @property
    def is_waiting(self) -> bool:
        return self.state == OverlayState.WAITING

    @property
    def is_withdrawn(self) -> bool:
        return self.state == OverlayState.WITHDRAWN

"""Confirms an account for every office as two editors would, so that transfers can be tried. Never in production.

The numbers are made up, with a right checksum and a bank that does not exist: no transfer goes anywhere.
"""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from procedures import overlays
from procedures.models import Overlay
from procedures.tables import offices

EDITORS = ("editor@example.test", "editor2@example.test")
BANK = "00000000"


class Command(BaseCommand):
    help = __doc__ or ""

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if not getattr(settings, "DEMO", False):
            raise CommandError("Made-up accounts exist where settings.DEMO says so, and nowhere else")
        first, second = (User.objects.get(email=email).pk for email in EDITORS)
        for office in offices.all():
            for place, account in enumerate(office.accounts, start=1):
                _confirm(
                    office.teryt, account.payee, offices.account_of(BANK, f"{office.teryt}{place}"), by=(first, second)
                )


def _confirm(teryt: str, payee: str, number: str, *, by: tuple[int, int]) -> None:
    """Once: what editors did since then stays."""
    fact = overlays.account_fact(payee)
    if Overlay.objects.filter(key=teryt, fact=fact).exists():
        return
    entry = Overlay(fact=fact, key=teryt, value=number, entered_by=by[0])
    entry.valid_from, entry.source = timezone.localdate(), "Demonstration: a made-up number"
    overlays.enter(entry)
    overlays.approve(entry.pk, typed=number, by=by[1])

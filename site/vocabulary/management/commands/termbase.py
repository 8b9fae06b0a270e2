"""Judges every translated text of the program by the editors' termbase of today."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from vocabulary import catalogues, terms


class Command(BaseCommand):
    help = "Texts of locale/*.po that say what the termbase forbids, or translate what it keeps"

    def handle(self, *args: Any, **options: Any) -> None:
        held = terms.held(timezone.localdate())
        found = [each for folder in settings.LOCALE_PATHS for each in catalogues.wrong(folder, held)]
        for each in found:
            self.stdout.write(f"{each.language}: {each.fault.word!r}, not {each.fault.instead!r}: {each.text[:100]}")
        if found:
            raise CommandError(f"{len(found)} texts against the termbase")

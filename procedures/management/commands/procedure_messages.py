"""Writes `procedures/messages.py`, so that makemessages finds the texts of the definitions."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from procedures.outputs import texts

TARGET = Path(__file__).parents[2] / "messages.py"


class Command(BaseCommand):
    help = "Write procedures/messages.py from the definitions"

    def handle(self, *args: Any, **options: Any) -> None:
        TARGET.write_text(texts.source())
        self.stdout.write(f"{TARGET.name} written")

"""Writes the payload schema of every official form into a folder, as `<form>-<version>.json`, for the importer."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from procedures import catalogue
from procedures.outputs import payload_schema


class Command(BaseCommand):
    help = "Write the payload schema of every published form into a folder"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        folder.mkdir(parents=True, exist_ok=True)
        for path in catalogue.FORMS.glob("*/*.toml"):
            form = catalogue.form(path.parent.name, path.stem)
            if not form.is_told:
                continue
            target = folder / f"{form.key}-{form.version}.json"
            target.write_text(json.dumps(payload_schema.of(form), ensure_ascii=False, indent=1) + "\n")
            self.stdout.write(target.name)

"""Makes the index of the units of the law from the texts of the acts, which stay outside of the project.

The folder holds `index.json` (every address of an act: repealed, future) and a file an act with `articles`, each with
its `units` (at, kind), for the articles whose text was read.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from procedures.law import acts, units
from procedures.law.units import Unit


class Command(BaseCommand):
    help = "Write procedures/law/units/ from a folder with index.json and the acts' texts"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        if not (folder / "index.json").is_file():
            raise CommandError(f"{folder} has no index.json")
        index = json.loads((folder / "index.json").read_text())["acts"]
        for act in (act.key for act in acts.table().values() if act.is_read):
            found = list(_units(index.get(act, {}), _kinds(folder / f"{act}.json")))
            units.write(act, found)
            self.stdout.write(f"{act}: {len(found)} units, {sum(bool(each.state) for each in found)} not in force")


def _units(index: dict[str, Any], kinds: dict[str, str]) -> Iterator[Unit]:
    for article in index.values():
        for at, found in article.items():
            yield Unit(at, kinds.get(at, units.UNREAD), next((state for state in units.STATES if found.get(state)), ""))
    listed = {at for article in index.values() for at in article}
    yield from (Unit(at, kind) for at, kind in kinds.items() if at not in listed)


def _kinds(path: Path) -> dict[str, str]:
    """Of the units of each article whose text is there."""
    articles = json.loads(path.read_text())["articles"] if path.is_file() else []
    return {each["at"]: each["kind"] for article in articles for each in article["units"]}

"""`make coverage`: what the quick tests reach, by room: lines and branches together, then branches alone."""

import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
HOUSES = ("applications/exchange", "applications", "site")  # whose folders are rooms of their own
FIGURES = ("covered_lines", "num_statements", "covered_branches", "num_branches")


def room(path: str) -> str:
    """Where a file belongs: `applications/exchange/portal`, `site/jobs`, `content/journey`, `payments`."""
    if path.startswith("content/journey/"):
        return "content/journey"
    for house in HOUSES:
        inside = path.removeprefix(f"{house}/")
        if inside != path and "/" in inside:
            return f"{house}/{inside.split('/')[0]}"
    return path.split("/", maxsplit=1)[0]


def by_room(files: Mapping[str, Any]) -> dict[str, Counter[str]]:
    rooms: dict[str, Counter[str]] = {}
    for path, found in files.items():
        rooms.setdefault(room(path), Counter()).update({each: found["summary"][each] for each in FIGURES})
    return rooms


def line(name: str, figures: Counter[str]) -> str:
    taken, branches = figures["covered_branches"], figures["num_branches"]
    together = percent(figures["covered_lines"] + taken, figures["num_statements"] + branches)
    return f"{name:<40}{together}  branches alone {percent(taken, branches)} {f'{taken}/{branches}':>10}"


def percent(reached: int, all_of_it: int) -> str:
    share = 100 * reached / all_of_it if all_of_it else 100
    return f"{share:>6.1f} %"


def main() -> None:
    with tempfile.NamedTemporaryFile(suffix=".json") as report:
        subprocess.run([sys.executable, "-m", "coverage", "json", "-q", "-o", report.name], cwd=ROOT, check=True)
        files = json.loads(Path(report.name).read_text())["files"]
    rooms = by_room(files)
    for name in sorted(rooms):
        print(line(name, rooms[name]))  # noqa: T201  # a command's output
    print(line("all", sum(rooms.values(), Counter())))  # noqa: T201  # a command's output


if __name__ == "__main__":
    main()

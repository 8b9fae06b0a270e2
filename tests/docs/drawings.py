"""The drawings of docs/architecture.md, made from what is true: `make drawings` (needs graphviz).

The house comes from the import contracts and the rooms' own first sentences, an application's life from its table of
transitions; the way of a message is written by hand, in `docs/drawings/message.dot`. Each SVG names the digest of the
text it was made from.
"""

import ast
import hashlib
import html
import subprocess
import textwrap
import tomllib
from collections.abc import Iterator
from pathlib import Path

from applications.drafting import states

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "drawings"
CONTRACTS = {"floors": "Imports go one way", "rooms": "Rooms of an application, top to bottom"}
INK, LINE, GROUND, ROOM = "#14232b", "#0c5560", "#eef6f7", "#ffffff"
STYLE = (
    'graph [fontname="Noto Sans" fontsize=13 style=rounded color="#0c5560" bgcolor=white pad=0.2]; '
    'node [shape=box style="rounded,filled" fillcolor="#eef6f7" color="#0c5560" fontcolor="#14232b" '
    'fontname="Noto Sans" fontsize=12]; '
    'edge [color="#46565f" fontcolor="#46565f" fontname="Noto Sans" fontsize=11];'
)
WIDTH = 108  # letters of a line across the house
DARK, LIGHT = frozenset({"draft", "filed"}), frozenset({"expired", "withdrawn", "closed"})


def sources() -> dict[str, str]:
    """The text of each drawing, in graphviz's language."""
    return {"house": house(), "life": life(), "message": styled((FOLDER / "message.dot").read_text())}


def styled(graph: str) -> str:
    head, _, body = graph.partition("{")
    return f"{head}{{ {STYLE}{body}"


def digest(source: str) -> str:
    return hashlib.sha256(source.encode()).hexdigest()


def layers(name: str) -> list[list[str]]:
    """Of one import contract, the highest first; neighbours of one layer side by side."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    [found] = [each["layers"] for each in contracts if each["name"] == CONTRACTS[name]]
    return [[part.strip() for part in layer.split("|")] for layer in found]


def sentence(package: str) -> str:
    """What a room says of itself at its door."""
    places = (ROOT / "site" / package, ROOT / package)
    door = next(place / "__init__.py" for place in places if (place / "__init__.py").exists())
    said = ast.get_docstring(ast.parse(door.read_text()))
    if not said:
        raise ValueError(f"{door} has no sentence")
    return said.splitlines()[0].rstrip(".")


def house() -> str:
    rows = "".join(_row(list(_floors(layer))) for layer in layers("floors"))
    table = f'<table border="0" cellspacing="6" cellpadding="0">{rows}</table>'
    return styled(f'digraph house {{ node [shape=plain style=""]; house [label=<{table}>]; }}\n')


def _floors(layer: list[str]) -> Iterator[str]:
    for floor in layer:
        yield _floor(floor) if floor == "applications" else _room(floor, floor, among=len(layer), colour=GROUND)


def _floor(name: str) -> str:
    """A floor with its rooms in it."""
    inner = "".join(
        _row([_room(f"{name}/{each}", each, among=len(rooms)) for each in rooms]) for rooms in layers("rooms")
    )
    head = f'<tr><td align="left"><b>{name}</b>: {_text(sentence(name), WIDTH)}</td></tr>'
    return (
        f'<table border="1" cellborder="0" cellspacing="5" cellpadding="3" style="rounded" color="{LINE}" '
        f'bgcolor="{GROUND}">{head}{inner}</table>'
    )


def _room(package: str, name: str, *, among: int, colour: str = ROOM) -> str:
    said = _text(sentence(package), WIDTH // among)
    return (
        f'<table border="1" cellborder="0" cellspacing="0" cellpadding="7" style="rounded" color="{LINE}" '
        f'bgcolor="{colour}"><tr><td align="left" balign="left"><b>{name}</b><br align="left"/>{said}</td></tr></table>'
    )


def _text(said: str, width: int) -> str:
    return '<br align="left"/>'.join(html.escape(line) for line in textwrap.wrap(said, width))


def _row(cells: list[str]) -> str:
    """A layer: its rooms side by side, which know nothing of each other."""
    beside = "".join(f"<td>{cell}</td>" for cell in cells)
    return f'<tr><td><table border="0" cellspacing="4" cellpadding="0"><tr>{beside}</tr></table></td></tr>'


def life() -> str:
    nodes = "".join(f'{state.value} [fillcolor="{_shade(state.value)}"]; ' for state in states.TRANSITIONS)
    ways = "".join(
        f"{source.value} -> {target.value}; "
        for source, targets in states.TRANSITIONS.items()
        for target in sorted(targets, key=list(states.TRANSITIONS).index)
    )
    return styled(f"digraph life {{ rankdir=LR; nodesep=0.3; {nodes}{ways}}}\n")


def _shade(state: str) -> str:
    if state in LIGHT:
        return "#efeadf"
    return "#d9ecee" if state in DARK else GROUND


def main() -> None:
    for name, source in sources().items():
        drawn = subprocess.run(["dot", "-Tsvg"], input=source, capture_output=True, text=True, check=True).stdout
        path = FOLDER / f"{name}.svg"
        path.write_text(f"<!-- made by `make drawings` from a text of SHA-256 {digest(source)} -->\n" + _svg(drawn))


def _svg(drawn: str) -> str:
    """Without graphviz's head, which names its version."""
    return drawn[drawn.index("<svg") :]


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    django.setup()
    main()

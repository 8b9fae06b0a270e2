"""What procedures of one family share: a definition that names its family says only what is its own, or otherwise."""

from pathlib import Path
from typing import Any

from procedures import shapes
from procedures.reading import DefinitionPlace, Table, table

ROOT = Path(__file__).parent.parent / "families"
CLAIMS = ("deadline",)  # one of each
# Rows with a key
LISTS = (
    "conditions", "barriers", "refusals", "at_hand", "lacking", "documents", "reliefs", "authorities", "handing_in",
    "terms", "duties", "instruction",
)  # fmt: skip
OWN_FIRST = ("authorities",)  # the first that holds decides: a definition says its exceptions
OF_A_CLAIM = ("source", "checked_on")  # its own, or of the whole file
KEYS = frozenset(
    {
        "channel",
        "form",
        "register",
        "track",
        "law",
        "unsaid",
        "instruction_version",
        "letter",
        *CLAIMS,
        *LISTS,
        *OF_A_CLAIM,
    }
)
# What somebody compared with the units: said otherwise, it is not compared any more
SAID = ("title", "text", "official", "because", "law", "days", "months", "counts", "since")


def names() -> list[str]:
    return sorted(path.stem for path in ROOT.glob("*.toml"))


def read(path: Path) -> Table:
    """A family's file, with what it takes over from others."""
    return taken_over(table(path), DefinitionPlace(f"families/{path.name}"))


def taken_over(raw: Table, place: DefinitionPlace) -> Table:
    """With the rows, and the letter, that are those of another family: `like` names it, the row's key says which.

    A letter may be put together of several: who sends it stands in one, what it says in another.
    """
    made = dict(raw)
    for name in LISTS:
        if name in raw:
            made[name] = [_like(name, row, place) for row in place.tables(raw, name)]
    if "like" in place.table(raw, "letter"):
        made["letter"] = _letter(dict(place.table(raw, "letter")), place)
    return made


def _letter(own: dict[str, Any], place: DefinitionPlace) -> Table:
    shared: dict[str, Any] = {}
    like = own.pop("like")
    for name in [like] if isinstance(like, str) else place.read(shapes.listed, like, "like"):
        shared |= _other(name, place).get("letter", {})
    return shared | own


def _like(name: str, row: Table, place: DefinitionPlace) -> Table:
    if "like" not in row:
        return row
    own = dict(row)
    family = _other(own.pop("like"), place)
    for each in family.get(name, ()):
        if each.get("key") == row.get("key"):
            return _changed(_sourced(name, each, family), own)
    raise DefinitionPlace(place.file, field=name).error(f"like: that family has no row {row.get('key')!r}")


def _other(name: object, place: DefinitionPlace) -> Table:
    """As its file says it: what is taken over stands there itself."""
    if name not in names():
        raise place.error(f"like is one of {', '.join(names())}, not {name!r}")
    return table(ROOT / f"{name}.toml")


def joined(raw: Table, family: Table, place: DefinitionPlace) -> dict[str, Any]:
    """The definition as if it had said all of it: the family's rows first, those of the same key changed by its own.

    `without` names the family's rows that are not true of it.
    """
    without = place.texts(raw, "without")
    if unknown := set(without) - {row["key"] for name in LISTS for row in family.get(name, ())}:
        raise place.error(f"without {', '.join(sorted(unknown))}: the family {raw['family']} has no such row")
    _judge_instruction(raw, family, without, place)
    made = {name: value for name, value in family.items() if name not in OF_A_CLAIM} | dict(raw)
    own = place.read(shapes.listed, raw.get("law", []), "law")
    made["law"] = [*own, *(each for each in family.get("law", ()) if each not in own)]
    made["unsaid"] = [*family.get("unsaid", ()), *place.texts(raw, "unsaid")]
    for name in CLAIMS:
        if name in family:
            made[name] = _changed(_sourced(name, family[name], family), place.table(raw, name))
    if "letter" in family:
        made["letter"] = {**family["letter"], **place.table(raw, "letter")}
    for name in LISTS:
        inherited = [_sourced(name, row, family) for row in family.get(name, ()) if row["key"] not in without]
        made[name] = _rows(inherited, place.tables(raw, name), own_first=name in OWN_FIRST)
    return {name: value for name, value in made.items() if name not in ("family", "without")}


def _judge_instruction(raw: Table, family: Table, without: tuple[str, ...], place: DefinitionPlace) -> None:
    """Somebody confirms a version: one version never has two texts."""
    is_other = "instruction" in raw or any(row["key"] in without for row in family.get("instruction", ()))
    if is_other and raw.get("instruction_version") in (None, family.get("instruction_version")):
        at = DefinitionPlace(place.file, field="instruction_version")
        raise at.error(f"other words than those of the family {raw['family']} are a version of their own")


def _rows(inherited: list[Table], own: tuple[Table, ...], *, own_first: bool) -> list[Table]:
    """Compared, not looked up: what a definition says for a key may be anything until it is read."""
    kept = [_changed(row, next((each for each in own if each.get("key") == row["key"]), {})) for row in inherited]
    taken = [row["key"] for row in inherited]
    new = [row for row in own if row.get("key") not in taken]
    return [*new, *kept] if own_first else [*kept, *new]


def _changed(inherited: Table, own: Table) -> Table:
    kept = dict(inherited)
    if any(name in own for name in SAID):
        kept.pop("verified", None)
    return {**kept, **own}


def _sourced(name: str, row: Table, family: Table) -> Table:
    """A claim keeps the source of the file it stands in."""
    if name == "documents":
        return row
    return {**{each: family[each] for each in OF_A_CLAIM if each in family}, **row}

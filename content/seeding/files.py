"""What the files of `content/seed` say. A broken one is named and set aside; it never stops the rest."""

import hashlib
import json
import logging
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError

log = logging.getLogger(__name__)
FOLDER = Path(__file__).parent.parent / "seed"
ORIGINAL = settings.LANGUAGE_CODE
MACHINE = "machine"
LINES = frozenset({"title", "summary", "seo_title", "search_description"})  # the texts of a page beside its blocks
SHAPE = frozenset(
    {"key", "kind", "parent", "order", "slug", "blocks"}
)  # what else `page.toml` has is a field of the page
ABOUT = frozenset({"source", "made_by", "reviewed_by", "reviewed_on"})
# What a wrong file raises: a text that is no TOML, a word that is missing, a value that no page takes
BROKEN = (OSError, LookupError, TypeError, ValueError, AttributeError, ValidationError, DataError, IntegrityError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """One page in one language."""

    lines: dict[str, str]
    blocks: dict[str, Any]
    source: str = ""  # digest of the Polish texts that it translates
    made_by: str = ""
    reviewed_by: str = ""
    reviewed_on: date | None = None

    @property
    def is_reviewed(self) -> bool:
        """A review has a name and a day."""
        return bool(self.reviewed_by and self.reviewed_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    key: str
    kind: str
    parent: str = ""  # the key of the page above it; empty for the home page
    order: int = 0
    slug: str = ""
    blocks: list[dict[str, Any]] | None = None  # None where the kind has no body
    fields: dict[str, Any] = field(default_factory=dict)  # the same in every language
    texts: dict[str, Texts] = field(default_factory=dict)


def read_all() -> list[Seed]:
    """Parents first, then in the order of the files."""
    folders = sorted(path for path in FOLDER.iterdir() if path.is_dir())
    found = {seed.key: seed for seed in map(_read_or_name, folders) if seed is not None}
    return sorted(found.values(), key=lambda seed: (_depth(seed, found), seed.order, seed.key))


def digest(texts: Texts) -> str:
    """Of the texts as they stand in the file: what a translation says it was made from."""
    said = json.dumps([texts.lines, texts.blocks], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _depth(seed: Seed, among: dict[str, Seed]) -> int:
    """A circle of parents ends, too: its pages are passed over when nothing stands above them."""
    depth = 0
    while seed.parent in among and depth < len(among):
        seed, depth = among[seed.parent], depth + 1
    return depth


def _read_or_name(folder: Path) -> Seed | None:
    try:
        return _read(folder)
    except BROKEN as error:
        log.error("Seed set aside: %s/page.toml: %r", folder.name, error)  # noqa: TRY400  # the file is enough
        return None


def _read(folder: Path) -> Seed:
    shape = tomllib.loads((folder / "page.toml").read_text(encoding="utf-8"))
    if shape["key"] != folder.name:
        raise ValueError(f"key {shape['key']!r} is not the name of its folder")
    own = {name: value for name, value in shape.items() if name in SHAPE}
    fields = {name: value for name, value in shape.items() if name not in SHAPE}
    return Seed(**own, fields=fields, texts=dict(_languages(folder)))


def _languages(folder: Path) -> Iterator[tuple[str, Texts]]:
    for language in (code for code, _name in settings.LANGUAGES if (folder / f"{code}.toml").exists()):
        try:
            yield language, _texts(tomllib.loads((folder / f"{language}.toml").read_text(encoding="utf-8")))
        except BROKEN as error:
            log.error("Seed set aside: %s/%s.toml: %r", folder.name, language, error)  # noqa: TRY400


def _texts(read: dict[str, Any]) -> Texts:
    if unknown := read.keys() - LINES - ABOUT - {"blocks"}:
        raise ValueError(f"unknown: {', '.join(sorted(unknown))}")
    lines = {name: read[name] for name in ("title", *sorted(LINES - {"title"})) if name in read or name == "title"}
    return Texts(lines=lines, blocks=read.get("blocks", {}), **{name: read[name] for name in ABOUT & read.keys()})

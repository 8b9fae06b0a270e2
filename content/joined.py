"""Facts of the law join a page in its blocks, by one function for all who read it: page, preview, API and search.

A block names its procedure, or means that of its page; several procedures may stand on one page.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import translation

from content import law
from content.law import Law, LawLine, ShownOffice

OWN = "procedure"  # the name of the field, of a page and of a block


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockFacts:
    """`law` is None where neither the block nor its page is about a procedure: then only `said` has something."""

    on: date
    language: str
    law: Law | None

    def said(self, *parts: str) -> list[LawLine]:
        """Sentences of the law of these parts of a page, without what is not true of the procedure."""
        unsaid = self.law.unsaid if self.law else ()
        with translation.override(self.language):
            return [line for part in parts for line in law.said(part, unsaid=unsaid, on=self.on)]

    @property
    def offices(self) -> list[ShownOffice]:
        """Where it is decided: the same for every procedure."""
        with translation.override(self.language):
            return law.all_offices(on=self.on)


def facts(block: Any, page: Any, on: date, language: str) -> BlockFacts:
    """As they stand on that day, in that language. The block may be None: then of the page itself.

    Worked out once a reading of the page: its blocks mostly mean the same procedure.
    """
    key = procedure_of(block, page)
    kept: dict[Any, BlockFacts] = page.__dict__.setdefault("_joined", {}) if page is not None else {}
    if (key, on, language) not in kept:
        with translation.override(language):
            known = law.of(key, on=on) if law.is_procedure(key) else None
        kept[key, on, language] = BlockFacts(on=on, language=language, law=known)
    return kept[key, on, language]


def procedure_of(block: Any, page: Any) -> str:
    """Empty where there is none."""
    named = block.get(OWN) if block is not None else ""
    return named or getattr(page, OWN, "") or ""


def without_procedure(page: Any) -> list[str]:
    """Labels of the blocks that need one and have none: a page that is about no procedure has to name it."""
    return [str(part.block.label) for part in blocks(page) if part.block.needs_procedure and not _of(part, page)]


def blocks(page: Any) -> Iterator[Any]:
    """Those of the page's body that are about a procedure, in their order."""
    for part in getattr(page, "body", None) or ():
        if hasattr(part.block, "needs_procedure"):
            yield part


def _of(part: Any, page: Any) -> str:
    return procedure_of(part.value, page)

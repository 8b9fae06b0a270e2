"""What of the portal can be found, and in which words: its pages, and what stands beside the page tree."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.models import Page

from content import joined, law, office_page
from content.checker import chosen
from content.law import KeyFact, Law, LawLine
from content.search.models import FoundKind
from procedures.deadlines import rules
from procedures.outputs.trees import title as outcome_title

KINDS = {"guidepage": FoundKind.GUIDE}  # all other pages are articles
PORTAL = "config.urls"  # the loop may run in a process of another host
WRITTEN = (blocks.CharBlock, blocks.TextBlock, blocks.RichTextBlock)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """`facts` are found and never shown: tomorrow they may be others. In `text` figures are named, as editors do."""

    kind: FoundKind
    key: str
    title: str
    lead: str = ""
    text: str = ""
    facts: str = ""
    address: str = ""
    page: Page | None = field(default=None, compare=False)


def page(found: Any) -> Gathered:
    """In the language that is active, which is the page's own."""
    parts = list(_written(found.body)) if getattr(found, "body", None) else []
    return Gathered(
        kind=KINDS.get(found.cached_content_type.model, FoundKind.ARTICLE),
        key=f"page:{found.translation_key}",
        title=found.title,
        lead=getattr(found, "summary", "") or found.search_description,
        text=_joined(parts),
        facts=_joined(line for told in _told(found) for line in _facts(told)),
        page=found,
    )


def beside_the_tree() -> Iterator[Gathered]:
    """In the language that is active."""
    yield from _tools()
    yield from _deadlines()
    yield from _outcomes()
    yield from _offices()


def _written(stream: Any) -> Iterator[str]:
    for child in stream:
        yield from _texts(child.block, child.value)


def _texts(block: Any, value: Any) -> Iterator[str]:
    """What somebody wrote, in the order of the page; the name of an icon is no text."""
    if isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield from _texts(child, value.get(name))
    elif isinstance(block, blocks.ListBlock | blocks.StreamBlock):
        for each in getattr(value, "bound_blocks", value) or ():
            yield from _texts(each.block, each.value)
    elif isinstance(block, WRITTEN) and value:
        yield from block.get_searchable_content(value)


def _told(found: Any) -> list[Law]:
    """Of the page itself and of each block that is about a procedure; once each."""
    values = [None, *(part.value for part in joined.blocks(found))]
    told = [joined.facts(value, found, timezone.localdate(), get_language() or "").law for value in values]
    return list({each.key: each for each in told if each is not None}.values())


def _facts(told: Law) -> Iterator[str]:
    yield from told.who
    yield from _lines((*told.conditions, *told.refusals, *told.documents, *told.handing_in))
    yield from _lines(told.rows)
    yield from (f"{fee.label} {fee.note} {fee.amount}" for fee in told.fees)
    yield from told.basis


def _lines(lines: Iterable[LawLine | KeyFact]) -> Iterator[str]:
    for line in lines:
        yield f"{line.title} {line.text}" if isinstance(line, LawLine) else f"{line.term} {line.value} {line.note}"


def _tools() -> Iterator[Gathered]:
    for name, title, lead in (
        ("checker:start", _("Which procedure is mine?"), ""),
        ("content:fees", _("Fees"), _("What the law asks for, by procedure. Using the portal is free.")),
        ("content:offices", _("Find your office"), ""),
        ("content:deadlines", _("Deadlines"), ""),
        ("content:visa-free-days", _("90 days of any 180"), _("Days without a visa")),
    ):
        yield Gathered(kind=FoundKind.TOOL, key=name, title=title, lead=lead, address=_address(name))


def _deadlines() -> Iterator[Gathered]:
    for rule in rules.holding(timezone.localdate()):
        yield Gathered(
            kind=FoundKind.DEADLINE,
            key=f"deadline:{rule.key}",
            title=_(rule.title),
            text=_(rule.text) if rule.text else "",
            address=_address("content:deadline", rule.key),
        )


def _outcomes() -> Iterator[Gathered]:
    """Those that are no procedure: where a procedure fits, its guide is found."""
    tree = chosen.tree()
    for key, outcome in tree.outcomes.items():
        said = law.line(outcome)
        yield Gathered(
            kind=FoundKind.OUTCOME,
            key=f"outcome:{key}",
            title=outcome_title(tree, key),
            text=said.text,
            address=_address("checker:start"),
        )


def _offices() -> Iterator[Gathered]:
    for office in law.all_offices():
        yield Gathered(
            kind=FoundKind.OFFICE,
            key=f"office:{office.teryt}",
            title=office.label,
            lead=", ".join(dict.fromkeys((office.name, *office.address))),
            facts=f"{office.voivodeship} {office.seat}",
            address=_address("content:office", office.teryt),
        )
    for number, body in enumerate(office_page.central()):
        yield Gathered(
            kind=FoundKind.OFFICE,
            key=f"central:{number}",
            title=body.title,
            lead=body.role,
            address=_address("content:offices"),
        )


def _address(name: str, *args: str) -> str:
    return reverse(name, PORTAL, args=args)


def _joined(parts: Iterable[str]) -> str:
    return "\n".join(part.strip() for part in parts if part.strip())

"""What is found, by kind, the likeliest first. Page, API and benchmark ask `find`."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db import connection
from django.utils import timezone

from content import figures, routing
from content.search import asking, failing, marking
from content.search.asking import AskedWords, Marks
from content.search.folding import stem
from content.search.marking import Piece
from content.search.models import FoundKind

OF_A_KIND = 5  # where all kinds are shown
OF_A_PAGE = 20  # where one is
MOST_PAGES = 50
NEAR = 4  # words that a misspelt one may have meant
# How much likelier somebody looks for it, where the words fit equally well
WORTH = {
    FoundKind.GUIDE: 1.3,
    FoundKind.ARTICLE: 1.1,
    FoundKind.TOOL: 1.1,
    FoundKind.TERM: 0.9,
    FoundKind.OFFICE: 0.9,
    FoundKind.DEADLINE: 0.7,
    FoundKind.OUTCOME: 0.6,
}
WEIGHTS = "{0.05, 0.15, 0.5, 1.0}"  # of facts, text, lead and title
TITLED, BY_LENGTH = 4, 2  # what a title adds, divided by its length
# Hidden: not live, expired, restricted, or under such a page. Routing answers 404 or asks for a password there
SELECTED = """
WITH hidden AS MATERIALIZED (
    SELECT path FROM wagtailcore_page WHERE numchild > 0 AND NOT live AND depth > 1
    UNION ALL
    SELECT path FROM wagtailcore_page JOIN wagtailcore_pageviewrestriction ON page_id = wagtailcore_page.id
), fitting AS (
    SELECT entry.id, entry.kind, entry.key,
           (ts_rank(%(weights)s::float4[], vector, asked) + %(titled)s * ts_rank(titled, asked, %(by_length)s))
           * (%(worth)s::jsonb ->> entry.kind)::float4 AS rank
    FROM search_searchentry entry CROSS JOIN to_tsquery('simple', %(query)s) asked
    LEFT JOIN wagtailcore_page page ON page.id = entry.page_id
    WHERE """
SHOWN = """
      AND (%(language)s::text = '' OR entry.language = %(language)s)
      AND (%(kind)s::text = '' OR entry.kind = %(kind)s)
      AND (page.id IS NULL OR page.live AND (page.expire_at IS NULL OR page.expire_at > %(now)s))
      AND NOT EXISTS (SELECT FROM hidden WHERE starts_with(page.path, hidden.path))
), once AS (
    SELECT DISTINCT ON (key) id, kind, rank FROM fitting ORDER BY key, rank DESC, id
), placed AS (
    SELECT id, max(rank) OVER (PARTITION BY kind) AS best, count(*) OVER (PARTITION BY kind) AS of_kind,
           row_number() OVER (PARTITION BY kind ORDER BY rank DESC, id) AS place
    FROM once
)
SELECT entry.kind, entry.key, entry.language, COALESCE(page.title, entry.title), entry.lead, entry.text,
       entry.address, page.url_path, page.id, of_kind
FROM placed JOIN search_searchentry entry USING (id) LEFT JOIN wagtailcore_page page ON page.id = entry.page_id
WHERE place > %(after)s AND place <= %(after)s + %(most)s
ORDER BY best DESC, entry.kind, place
"""
BY_WORDS = f"{SELECTED} vector @@ asked {SHOWN}"
BY_KEYS = f"{SELECTED} entry.key = ANY(%(keys)s) {SHOWN}"
NEAREST = """
SELECT typed, near.word
FROM unnest(%(words)s::text[], %(begins)s::text[]) AS asked (typed, begin) CROSS JOIN LATERAL (
    SELECT word FROM search_searchword WHERE word %% typed ORDER BY similarity(word, typed) DESC, word LIMIT %(most)s
) near
WHERE NOT EXISTS (SELECT FROM search_searchword WHERE word LIKE begin)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    kind: FoundKind
    key: str
    language: str
    address: str
    page_id: int | None
    title: list[Piece]
    excerpt: list[Piece]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundGroup:
    """What was found of one kind; `count` is of all there is of it."""

    kind: FoundKind
    count: int
    items: list[Found]


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Corrected: a word was read as one like it. Abroad: nothing in the language itself. Loose: not all the words."""

    groups: list[FoundGroup] = field(default_factory=list)
    is_corrected: bool = False
    is_abroad: bool = False
    is_loose: bool = False

    @property
    def count(self) -> int:
        return sum(group.count for group in self.groups)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """`language` is the reader's. Of all kinds a few each, or a page of one."""

    language: str
    kind: str = ""
    page: int = 1

    @property
    def shares(self) -> dict[str, Any]:
        most = OF_A_PAGE if self.kind else OF_A_KIND
        return {"kind": self.kind, "most": most, "after": most * (self.page - 1) if self.kind else 0}


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRow:
    """As the statement gives it."""

    kind: str
    key: str
    language: str
    title: str
    lead: str
    text: str
    address: str
    url_path: str | None
    page_id: int | None
    of_kind: int


def find(typed: str, wanted: Wanted) -> Search:
    """All words first, then as they may have been meant, then in any language, then some of the words."""
    asked = asking.read(typed)
    if not asked:
        return Search()
    if rows := _rows(asked.query(wanted.language), wanted):
        return Search(groups=_groups(rows, asked.marks(wanted.language)))
    meant = asked.meant(nearest(asked.words))
    for search, rows, marks in _attempts(meant, wanted):
        if rows:
            return replace(search, groups=_groups(rows, marks), is_corrected=meant != asked)
    if not wanted.kind:
        failing.count(typed, language=wanted.language)
    return Search()


def nearest(words: Sequence[str]) -> dict[str, list[str]]:
    """For each word that begins no word of the portal, those most like it."""
    if not words:
        return {}
    asked: dict[str, Any] = {"words": list(words), "begins": [f"{stem(word)}%" for word in words], "most": NEAR}
    found: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        for typed, near in cursor.execute(NEAREST, asked):
            found.setdefault(typed, []).append(near)
    return found


def _attempts(meant: AskedWords, wanted: Wanted) -> Iterator[tuple[Search, list[FoundRow], Marks]]:
    own = meant.marks(wanted.language)
    yield Search(), _rows(meant.query(wanted.language), wanted), own
    yield Search(is_abroad=True), _translated(_rows(meant.query(""), wanted, abroad=True), wanted), meant.marks("")
    yield Search(is_loose=True), _rows(meant.query(wanted.language, every=False), wanted), own


def _rows(query: str, wanted: Wanted, *, abroad: bool = False) -> list[FoundRow]:
    return _selected(BY_WORDS, wanted.shares | {"query": query, "language": "" if abroad else wanted.language})


def _translated(rows: list[FoundRow], wanted: Wanted) -> list[FoundRow]:
    """The same in the reader's language, where it is published in that."""
    if not rows:
        return []
    shares = {"kind": "", "after": 0, "most": len(rows), "query": "", "keys": [row.key for row in rows]}
    own = {row.key: row for row in _selected(BY_KEYS, shares | {"language": wanted.language})}
    return [replace(own.get(row.key, row), of_kind=row.of_kind) for row in rows]


def _selected(statement: str, asked: dict[str, Any]) -> list[FoundRow]:
    worth: dict[str, Any] = {"weights": WEIGHTS, "titled": TITLED, "by_length": BY_LENGTH, "worth": json.dumps(WORTH)}
    names = [each.name for each in fields(FoundRow)]
    with connection.cursor() as cursor:
        cursor.execute(statement, {"now": timezone.now()} | worth | asked)
        return [FoundRow(**dict(zip(names, row, strict=True))) for row in cursor.fetchall()]


def _groups(rows: list[FoundRow], marks: Marks) -> list[FoundGroup]:
    return [
        FoundGroup(kind=FoundKind(kind), count=of_it[0].of_kind, items=[_found(row, marks) for row in of_it])
        for kind, of_it in ((kind, list(each)) for kind, each in groupby(rows, key=attrgetter("kind")))
    ]


def _found(row: FoundRow, marks: Marks) -> Found:
    return Found(
        kind=FoundKind(row.kind),
        key=row.key,
        language=row.language,
        address=routing.address(row.url_path, row.language) if row.url_path else row.address,
        page_id=row.page_id,
        title=marking.pieces(row.title, marks),
        excerpt=marking.excerpt(figures.plain(row.lead), figures.plain(row.text), marks),
    )

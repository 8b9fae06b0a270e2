"""How far each page is in each language, counted: for the report and for the editors' table of languages."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count
from wagtail.models import WorkflowState

from content.coverage.states import ORIGINAL, CoverageState, texts
from content.models import BasePage

Place = tuple[UUID, str]  # a page and a language
COLUMNS = ("pk", "translation_key", "locale__language_code", "path", "url_path", "title", "live", "reviewed", "says")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageIn:
    """A page in one language; one that is written by hand has no texts to count."""

    language: str
    page_id: int | None = None  # None where there is no such page
    live: bool = False
    reviewed: bool = False  # as a whole, which readers are told
    older: bool = False  # readers are told that the Polish text is newer
    waits: bool = False  # in a workflow
    texts: Counter[CoverageState] = field(default_factory=Counter)

    @property
    def exists(self) -> bool:
        return self.page_id is not None

    @property
    def missing(self) -> int:
        return self.texts[CoverageState.MISSING]

    @property
    def stale(self) -> int:
        return self.texts[CoverageState.STALE]

    @property
    def by_machine(self) -> int:
        return self.texts[CoverageState.MACHINE]

    @property
    def unreviewed(self) -> int:
        return self.texts[CoverageState.UNREVIEWED]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    key: UUID
    page_id: int
    title: str
    url_path: str
    pages: list[PageIn]


def languages() -> list[str]:
    return [code for code, _name in settings.LANGUAGES if code != ORIGINAL]


def coverage(keys: Collection[UUID] | None = None) -> list[Coverage]:
    """The Polish pages in the order of the tree, all or these. As many queries for a thousand pages as for one."""
    rows = list(_rows(keys))
    pages = {(row["translation_key"], row["locale__language_code"]): row for row in rows}
    counted, waiting = _counted(keys), _waiting()

    def page_in(key: UUID, language: str) -> PageIn:
        row = pages.get((key, language))
        if row is None:
            return PageIn(language=language)
        return PageIn(
            language=language,
            page_id=row["pk"],
            live=row["live"],
            reviewed=row["reviewed"],
            older=row["says"] != pages[key, ORIGINAL]["says"],
            waits=str(row["pk"]) in waiting,
            texts=counted[key, language],
        )

    originals = sorted((row for row in rows if row["locale__language_code"] == ORIGINAL), key=lambda row: row["path"])
    return [
        Coverage(
            key=row["translation_key"],
            page_id=row["pk"],
            title=row["title"],
            url_path=row["url_path"],
            pages=[page_in(row["translation_key"], language) for language in languages()],
        )
        for row in originals
    ]


def _rows(keys: Collection[UUID] | None) -> Iterator[dict[str, Any]]:
    these = {} if keys is None else {"translation_key__in": keys}
    for kind in BasePage.__subclasses__():
        yield from kind.objects.filter(alias_of=None, **these).values(*COLUMNS)


def _counted(keys: Collection[UUID] | None) -> dict[Place, Counter[CoverageState]]:
    these = {} if keys is None else {"source__object_id__in": keys}
    found: defaultdict[Place, Counter[CoverageState]] = defaultdict(Counter)
    rows = texts().filter(**these).values_list("source__object_id", "language", "state").annotate(Count("pk"))
    for key, language, state, count in rows:
        found[key, language][CoverageState(state)] = count
    return found


def _waiting() -> frozenset[str]:
    pages = WorkflowState.objects.active().filter(base_content_type__model="page")
    return frozenset(pages.values_list("object_id", flat=True))

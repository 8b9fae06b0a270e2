"""How far each page is in each language: what is missing, stale, made by a machine, and read by a person.

A text is stale where its place was translated, but from other Polish words than stand there now.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Exists, F, OuterRef, QuerySet
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation

from content.models import BasePage

ORIGINAL = settings.LANGUAGE_CODE
Place = tuple[UUID, str]  # a page and a language


@dataclass(frozen=True, slots=True, kw_only=True)
class PageIn:
    """A page in one language; one that is written by hand has no texts to count."""

    language: str
    live: bool = False
    exists: bool = False
    reviewed: bool = False
    older: bool = False  # readers are told that the Polish text is newer
    missing: int = 0
    stale: int = 0
    by_machine: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    title: str
    url_path: str
    pages: list[PageIn]


def coverage() -> list[Coverage]:
    """The Polish pages in the order of the tree. As many queries for a thousand pages as for one."""
    languages = [code for code, _name in settings.LANGUAGES if code != ORIGINAL]
    pages = {(row["translation_key"], row["locale__language_code"]): row for row in _pages()}
    total, by_machine, translated = _texts(), Counter[Place](), Counter[Place]()
    for key, language, kind, count in _translated():
        translated[key, language] += count
        by_machine[key, language] += count if kind == StringTranslation.TRANSLATION_TYPE_MACHINE else 0
    stale = {language: _stale(language) for language in languages}

    def page_in(key: UUID, language: str) -> PageIn:
        row, untranslated = pages.get((key, language)), total.get(key, 0) - translated[key, language]
        old = stale[language].get(key, 0)
        return PageIn(
            language=language,
            exists=row is not None,
            live=bool(row and row["live"]),
            reviewed=bool(row and row["reviewed"]),
            older=bool(row and row["says"] != pages[key, ORIGINAL]["says"]),
            missing=untranslated - old if (key, language) in translated else 0,
            stale=old,
            by_machine=by_machine[key, language],
        )

    originals = sorted((row for (_key, code), row in pages.items() if code == ORIGINAL), key=lambda row: row["path"])
    return [
        Coverage(
            title=row["title"],
            url_path=row["url_path"],
            pages=[page_in(row["translation_key"], language) for language in languages],
        )
        for row in originals
    ]


def _pages() -> Iterator[dict[str, Any]]:
    columns = ("translation_key", "locale__language_code", "path", "url_path", "title", "live", "reviewed", "says")
    for kind in BasePage.__subclasses__():
        yield from kind.objects.filter(alias_of=None).values(*columns)


def _texts() -> dict[UUID, int]:
    return dict(_of_originals().values_list("source__object_id").annotate(Count("pk")))


def _of_originals() -> QuerySet[StringSegment]:
    segments: QuerySet[StringSegment] = StringSegment.objects.filter(source__locale__language_code=ORIGINAL)
    return segments.order_by()


def _translated() -> QuerySet[StringSegment, tuple[UUID, str, str, int]]:
    of = "string__translations__"
    right = _of_originals().filter(**{f"{of}context": F("context"), f"{of}has_error": False})
    columns = ("source__object_id", f"{of}locale__language_code", f"{of}translation_type")
    found: QuerySet[StringSegment, tuple[UUID, str, str, int]] = right.values_list(*columns).annotate(Count("pk"))
    return found


def _stale(language: str) -> dict[UUID, int]:
    locale = Locale.objects.filter(language_code=language).first()
    there = StringTranslation.objects.filter(locale=locale, context=OuterRef("context"))
    current = there.filter(translation_of=OuterRef("string"), has_error=False)
    other = there.exclude(translation_of=OuterRef("string"))
    segments = _of_originals().filter(~Exists(current), Exists(other))
    return dict(segments.values_list("source__object_id").annotate(Count("pk")))

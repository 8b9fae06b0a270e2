"""Fills the table that is searched: a page within seconds of its publication, everything anew each day.

Facts and titles change with the day. What is due is read off the table itself, so that nothing can miss a change.
"""

from collections.abc import Iterable, Mapping
from functools import reduce
from operator import add

from django.conf import settings
from django.contrib.postgres.search import SearchVector
from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.expressions import Combinable
from django.utils import timezone, translation
from wagtail.models import Locale, Page

from content import figures, routing
from content.search import gathering
from content.search.folding import words
from content.search.gathering import Gathered
from content.search.models import SearchEntry, SearchWord

CONFIG = "simple"  # words are folded before PostgreSQL sees them
MOST_WORDS = 15_000  # positions of a tsvector end soon after
NAMING = frozenset({"id", "language", "key"})
GONE = """
DELETE FROM search_searchword WHERE word NOT IN (SELECT word FROM ts_stat('SELECT vector FROM search_searchentry'))
"""


def pages_due() -> QuerySet[Page]:
    """Published otherwise than when they were filled, or not filled today."""
    filled = SearchEntry.objects.filter(page=OuterRef("pk"), filled_on=timezone.localdate()).filter(
        Q(revision=OuterRef("live_revision_id")) | Q(revision=None, page__live_revision=None)
    )
    return routing.published().filter(~Exists(filled), locale__language_code__in=_languages()).order_by("path")


def fill_page(page: Page) -> None:
    fill_pages([page], language=page.locale.language_code)


def fill_pages(pages: Iterable[Page], *, language: str) -> None:
    with translation.override(language):
        put([gathering.page(page.specific) for page in pages], language=language)


def languages_due() -> QuerySet[Locale]:
    filled = SearchEntry.objects.filter(language=OuterRef("language_code"), page=None, filled_on=timezone.localdate())
    locales: QuerySet[Locale] = Locale.objects.filter(language_code__in=_languages())
    return locales.filter(~Exists(filled)).order_by("pk")


def fill_language(locale: Locale) -> None:
    """What stands beside the tree; what is there no more goes, pages that are not live included."""
    language, today = locale.language_code, timezone.localdate()
    with translation.override(language):
        put(list(gathering.beside_the_tree()), language=language)
    own = SearchEntry.objects.filter(language=language)
    own.filter(Q(page=None) & ~Q(filled_on=today) | Q(page__live=False)).delete()
    with connection.cursor() as cursor:
        cursor.execute(GONE)


def put(gathered: list[Gathered], *, language: str) -> None:
    """Each in place of what was there of it."""
    filled = [_entry(each, language=language) for each in gathered]
    SearchEntry.objects.bulk_create(
        [entry for entry, _words in filled],
        update_conflicts=True,
        unique_fields=["language", "key"],
        update_fields=[each.name for each in SearchEntry._meta.concrete_fields if each.name not in NAMING],
    )
    met = {word for _entry, words in filled for word in words if not word.isdecimal()}
    SearchWord.objects.bulk_create([SearchWord(word=word) for word in sorted(met)], ignore_conflicts=True)


def _entry(gathered: Gathered, *, language: str) -> tuple[SearchEntry, set[str]]:
    """And the words that stand in it."""
    text, page = figures.plain(gathered.text), gathered.page
    parts = {"A": gathered.title, "B": gathered.lead, "C": text, "D": gathered.facts}
    folded = {weight: words(said)[:MOST_WORDS] for weight, said in parts.items()}
    entry = SearchEntry(
        language=language,
        kind=gathered.kind,
        key=gathered.key,
        page_id=page.pk if page else None,
        revision=page.live_revision_id if page else None,
        address=gathered.address,
        title=gathered.title,
        lead=gathered.lead,
        text=gathered.text,
        titled=_vector({"A": folded["A"]}),
        vector=_vector(folded),
        filled_on=timezone.localdate(),
    )
    return entry, {word for said in folded.values() for word in said}


def _vector(folded: Mapping[str, list[str]]) -> Combinable:
    """Of parts by their weight, the title's worth the most."""
    first, *others = (
        SearchVector(Value(" ".join(said)), weight=weight, config=CONFIG) for weight, said in folded.items()
    )
    return reduce(add, others, first)


def _languages() -> list[str]:
    return [code for code, _name in settings.LANGUAGES]

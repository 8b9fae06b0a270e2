"""The search beside a raw query of its index, on 5,000 pages: by the clock, since the work is the database server's."""

import statistics
import time
from collections.abc import Callable
from functools import partial
from random import Random

from django.db import connection
from django.utils import timezone
from wagtail.models import Locale, Page

from content.models import ArticlePage, IndexPage
from content.search import finding, folding, indexing
from content.search.finding import Wanted
from content.search.gathering import Gathered
from content.search.models import FoundKind

PAGES, WORDS, ROUNDS, AT_MOST = 5_000, 300, 15, 5
TYPED = ("karta pobytu", "praca sezonowa", "odwołanie od decyzji", "ponaglene", "residence card")
MEANT = {"ponaglene": "ponaglenie", "residence card": "karta pobytu"}  # what the raw query is asked for
TELLING = ("karta", "pobytu", "praca", "sezonowa", "odwołanie", "decyzji", "termin", "opłata", "wiza", "studia")
RAW = """
SELECT id FROM search_searchentry, plainto_tsquery('simple', %s) asked
WHERE vector @@ asked AND language = 'pl' ORDER BY ts_rank(vector, asked) DESC LIMIT 20
"""


def measured() -> str:
    """One line a search, each with how many times a raw query it costs."""
    _plant(Random(5_000))  # noqa: S311  # the same pages at every run
    lines = [f"\nSearch among {PAGES} pages more, ms by the clock; goal ≤ {AT_MOST} × a raw GIN query"]
    for typed in TYPED:
        words = " ".join(folding.words(MEANT.get(typed, typed)))
        raw, ours = _clock(partial(_raw, words)), _clock(partial(_find, typed))
        lines.append(f"{typed:30} raw {raw:7.2f}  search {ours:7.2f}  {ours / raw:5.2f} ×")
    return "\n".join(lines)


def _raw(words: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(RAW, [words])
        cursor.fetchall()


def _find(typed: str) -> None:
    finding.find(typed, Wanted(language="pl"))


def _clock(act: Callable[[], None]) -> float:
    spent = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        act()
        spent.append((time.perf_counter() - begun) * 1000)
    return statistics.median(spent)


def _plant(random: Random) -> None:
    for page in indexing.pages_due().filter(locale__language_code="pl"):
        indexing.fill_page(page)
    locale = Locale.objects.get(language_code="pl")
    indexing.fill_language(locale)
    vocabulary = [*TELLING, *("".join(random.choices("abcdefghiklmnoprstuwyz", k=9)) for _ in range(8_000))]
    above = IndexPage.objects.get(locale=locale, slug="guides")
    pages = _pages(above, locale)
    for begin in range(0, PAGES, 500):
        indexing.put([_gathered(page, vocabulary, random) for page in pages[begin : begin + 500]], language="pl")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE search_searchentry, search_searchword, wagtailcore_page")


def _pages(above: IndexPage, locale: Locale) -> list[Page]:
    """In bulk: the tree is one folder more of many pages."""
    folder = ArticlePage(title="Bench", slug="bench", locale=locale, live=True)
    above.add_child(instance=folder)
    first, now = folder.path, timezone.now()
    made = [
        ArticlePage(
            title=f"Strona {number}",
            slug=f"s{number}",
            locale=locale,
            live=True,
            path=f"{first}{_base36(number)}",
            depth=folder.depth + 1,
            url_path=f"{folder.url_path}s{number}/",
            last_published_at=now,
            content_type=folder.content_type,
            draft_title="",
        )
        for number in range(1, PAGES + 1)
    ]
    Page.objects.bulk_create([Page(**_columns(page)) for page in made])
    return list(Page.objects.filter(depth=folder.depth + 1, path__startswith=first).order_by("path"))


def _columns(page: ArticlePage) -> dict[str, object]:
    names = [each.attname for each in Page._meta.concrete_fields if each.attname != "id"]
    return {name: getattr(page, name) for name in names}


def _base36(number: int) -> str:
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    said = ""
    for _ in range(4):
        number, rest = divmod(number, len(digits))
        said = digits[rest] + said
    return said


def _gathered(page: Page, vocabulary: list[str], random: Random) -> Gathered:
    text = " ".join(random.choices(vocabulary, k=WORDS))
    return Gathered(kind=FoundKind.ARTICLE, key=f"page:{page.translation_key}", title=page.title, text=text, page=page)

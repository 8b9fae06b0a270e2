"""What is found and what never is, by kind, page by page, whatever was typed."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction

from content.models import ArticlePage, IndexPage
from content.search import finding, gathering, indexing
from content.search.finding import OF_A_KIND, OF_A_PAGE, Wanted
from content.search.models import FoundKind, SearchEntry
from procedures import catalogue

WORD = "zwierciadełko"
POLISH = Wanted(language="pl")
AT_WORST = 7  # queries of a search that finds nothing, in vain or not


@pytest.fixture
def article(searchable: None) -> ArticlePage:
    return publish(f"O czymś: {WORD}")


def publish(title: str, *, under: Page | None = None, body: str = "[]") -> ArticlePage:
    """As the loop finds it a moment later."""
    above = under or IndexPage.objects.get(locale__language_code="pl", slug="guides")
    page = ArticlePage(title=title, slug=f"a{Page.objects.count()}", locale=above.locale, body=body)
    above.add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    fill()
    return page


def fill() -> None:
    for page in indexing.pages_due():
        indexing.fill_page(page)


def addresses(typed: str, wanted: Wanted = POLISH) -> list[str]:
    return [each.address for group in finding.find(typed, wanted).groups for each in group.items]


def test_a_page_is_found_once_it_is_published(article: ArticlePage) -> None:
    assert addresses(WORD) == [article.address()]


def test_accents_and_case_may_be_left_out(article: ArticlePage) -> None:
    assert addresses("ZWIERCIADELKO") == [article.address()]


def test_another_ending_is_found(article: ArticlePage) -> None:
    assert addresses("zwierciadełkiem") == [article.address()]


def test_a_slip_of_the_pen_is_forgiven_and_said(article: ArticlePage) -> None:
    found = finding.find("zwierciadleko", POLISH)
    assert ([each.address for each in found.groups[0].items], found.is_corrected) == ([article.address()], True)


def test_text_typed_without_accents_finds_a_text_with_them(searchable: None) -> None:
    body = '[{"type": "callout", "value": {"kind": "info", "title": "", "text": "Termin skrócono do tygodnia."}}]'
    page = publish("Terminy w skrócie", body=body)
    assert page.address() in addresses("skrocono")


def test_a_title_counts_more_than_a_text(searchable: None) -> None:
    body = f'[{{"type": "callout", "value": {{"kind": "info", "title": "", "text": "{WORD} {WORD} {WORD}"}}}}]'
    said, named = publish("Co innego", body=body), publish(f"Tu jest {WORD}")
    assert addresses(WORD) == [named.address(), said.address()]


def test_drafts_are_not_found(article: ArticlePage) -> None:
    article.title = "Zupełnie grzebyczek"
    article.save_revision()
    fill()
    assert (addresses("grzebyczek"), addresses(WORD)) == ([], [article.address()])


@pytest.mark.parametrize("how", ["unpublished", "row", "expired", "restricted", "deleted"])
def test_what_readers_may_not_see_is_not_found_whatever_happened_to_it(article: ArticlePage, how: str) -> None:
    """At once: nothing is filled again in between."""
    if how == "unpublished":
        article.unpublish()
    if how == "row":
        Page.objects.filter(pk=article.pk).update(live=False)
    if how == "expired":
        Page.objects.filter(pk=article.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
    if how == "restricted":
        PageViewRestriction.objects.create(page=article, restriction_type=PageViewRestriction.LOGIN)
    if how == "deleted":
        article.delete()
    assert addresses(WORD) == []


@pytest.mark.parametrize("how", ["unpublished", "restricted"])
def test_a_page_under_one_that_readers_may_not_see_is_not_found(article: ArticlePage, how: str) -> None:
    above = article.get_parent()
    if how == "unpublished":
        Page.objects.filter(pk=above.pk).update(live=False)
    else:
        PageViewRestriction.objects.create(page=above, restriction_type=PageViewRestriction.LOGIN)
    assert addresses(WORD) == []


def test_a_restricted_page_is_not_even_kept(searchable: None) -> None:
    page = publish("Jawne")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    page.title = WORD
    page.save_revision().publish()
    fill()
    assert not SearchEntry.objects.filter(title=WORD).exists()


def test_a_page_that_moved_is_found_where_it_is(article: ArticlePage) -> None:
    article.move(Page.objects.get(locale__language_code="pl", depth=2), "last-child")
    article.refresh_from_db()
    assert addresses(WORD) == [article.address()]
    assert article.address().count("/") == 3


def test_a_new_text_takes_the_place_of_the_old(article: ArticlePage) -> None:
    article.title = "Zupełnie grzebyczek"
    article.save_revision().publish()
    fill()
    assert (addresses("grzebyczek"), addresses(WORD)) == ([article.address()], [])


def test_nothing_is_due_when_all_is_filled(searchable: None) -> None:
    assert (list(indexing.pages_due()), list(indexing.languages_due())) == ([], [])


def test_everything_is_due_on_the_next_day(searchable: None) -> None:
    SearchEntry.objects.update(filled_on=timezone.localdate() - timedelta(days=1))
    assert indexing.pages_due().count() == Page.objects.live().filter(depth__gte=2).count()
    assert indexing.languages_due().count() == Locale.objects.count()


def test_what_is_gone_from_the_tables_is_forgotten(searchable: None) -> None:
    gone = {"language": "pl", "key": "deadline:gone", "title": WORD, "filled_on": timezone.localdate()}
    SearchEntry.objects.create(kind="deadline", titled="", vector="", **gone)
    SearchEntry.objects.filter(page=None).update(filled_on=timezone.localdate() - timedelta(days=1))
    indexing.fill_language(Locale.objects.get(language_code="pl"))
    assert not SearchEntry.objects.filter(key="deadline:gone").exists()
    assert SearchEntry.objects.filter(language="pl", page=None).count() > 20


def test_facts_joined_into_a_guide_are_found_and_never_shown(searchable: None) -> None:
    entries = SearchEntry.objects.filter(kind=FoundKind.GUIDE, language="en")
    assert entries.count() == len(catalogue.procedures())
    assert len(addresses("440", Wanted(language="en", kind="guide"))) > 3
    assert not any("440,00" in entry.text or "440 zł" in entry.text for entry in entries)


def test_facts_of_every_procedure_on_a_page_are_found(searchable: None) -> None:
    blocks = [{"type": "fees", "value": {"procedure": key}} for key in ("temporary-work", "permanent-residence")]
    page = publish("Ile to kosztuje", body=json.dumps(blocks))
    said = gathering.page(page).facts
    assert ("440" in said, "640" in said) == (True, True)
    assert page.address() in addresses("640 zł", Wanted(language="pl", kind="article"))


def test_a_figure_in_an_excerpt_is_the_one_of_today(searchable: None) -> None:
    body = (
        f'[{{"type": "callout", "value": {{"kind": "info", "title": "", "text": "{WORD}: [[minimum-wage]] brutto"}}}}]'
    )
    publish("Płaca", body=body)
    (found,) = finding.find(WORD, POLISH).groups[0].items
    said = "".join(piece.text for piece in found.excerpt)
    assert "[[" not in said
    assert "zł brutto" in said


def test_a_word_of_another_language_finds_the_page_in_the_reader_s(article: ArticlePage) -> None:
    """The Polish article has no Ukrainian version: it is shown as it is, and said so."""
    found = finding.find(WORD, Wanted(language="uk"))
    assert (found.is_abroad, [each.language for each in found.groups[0].items]) == (True, ["pl"])


def test_a_page_found_by_another_language_is_shown_in_the_reader_s(searchable: None) -> None:
    found = finding.find("trafficking", Wanted(language="uk"))
    assert (found.is_abroad, found.groups[0].items[0].address) == (True, "/uk/guides/trafficking-victim/")


def test_some_of_the_words_are_better_than_nothing(article: ArticlePage) -> None:
    found = finding.find(f"{WORD} zaproszenie", POLISH)
    assert found.is_loose
    assert {article.address(), "/pl/guides/invitation/"} <= {
        each.address for group in found.groups for each in group.items
    }


def test_a_few_of_each_kind_and_then_page_by_page(searchable: None) -> None:
    all_kinds = finding.find("karta pobytu", POLISH)
    guides = next(group for group in all_kinds.groups if group.kind == FoundKind.GUIDE)
    assert (len(guides.items), guides.count > OF_A_PAGE) == (OF_A_KIND, True)
    pages = [addresses("karta pobytu", Wanted(language="pl", kind="guide", page=page)) for page in (1, 2)]
    assert [len(each) for each in pages] == [OF_A_PAGE, guides.count - OF_A_PAGE]
    assert len({*pages[0], *pages[1]}) == guides.count


@pytest.mark.parametrize(
    "typed",
    ["", " ", "?", "' OR 1=1 --", "a & | ! ( ) : * <->", "%", "_", "\\", "\x00", "🙂", "ا", "a" * 100, "x " * 60, "1"],
)
def test_nothing_that_is_typed_breaks_it(searchable: None, typed: str) -> None:
    assert finding.find(typed, POLISH).count >= 0


def test_queries_do_not_grow_with_what_is_found(searchable: None) -> None:
    def count(typed: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            finding.find(typed, POLISH)
        return len(captured)

    publish(f"Jedno {WORD}")
    one = count(WORD)
    for number in range(4):
        publish(f"{number} {WORD}")
    assert count(WORD) == one == 1
    assert count("qwxzv zzxqv 1234") <= AT_WORST

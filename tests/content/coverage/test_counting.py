"""The report of pages by language: each fault is counted where it is, and nowhere else."""

from io import StringIO

import pytest
from django.core.management import call_command
from pytest_django import DjangoAssertNumQueries
from wagtail_localize.models import StringTranslation, TranslationSource

from content import seeding
from content.coverage.counting import PageIn, coverage
from content.coverage.states import CoverageState
from content.models import GuidePage


def guide_in(language: str) -> PageIn:
    (row,) = [row for row in coverage() if row.url_path == "/home-pl/guides/temporary-work/"]
    (page,) = [page for page in row.pages if page.language == language]
    return page


def ukrainian(path: str, guide: GuidePage) -> StringTranslation:
    found: StringTranslation = StringTranslation.objects.get(
        context__object_id=guide.translation_key, context__path=path, locale__language_code="uk"
    )
    return found


def test_first_pages_are_live_with_every_text(content_loaded: None) -> None:
    rows = coverage()
    assert len(rows) > 50
    assert {(page.live, page.missing, page.stale, page.older) for row in rows for page in row.pages} == {
        (True, 0, 0, False)
    }
    assert set(guide_in("en").texts) == {CoverageState.REVIEWED}
    assert set(guide_in("uk").texts) == {CoverageState.MACHINE}
    assert guide_in("uk").by_machine == guide_in("en").texts[CoverageState.REVIEWED] > 30
    assert (guide_in("en").reviewed, guide_in("uk").reviewed) == (True, False)


def test_a_text_without_a_translation_is_missing_in_its_language_only(guide: GuidePage) -> None:
    ukrainian("body.who.heading", guide).delete()
    assert (guide_in("uk").missing, guide_in("uk").stale) == (1, 0)
    assert (guide_in("ar").missing, guide_in("ar").stale) == (0, 0)


def test_a_translation_with_an_error_is_missing(guide: GuidePage) -> None:
    wrong = ukrainian("body.who.note", guide)
    wrong.data = "[[nope]]"
    wrong.save()
    assert guide_in("uk").missing == 1


def test_a_changed_polish_text_makes_its_own_translations_stale(guide: GuidePage) -> None:
    guide.summary = "Nowe zdanie."
    guide.save_revision().publish()
    assert (guide_in("uk").older, guide_in("uk").stale) == (True, 0)  # not given to the translators yet
    TranslationSource.objects.get_for_instance(guide).update_from_db()
    assert [(guide_in(language).stale, guide_in(language).missing) for language in ("en", "uk", "ar")] == [(1, 0)] * 3


def test_a_language_without_the_page_says_so(guide: GuidePage) -> None:
    guide.get_translations().get(locale__language_code="uk").delete()
    assert not guide_in("uk").exists
    out = StringIO()
    call_command("content_report", stdout=out)
    assert "uk: no page" in out.getvalue()
    seeds = len(seeding.read_all())
    assert f"ar: {seeds} of {seeds} pages live, 0 reviewed, 0 texts missing, 0 stale, 0 pages older" in out.getvalue()
    assert f"uk: {seeds - 1} of {seeds} pages live" in out.getvalue()


@pytest.mark.parametrize("left", [1, 5])
def test_queries_do_not_grow_with_pages(
    content_loaded: None, django_assert_num_queries: DjangoAssertNumQueries, left: int
) -> None:
    kept = GuidePage.objects.filter(locale__language_code="pl").order_by("path").values_list("pk", flat=True)[:left]
    for page in GuidePage.objects.filter(locale__language_code="pl").exclude(pk__in=list(kept)):
        GuidePage.objects.filter(pk=page.pk).update(alias_of=page.pk)
    with django_assert_num_queries(11):
        assert len(coverage()) > left

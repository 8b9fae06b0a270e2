"""The state of each text, who may say that it is reviewed, and of which words that is said."""

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from pytest_django import DjangoAssertNumQueries
from wagtail_localize.models import TranslationSource

from accounts.models import User
from content import translating
from content.coverage import digests, recording, worklist
from content.coverage.counting import coverage
from content.coverage.models import ReviewRole, SegmentReview
from content.coverage.recording import Recorded
from content.models import ArticlePage, HomePage
from tests.content.coverage import small_translation as small
from tests.content.people_of_pages import of_role, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("editors_host")]
TITLE, SUMMARY = "Tytuł one", "Jedno zdanie."


@pytest.fixture
def home() -> HomePage:
    return small.homes()


@pytest.fixture
def page(home: HomePage) -> ArticlePage:
    return small.article(home)


def read(page: ArticlePage, by: User, marks: set[str] | None = None) -> Recorded:
    """What the work list shows, unless other words are said."""
    target = small.english(page)
    translation = translating.of(target)
    assert translation is not None
    shown = {text.mark for text in small.texts(page).values()} if marks is None else marks
    return recording.record(target, translation, shown, by=by)


def said() -> set[Any]:
    return set(SegmentReview.objects.values_list("reviewer", "role"))


def test_a_text_is_in_one_state(page: ArticlePage) -> None:
    assert small.states(page) == {TITLE: "unreviewed", SUMMARY: "unreviewed"}
    summary = small.string_of(page, "summary")
    summary.translation_type = small.MACHINE
    summary.save()
    assert small.states(page) == {TITLE: "unreviewed", SUMMARY: "machine"}
    read(page, of_role("publisher"))
    assert small.states(page) == {TITLE: "reviewed", SUMMARY: "reviewed"}
    small.say_in_polish(page, summary="Inne zdanie.")
    assert small.states(page) == {TITLE: "reviewed", "Inne zdanie.": "stale"}
    small.string_of(page, "title").delete()
    assert small.states(page) == {TITLE: "missing", "Inne zdanie.": "stale"}


def test_a_translation_with_a_fault_is_missing(page: ArticlePage) -> None:
    wrong = small.string_of(page, "summary")
    wrong.data = "[[nope]]"
    wrong.save()
    text = small.texts(page)[SUMMARY]
    assert (text.state, text.translation) == ("missing", wrong)


def test_changed_words_drop_back_and_words_that_come_again_were_reviewed(page: ArticlePage) -> None:
    read(page, of_role("publisher"))
    title = small.string_of(page, "title")
    words, title.data = title.data, "Other words"
    title.save()
    assert small.states(page)[TITLE] == "unreviewed"
    title.data = words
    title.save()
    assert small.states(page)[TITLE] == "reviewed"


def test_publishing_the_same_words_again_changes_nothing(page: ArticlePage) -> None:
    read(page, of_role("publisher"))
    before = small.states(page)
    page.save_revision().publish()
    TranslationSource.objects.get_for_instance(page).update_from_db()
    translation = translating.of(small.english(page))
    assert translation is not None
    small.publish(translation)
    assert small.states(page) == before == {TITLE: "reviewed", SUMMARY: "reviewed"}


def test_words_that_changed_after_they_were_shown_are_not_marked(page: ArticlePage) -> None:
    shown = {text.mark for text in small.texts(page).values()}
    title = small.string_of(page, "title")
    title.data = "Typed meanwhile"
    title.save()
    assert read(page, of_role("publisher"), shown) == Recorded(reviewed=1, changed=1)
    assert small.states(page) == {TITLE: "unreviewed", SUMMARY: "reviewed"}


def test_the_first_reader_is_remembered(page: ArticlePage) -> None:
    shown = {text.mark for text in small.texts(page).values()}
    first, second = of_role("publisher"), of_role("legal")
    assert read(page, first, shown) == Recorded(reviewed=2, changed=0)
    assert read(page, second, shown) == Recorded(reviewed=0, changed=2)
    assert said() == {(first.pk, ReviewRole.PUBLISHER)}
    first.delete()
    assert said() == {(None, ReviewRole.PUBLISHER)}


@pytest.mark.parametrize(
    ("role", "as_whom"), [("publisher", "publisher"), ("legal", "legal"), ("translator", "translator")]
)
def test_who_may_review_is_remembered_as_whom(page: ArticlePage, role: str, as_whom: str) -> None:
    read(page, of_role(role))
    assert set(SegmentReview.objects.values_list("role", flat=True)) == {as_whom}


def test_nobody_reviews_what_they_typed(page: ArticlePage) -> None:
    translator = of_role("translator")
    title = small.string_of(page, "title")
    title.last_translated_by = translator
    title.save()
    assert read(page, translator) == Recorded(reviewed=1, changed=1)
    assert small.states(page) == {TITLE: "unreviewed", SUMMARY: "reviewed"}


def test_who_works_on_no_page_of_the_language_may_not(page: ArticlePage) -> None:
    with pytest.raises(PermissionDenied):
        read(page, person("stranger"))
    assert not SegmentReview.objects.exists()


def test_the_database_refuses_what_is_no_review(page: ArticlePage) -> None:
    read(page, of_role("publisher"))
    known = SegmentReview.objects.first()
    assert known is not None
    for wrong in ({"translation": "x"}, {"role": "friend"}, {"role": "seed"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SegmentReview.objects.filter(pk=known.pk).update(**wrong)


def test_a_seed_says_by_its_day_what_was_read(page: ArticlePage) -> None:
    target = small.english(page)
    translation = translating.of(target)
    assert translation is not None
    recording.record_seed(target, translation, on=date(2026, 11, 26))
    found = small.texts(page)[TITLE].review
    assert found is not None
    assert (found.role, found.reviewer, found.reviewed_at.isoformat()) == ("seed", None, "2026-11-25T23:00:00+00:00")
    assert found.translation == digests.of(f"English {TITLE}")


def test_pages_that_were_reviewed_before_are_reviewed_text_by_text(page: ArticlePage) -> None:
    from_migration = __import__("content.coverage.migrations.0002_pages_that_were_reviewed", fromlist=["remember"])
    ArticlePage.objects.filter(pk=small.english(page).pk).update(reviewed=True)
    later = small.string_of(page, "summary")
    later.data = "Typed, not published"
    later.save()
    with connection.schema_editor() as editor:
        from_migration.remember(apps, editor)
    assert small.states(page) == {TITLE: "reviewed", SUMMARY: "unreviewed"}


@pytest.mark.parametrize("count", [2, 6])
def test_queries_do_not_grow_with_pages(
    home: HomePage, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    pages = [small.article(home, f"page-{number}") for number in range(count)]
    with django_assert_num_queries(11):
        rows = coverage()
    found = {row.title: {page.language: dict(page.texts) for page in row.pages}["en"] for row in rows}
    assert found == {page.title: {"unreviewed": 2} for page in pages} | {"MOS": {"unreviewed": 1}}
    target = small.english(pages[0])
    translation = translating.of(target)
    assert translation is not None
    with django_assert_num_queries(3):
        assert len(worklist.of(target, translation)) == 2

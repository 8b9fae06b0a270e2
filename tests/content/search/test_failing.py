"""Searches in vain are counted for editors, and tell of nobody: no numbers, no names, no traces of who asked."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from content.search import failing, finding
from content.search.failing import ENOUGH, KEPT, SPAN
from content.search.finding import Wanted
from content.search.models import FailedSearch

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 11, 30, 8, 3, tzinfo=UTC)


def ask(typed: str, *, times: int = 1, apart: timedelta = SPAN, begin: datetime = MORNING) -> None:
    for number in range(times):
        with time_machine.travel(begin + number * apart, tick=False):
            failing.count(typed, language="pl")


def shown() -> list[tuple[str, int]]:
    return [(row["text"], row["times"]) for row in failing.top()]


@pytest.mark.parametrize(
    "typed",
    [
        "kowalski 1987",
        "85010112345",
        "jan@example.test",
        "ul. Długa 5",
        "+48 600 000 000",
        "AB1234567",
        "a" * 41,
        "pięć słów to już za",
        "kto/co",
        "",
    ],
)
def test_what_may_be_somebody_s_is_not_counted(typed: str) -> None:
    failing.count(typed, language="pl")
    assert not FailedSearch.objects.exists()


def test_words_are_kept_only_when_they_came_often_enough() -> None:
    ask("abolicja", times=ENOUGH - 1)
    assert ([row.text for row in FailedSearch.objects.all()], shown()) == ([""], [])
    ask("Abolicja ", begin=MORNING + ENOUGH * SPAN)
    assert shown() == [("abolicja", ENOUGH)]


def test_one_person_who_tries_again_and_again_does_not_make_a_name_shown() -> None:
    ask("jan kowalski", times=50, apart=timedelta(seconds=5))
    assert shown() == []
    assert [row.text for row in FailedSearch.objects.all()] == [""]


def test_a_row_says_neither_the_words_nor_the_minute() -> None:
    ask("jan kowalski")
    (row,) = FailedSearch.objects.all()
    assert "kowalski" not in repr(vars(row))
    assert row.counted_at.minute % (SPAN.seconds // 60) == row.counted_at.second == 0


def test_days_are_counted_apart() -> None:
    ask("abolicja", times=ENOUGH - 1)
    ask("abolicja", begin=MORNING + timedelta(days=1))
    assert shown() == []
    assert len({row.digest for row in FailedSearch.objects.all()}) == 2


def test_the_most_wanted_comes_first() -> None:
    ask("abolicja", times=ENOUGH)
    ask("azyl", times=ENOUGH + 1)
    assert shown() == [("azyl", ENOUGH + 1), ("abolicja", ENOUGH)]


def test_counts_are_erased_after_a_time() -> None:
    ask("abolicja", times=ENOUGH)
    day = timezone.localdate(MORNING)
    with time_machine.travel(MORNING + KEPT):
        assert not failing.to_erase().exists()
    with time_machine.travel(MORNING + KEPT + timedelta(days=1)):
        failing.erase(FailedSearch.objects.get(day=day))
    assert not FailedSearch.objects.exists()


def test_only_a_search_that_found_nothing_is_counted(searchable: None) -> None:
    finding.find("ponaglenie", Wanted(language="pl"))
    assert not FailedSearch.objects.exists()
    finding.find("qwxzv", Wanted(language="pl"))
    finding.find("zzxqv", Wanted(language="pl", kind="office"))
    assert FailedSearch.objects.count() == 1


def test_editors_see_them(signed_in: Client, editors_host: None) -> None:
    ask("abolicja", times=ENOUGH)
    page = signed_in.get("/admin/failed-searches/").content.decode()
    assert "abolicja" in page


def test_nobody_else_sees_them(client: Client, editors_host: None) -> None:
    assert client.get("/admin/failed-searches/").status_code in {302, 403}

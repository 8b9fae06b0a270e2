"""The chain is verified by the clock: a tail that was cut off and a chain that was written anew are found."""

import logging
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from audit import chain, jobs, verification
from audit.models import NotedHead, Verification
from sealing import keys
from tests.audit.intruder import chained, cut_off, rewrite

pytestmark = pytest.mark.django_db
ATTACKS: dict[str, tuple[Callable[[int], None], int]] = {"tail cut off": (cut_off, 2), "rewritten": (rewrite, 2)}


def last_verification() -> tuple[int, int, str]:
    found = Verification.objects.latest("at")
    return found.seq, found.faults, found.fault


def test_the_clock_verifies_once_a_day() -> None:
    chained(3)  # jobs.run() verifies what it finds
    assert (last_verification(), jobs.due()) == ((3, 0, ""), False)
    with time_machine.travel(timezone.now() + timedelta(hours=23)):
        assert not jobs.due()
    with time_machine.travel(timezone.now() + timedelta(days=1, seconds=1)):
        assert jobs.due()
        jobs.run()
    assert Verification.objects.count() == 2


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_that_leaves_a_sound_chain_is_found_by_the_clock(
    attack: str, caplog: pytest.LogCaptureFixture
) -> None:
    chained(5)
    strike, where = ATTACKS[attack]
    strike(where)
    assert chain.verify() == []
    with time_machine.travel(timezone.now() + timedelta(days=1, seconds=1)), caplog.at_level(logging.CRITICAL):
        jobs.run()
    assert last_verification()[1:] == (1, "5 cut")
    assert "the first: 5 cut" in caplog.text


@pytest.mark.parametrize("attack", ATTACKS)
def test_who_forges_our_own_notes_too_is_found_by_the_other_half(attack: str) -> None:
    chained(5)
    seq, hash = verification.head()
    strike, where = ATTACKS[attack]
    strike(where)
    NotedHead.objects.all().delete()
    verification.run()
    assert last_verification()[1:] == (0, "")
    assert not verification.told(seq, hash)
    assert verification.due()  # at once
    verification.run()
    assert last_verification()[1:] == (1, "5 cut")


def test_a_head_that_is_kept_elsewhere_and_in_its_place_is_no_fault() -> None:
    chained(3)
    seq, hash = verification.head()
    chained(4)
    assert verification.told(seq, hash)
    verification.run()
    assert last_verification() == (7, 0, "")
    assert verification.standing() == (Verification.objects.latest("at").at, 7, "")


def test_a_trail_that_was_wiped_before_anybody_noted_its_head_is_missed() -> None:
    """Drafts stand on keys of their own: who has one was told of in the trail in the same moment."""
    keys.create("draft")
    chained(3)
    assert last_verification()[1:] == (0, "")
    cut_off(0)
    NotedHead.objects.all().delete()
    Verification.objects.all().delete()
    assert jobs.due()
    jobs.run()
    assert last_verification() == (0, 1, "1 deleted")


def test_a_trail_that_begins_anew_after_it_was_wiped_is_missed() -> None:
    keys.create("draft")
    cut_off(0)
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        chained(2)
    assert last_verification() == (2, 1, "1 deleted")


def test_a_portal_where_nothing_happened_has_nothing_to_verify() -> None:
    keys.create("mail")
    assert not jobs.due()
    jobs.run()
    assert Verification.objects.count() == 0

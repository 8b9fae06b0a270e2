"""Drafts nobody changes: warned at 30, 40 and 44 days, gone at 45 (art. 225h)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.acting import themselves
from accounts.models import User
from applications.drafting import jobs, kept, lifecycle
from applications.drafting.models import Application, KeptPost
from notices.models import Mail
from procedures.language.schema import Procedure
from sealing.models import DataKey, new_id

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_procedure")]


@pytest.fixture
def draft(demo_procedure: Procedure) -> Application:
    return lifecycle.start(
        themselves(User.objects.create_user("olena@example.com", "secret-secret")), demo_procedure, language="uk"
    )


def age(draft: Application, days: int) -> None:
    Application.objects.filter(pk=draft.pk).update(changed_at=timezone.now() - timedelta(days=days, minutes=1))


def test_a_fresh_draft_is_left_in_peace(draft: Application) -> None:
    age(draft, 29)
    assert not jobs.due()
    jobs.run()
    assert not Mail.objects.exists()


def test_a_person_is_warned_three_times_and_once_each(draft: Application) -> None:
    sent = []
    for day in (30, 31, 40, 44):
        age(draft, day)
        jobs.run()
        jobs.run()
        assert not jobs.due()
        sent.append(Mail.objects.filter(template="draft-expires", language="uk").count())
    assert sent == [1, 1, 2, 3]


def test_a_clock_that_slept_sends_one_warning_not_three(draft: Application) -> None:
    age(draft, 44)
    jobs.run()
    assert Mail.objects.count() == 1


def test_a_draft_expires_after_45_days(draft: Application) -> None:
    age(draft, 45)
    assert jobs.due()
    jobs.run()
    assert Application.objects.get().state == "expired"
    assert not jobs.due()


def test_what_is_filed_never_expires(draft: Application) -> None:
    age(draft, 400)
    Application.objects.filter(pk=draft.pk).update(state="filed")
    assert not jobs.due()


def test_a_kept_post_is_gone_after_half_an_hour_with_its_key() -> None:
    subject = new_id()
    token = kept.keep({"work-employer": ["X"]}, subject=subject, step="work")
    assert token is not None
    assert kept.offer(token, subject=subject, step="work") == {"work-employer": ["X"]}
    assert kept.offer(token, subject=subject, step="stays") is None
    KeptPost.objects.update(expires_at=timezone.now())
    assert kept.offer(token, subject=subject, step="work") is None
    jobs.run()
    assert not KeptPost.objects.exists()
    assert not DataKey.objects.filter(purpose="kept post").exists()


def test_too_large_a_post_is_not_kept() -> None:
    assert kept.keep({"work-employer": ["X" * 300_000]}, subject=new_id(), step="work") is None

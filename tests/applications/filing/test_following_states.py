"""Every way between the states of a file that follows a filing, allowed or not."""

from uuid import uuid4

import pytest
from django.utils import timezone

from applications.drafting.models import Application
from applications.filing import following
from applications.filing.models import Following
from applications.filing.states import FOLLOWING, FollowingState

pytestmark = pytest.mark.django_db
CHECKED, SENT, REFUSED = FollowingState
WAYS = {CHECKED: {SENT, REFUSED}, SENT: set(), REFUSED: set()}


def in_state(application: Application, state: FollowingState) -> Following:
    return Following.objects.create(
        upload=uuid4(),
        application=application,
        purpose="passport",
        state=state,
        message_id=uuid4(),
        due_at=timezone.now() if state == CHECKED else None,
        sent_at=timezone.now() if state == SENT else None,
    )


@pytest.mark.parametrize("target", FollowingState)
@pytest.mark.parametrize("source", FollowingState)
def test_every_way_is_open_or_closed_as_the_table_says(
    application: Application, source: FollowingState, target: FollowingState
) -> None:
    each = in_state(application, source)
    before = Following.objects.values().get()
    assert following._finish(each, target) is (target in WAYS[source])
    after = Following.objects.values().get()
    if target not in WAYS[source]:
        assert after == before
    else:
        assert (after["state"], after["due_at"], after["sent_at"] is not None) == (target, None, target == SENT)


def test_the_table_of_the_room_is_this_one() -> None:
    assert {source: set(targets) for source, targets in FOLLOWING.items()} == WAYS


def test_a_file_that_was_sent_is_not_refused_afterwards(application: Application) -> None:
    """Its upload is gone with the draft key; what the office has stays told."""
    each = in_state(application, SENT)
    following.send(each)
    assert Following.objects.get().state == SENT

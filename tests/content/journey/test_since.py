"""Who goes on with a draft sees what the law changed since it was begun."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.acting import themselves
from accounts.models import User
from applications.drafting import lifecycle
from applications.drafting.models import Application
from procedures import catalogue
from procedures.models import Overlay

pytestmark = pytest.mark.django_db
BEGUN = datetime(2027, 4, 1, 10, tzinfo=UTC)


@pytest.fixture
def begun(olena: User) -> Application:
    with time_machine.travel(BEGUN, tick=False):
        Overlay.objects.create(
            fact="fees.amount",
            key="duty-temporary-work",
            value="777",
            valid_from="2027-04-10",
            source="Dz.U.",
            checked_on=BEGUN.date(),
            entered_by=1,
            approved_by=2,
            approved_at=timezone.now(),
        )
        return lifecycle.start(themselves(olena), catalogue.procedure("temporary-work"), language="en")


@pytest.mark.parametrize(("day", "is_told"), [(1, False), (9, False), (10, True), (20, True)])
def test_a_draft_says_which_fee_is_another_now(begun: Application, olena: User, day: int, is_told: bool) -> None:
    with time_machine.travel(datetime(2027, 4, day, 12, tzinfo=UTC), tick=False):
        client = Client()
        client.force_login(olena)
        shown = client.get(f"/en/applications/{begun.pk}/").content.decode()
    assert ("Changed since you began" in shown, "before: 440" in shown) == (is_told, is_told)

"""An 18th birthday that comes before the filing may is said on the overview and on the page to check."""

import pytest
import time_machine
from django.test import Client

from accounts.models import User
from procedures.language.schema import JSON
from tests.content.journey.test_carried import begin

pytestmark = pytest.mark.django_db
BIRTHDAY, NOW_18 = "The 18th birthday is on 6 May 2032.", "This application was begun for a child who is 18 years old"
PETRO: dict[str, JSON] = {"surname": "Kovalenko", "givenNames": "Petro", "birthDate": "2014-05-06"}


@pytest.mark.parametrize(
    ("day", "overview", "check"),
    [
        ("2032-03-20", "", BIRTHDAY),  # the draft is kept for 45 days: till 4 May
        ("2032-03-22", BIRTHDAY, BIRTHDAY),
        ("2032-05-05", BIRTHDAY, BIRTHDAY),
        ("2032-05-06", NOW_18, NOW_18),
        ("2032-05-07", NOW_18, NOW_18),
    ],
)
def test_the_overview_says_it_as_soon_as_the_draft_may_wait_for_it(
    signed_in: Client, olena: User, day: str, overview: str, check: str
) -> None:
    with time_machine.travel(f"{day}T12:00+00:00", tick=False):
        signed_in.force_login(olena)
        child = begin(olena, "family", "child", PETRO)
        pages = [signed_in.get(f"/en/applications/{child.pk}/{rest}").content.decode() for rest in ("", "check/")]
    said = [[each for each in (BIRTHDAY, NOW_18) if each in page] for page in pages]
    assert said == [[overview] if overview else [], [check]]

"""For a child under 6 whoever files shows the papers at the office, and is told so where papers are listed."""

import pytest
import time_machine
from django.test import Client

from accounts.models import User
from procedures.language.schema import JSON
from tests.content.journey.test_carried import begin

pytestmark = pytest.mark.django_db
SOFIA: dict[str, JSON] = {"surname": "Kovalenko", "givenNames": "Sofia", "birthDate": "2022-03-14"}
NEED_NOT_COME, DWELLING = "A child under 6 need not come", "the title to the dwelling where the child will live"


@pytest.mark.parametrize(
    ("procedure", "with_dwelling"),
    [("family", False), ("permanent-residence", False), ("eu-long-term-resident", True)],
)
def test_before_anybody_begins_it_stands_with_what_to_have_at_hand(
    client: Client, procedure: str, with_dwelling: bool
) -> None:
    page = client.get(f"/en/applications/new/{procedure}/").content.decode()
    assert page.count(NEED_NOT_COME) == 1
    assert (DWELLING in page) is with_dwelling


@pytest.mark.parametrize("address", ["files/", "check/"])
@pytest.mark.parametrize(("day", "is_said"), [("2028-03-13", True), ("2028-03-14", False), ("2028-03-15", False)])
def test_it_stands_with_the_papers_until_the_sixth_birthday(
    signed_in: Client, olena: User, address: str, day: str, is_said: bool
) -> None:
    with time_machine.travel(f"{day}T00:30+01:00", tick=False):  # the evening before in UTC
        signed_in.force_login(olena)
        child = begin(olena, "family", "child", SOFIA)
        page = signed_in.get(f"/en/applications/{child.pk}/{address}").content.decode()
    assert (NEED_NOT_COME in page) is is_said


def test_of_an_adult_nothing_is_said(signed_in: Client, olena: User) -> None:
    own = begin(olena, "family", "self", {**SOFIA, "birthDate": "1992-03-05"})
    assert NEED_NOT_COME not in signed_in.get(f"/en/applications/{own.pk}/files/").content.decode()

"""How long an annex may still be signed: both sides count to one day, and the third party learns nothing else."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from applications.annexes.models import AnnexRequest
from applications.drafting.models import Application
from tests.applications.annexes.applicant_and_employer import Applicant, fill_in, token
from tests.whitespace import without_unseen

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("last_day_in", "said"),
    [(3, "3 days left."), (1, "1 day left."), (0, "0 days left."), (-1, "30 days left."), (None, "30 days left.")],
)
def test_both_sides_count_to_the_same_day(person: Applicant, last_day_in: int | None, said: str) -> None:
    last_day = None if last_day_in is None else timezone.localdate() + timedelta(days=last_day_in)
    Application.objects.update(last_lawful_day=last_day)
    person.asks()
    fill_in(token())
    employer, applicant = Client(), Client()
    applicant.force_login(person.user)
    link, here = f"/en/annex/{token()}/", f"applications/{person.application.pk}/annexes/"
    pages = [employer.get(f"{link}{path}").text for path in ("", "check/", "steps/job/")]
    assert all(said in without_unseen(page) for page in pages)
    listed = without_unseen(applicant.get(f"/en/{here}").text).partition('class="mos-request"')[2]
    assert said in listed
    api = APIClient()
    api.force_authenticate(person.user)
    days = int(said.split(maxsplit=1)[0])
    assert APIClient().get(f"/api/v1/annexes/{token()}/").json()["days_left"] == days
    assert [each["days_left"] for each in api.get(f"/api/v1/{here}").json()] == [days]


def test_what_is_not_waited_for_has_no_countdown(person: Applicant) -> None:
    person.asks()
    AnnexRequest.objects.update(state="expired")
    api = APIClient()
    api.force_authenticate(person.user)
    (listed,) = api.get(f"/api/v1/applications/{person.application.pk}/annexes/").json()
    assert (listed["state"], listed["days_left"]) == ("expired", None)


def test_the_third_party_reads_by_when_and_not_why(person: Applicant) -> None:
    Application.objects.update(last_lawful_day=timezone.localdate() + timedelta(days=2))
    person.asks()
    shown = APIClient().get(f"/api/v1/annexes/{token()}/").json()
    assert {key for key in shown if "day" in key or key.endswith("_by")} == {"sign_by", "days_left"}
    assert "lawful" not in Client().get(f"/en/annex/{token()}/").text

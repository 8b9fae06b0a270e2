"""What whoever has the permit must do is said once it was granted, by page and by API; never before."""

from html import unescape
from typing import Any

import pytest
from django.test import Client

from applications.drafting.models import Application
from tests.applications.cases.filed_cases import tell

pytestmark = pytest.mark.django_db
HEADING = "Once you have the permit"


def seen(client: Client, case: Application) -> tuple[str, list[Any]]:
    page = unescape(client.get(f"/en/cases/{case.pk}/").content.decode()).replace("\u00a0", " ")
    return page, client.get(f"/api/v1/cases/{case.pk}/").json()["duties"]


def test_duties_are_said_after_the_permit_was_granted(client: Client, case: Application) -> None:
    tell(case, "decision")
    page, told = seen(client, case)
    assert HEADING in page
    assert "Within 15 working days after it happened. (art. 113(1), art. 113(2))" in " ".join(page.split())
    lost = next(duty for duty in told if "lose a job" in duty["title"])
    assert lost["text"].startswith("Within 15 working days after it happened.")
    assert "121(1)" in lost["law"]


@pytest.mark.parametrize("outcome", ["refused", "discontinued", None])
def test_nobody_has_the_duties_of_a_permit_they_were_not_given(
    client: Client, case: Application, outcome: str | None
) -> None:
    if outcome:
        tell(case, "decision", outcome=outcome)
    page, told = seen(client, case)
    assert (HEADING in page, told) == (False, [])

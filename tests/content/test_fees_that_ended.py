"""A date never stops the portal: what nobody knows for today is said on page, API and payment; the rest goes on."""

from dataclasses import replace
from datetime import date
from html import unescape

import pytest
from django.test import Client

from accounts.acting import themselves
from accounts.models import User
from applications.drafting import lifecycle, step_answers
from procedures import catalogue
from procedures.tables import fees
from tests.journeys.answers import OLENA

pytestmark = pytest.mark.django_db
DUTY = "duty-temporary-work"
ENDED = tuple(replace(row, valid_to=date(2025, 12, 31)) if row.key == DUTY else row for row in fees.table())


@pytest.fixture(autouse=True)
def ended_duty(monkeypatch: pytest.MonkeyPatch) -> None:
    """The stamp duty has no row for today, the card fee has."""
    monkeypatch.setattr(fees, "table", lambda: ENDED)


def test_the_guide_says_that_the_amount_is_not_known(client: Client, content_loaded: None) -> None:
    shown = client.get("/en/guides/temporary-work/")
    said = unescape(shown.content.decode())
    assert shown.status_code == 200
    assert "not known" in said
    assert "The amount is not known here for today. Ask the office before you pay." in said
    assert "100\N{NO-BREAK SPACE}zł" in said
    assert "Together" not in said


def test_the_api_has_no_total(client: Client) -> None:
    found = client.get("/api/v1/procedures/temporary-work/").json()
    assert [fee["key"] for fee in found["fees"]] == ["card"]
    assert [fee["key"] for fee in found["unknown_fees"]] == [DUTY]
    assert found["total"] is None
    alone = client.get("/api/v1/procedures/temporary-work/fee/").json()
    assert ([fee["key"] for fee in alone["items"]], [fee["key"] for fee in alone["unknown"]]) == (["card"], [DUTY])
    assert alone["total"] is None


def test_the_rest_is_paid_and_the_person_is_told(client: Client) -> None:
    olena = User.objects.create_user("olena@example.test", "lipowa-brama-2026")
    draft = lifecycle.start(themselves(olena), catalogue.procedure("temporary-work"), language="en")
    step_answers.write(draft, "birth", OLENA["birth"], expected=0, acting=themselves(olena))  # a child pays half
    client.force_login(olena)
    shown = client.get(f"/en/applications/{draft.pk}/payment/")
    assert (shown.status_code, [panel.item.fee for panel in shown.context["panels"]]) == (200, ["card"])
    assert "You can file without it: the office says how much it is and by when." in unescape(shown.content.decode())
    made = client.post("/api/v1/orders/", {"application": str(draft.pk)}, content_type="application/json").json()
    assert [item["fee"] for item in made["items"]] == ["card"]
    assert [fee["key"] for fee in made["unknown"]] == [DUTY]

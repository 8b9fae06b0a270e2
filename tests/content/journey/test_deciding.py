"""Which office decides is said before signing, by page and by API alike, with the rule and its article."""

from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.acting import themselves
from accounts.models import User
from applications.answers.sheets import Contents
from applications.drafting import lifecycle
from applications.drafting.models import Application
from payments import tariff
from procedures import catalogue, facts
from procedures.language.schema import JSON
from procedures.tables.voivodeships import VOIVODES
from tests.acting import own
from tests.whitespace import without_unseen

pytestmark = pytest.mark.django_db
TERYT = {name: code for code, name in VOIVODES.items()}
TODAY = {"sponsor.asksFor": "blue-card", "sponsor.filedOn": timezone.localdate().isoformat()}


def draft_of_family(client: Client, **answers: JSON) -> Application:
    olena = User.objects.create_user("olena@example.com", "correct-horse-battery")
    client.force_login(olena)
    started = lifecycle.start(themselves(olena), catalogue.procedure("family"), language="en")
    contents = Contents(answers={"plAddress.voivodeship": "14", **answers})
    lifecycle.save_step(started, contents, step="place", expected=0, acting=own(started))
    return Application.objects.get(pk=started.pk)


def shown(client: Client, draft: Application, page: str = "check/") -> str:
    return without_unseen(unescape(client.get(f"/en/applications/{draft.pk}/{page}").content.decode())).replace(
        "\u00a0", " "
    )


def told(client: Client, draft: Application) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/api/v1/applications/{draft.pk}/").json()["authority"]
    return found


@pytest.mark.parametrize(
    ("answers", "voivode", "rule", "law"),
    [
        ({"sponsor.asksFor": "none"}, "Wojewoda Mazowiecki", "place-of-stay", "104(1)"),
        ({**TODAY, "sponsor.voivodeship": "12"}, "Wojewoda Małopolski", "with-family-member", "168(4a)"),
    ],
)
def test_page_api_and_payees_name_one_office(
    client: Client, answers: dict[str, JSON], voivode: str, rule: str, law: str
) -> None:
    draft = draft_of_family(client, **answers)
    found, day, office = told(client, draft), timezone.localdate(), TERYT[voivode]
    assert (found["voivodeship"], found["voivode"], found["rule"]["key"]) == (office, voivode, rule)
    assert [unit["id"] for unit in found["rule"]["law"]] == [f"foreigners:{law}"]
    for page in ("check/", ""):
        assert voivode in shown(client, draft, page)
        assert f"art. {law}" in shown(client, draft, page)
    dues = facts.of(catalogue.procedure("family"), on=day).dues
    named, own_office = (
        {duty.payee: duty.payee_name for duty in tariff.duties(dues, teryt, paid_on=day)}
        for teryt in (draft.teryt, office)
    )
    assert named == own_office
    assert all(named.values())


def test_nobody_is_told_an_office_before_the_answers_say_it(client: Client) -> None:
    draft = draft_of_family(client)
    assert (told(client, draft)["voivodeship"], draft.teryt) == ("", "")
    page = shown(client, draft)
    assert "Your answers do not say yet which office decides." in page
    assert "Wojewoda" not in page


def test_rule_that_no_answer_decides_is_named(client: Client) -> None:
    page = shown(client, draft_of_family(client, **{"sponsor.asksFor": "none"}))
    assert "Your answers cannot say whether this holds:" in page
    assert "art. 104(1b)" in page


def test_guide_facts_say_every_rule_in_the_order_in_which_they_hold(client: Client) -> None:
    rules = client.get("/api/v1/procedures/family/").json()["authorities"]
    assert [(rule["key"], rule["decides"]) for rule in rules] == [
        ("with-family-member", True), ("host-seat", True), ("family-abroad", False), ("place-of-stay", True),
    ]  # fmt: skip

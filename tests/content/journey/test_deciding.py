"""Which office decides is said before signing, by page and by API alike, with the rule and its article."""

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone, translation

from accounts.acting import themselves
from accounts.models import User
from applications.answers.sheets import Contents
from applications.drafting import lifecycle
from applications.drafting.models import Application
from applications.filing import gathering, instruction, preparing, preview
from applications.filing.errors import NoAuthority
from payments import orders
from procedures import catalogue
from procedures.language.schema import JSON
from procedures.tables import offices
from procedures.tables.voivodeships import VOIVODES
from tests.acting import own
from tests.applications.receipts.pdfs import printed
from tests.whitespace import without_unseen

pytestmark = pytest.mark.django_db
TERYT = {name: code for code, name in VOIVODES.items()}
TODAY: dict[str, JSON] = {"sponsor.asksFor": "blue-card", "sponsor.filedOn": timezone.localdate().isoformat()}
TRANSFER: dict[str, JSON] = {**TODAY, "sponsor.asksFor": "transfer"}
IN_TIME: dict[str, JSON] = {"sponsor.voivodeship": "12", "inPoland": True}
ABROAD: dict[str, JSON] = {"sponsor.asksFor": "none", "inPoland": False}


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
    found: dict[str, Any] = client.get(f"/api/v1/applications/{draft.pk}/", headers={"accept-language": "en"}).json()[
        "authority"
    ]
    return found


@pytest.mark.parametrize(
    ("answers", "voivode", "rule", "law"),
    [
        ({"sponsor.asksFor": "none", "inPoland": True}, "Wojewoda Mazowiecki", "place-of-stay", "104(1)"),
        ({**ABROAD, "sponsor.staysIn": "02"}, "Wojewoda Dolnośląski", "family-abroad", "104(1b)"),
        ({**TRANSFER, "sponsor.voivodeship": "22"}, "Wojewoda Pomorski", "host-seat", "168(4)"),
        ({**TODAY, "sponsor.voivodeship": "12"}, "Wojewoda Małopolski", "with-family-member", "168(4a)"),
    ],
)
def test_page_api_and_payees_name_one_office(
    client: Client, answers: dict[str, JSON], voivode: str, rule: str, law: str
) -> None:
    draft = draft_of_family(client, **answers)
    found, office = told(client, draft), TERYT[voivode]
    assert (found["voivodeship"], found["voivode"], found["rule"]["key"]) == (office, voivode, rule)
    assert (found["rule"]["law"][0]["id"], found["waits_for"]) == (f"foreigners:{law}", [])
    for page in ("check/", ""):
        assert voivode in shown(client, draft, page)
        assert f"art. {law}" in shown(client, draft, page)
    assert payees_of(draft) == recipients_at(office)


def payees_of(draft: Application) -> set[str]:
    return {item.payee_name for item in orders.read(draft).items}


def recipients_at(teryt: str) -> set[str]:
    """Of the duty, which goes to the city where the voivode has the seat."""
    return {offices.office(teryt).account("city").recipient}


@pytest.mark.parametrize(
    ("answers", "asked", "rule"),
    [
        ({}, "sponsor.asksFor", "with-family-member"),
        (TODAY, "sponsor.voivodeship", "with-family-member"),
        (TRANSFER, "sponsor.voivodeship", "host-seat"),
        ({"sponsor.asksFor": "none"}, "inPoland", "family-abroad"),
        (ABROAD, "sponsor.staysIn", "family-abroad"),
    ],
)
def test_nobody_is_told_an_office_before_the_answers_say_it(
    client: Client, answers: dict[str, JSON], asked: str, rule: str
) -> None:
    draft = draft_of_family(client, **answers)
    found, label = told(client, draft), str(lifecycle.form_of(draft).field(asked).label)
    assert (found["voivodeship"], found["voivode"], found["rule"]["key"], draft.teryt) == ("", "", rule, "")
    assert found["waits_for"] == [{"question": asked, "title": label}]
    page = shown(client, draft)
    assert "Your answers do not say yet which office decides." in page
    assert f"Answer first: {label}" in page
    assert "This rule may decide:" in page
    assert "Wojewoda" not in page
    assert payees_of(draft) == {""}
    with translation.override("en"), pytest.raises(NoAuthority, match=re.escape(label)):
        confirmed_and_prepared(draft)


def confirmed_and_prepared(draft: Application) -> None:
    instruction.confirm(draft, language="en", acting=own(draft))
    preparing.prepare(draft, acting=own(draft))


def test_rule_that_no_answer_decides_is_named(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    procedure = catalogue.procedure("family")
    rules = {rule.key: rule for rule in procedure.authorities}
    rules["family-abroad"] = replace(rules["family-abroad"], question="", when=None)
    only_said = replace(procedure, authorities=tuple(rules.values()))
    draft = draft_of_family(client, **{"sponsor.asksFor": "none"})
    monkeypatch.setattr(catalogue, "procedure", lambda key: only_said)
    page = shown(client, draft)
    assert "Your answers cannot say whether this holds:" in page
    assert "art. 104(1b)" in page


def test_document_is_addressed_to_the_office_that_decides(client: Client) -> None:
    """Its box of “nazwa organu” names whom the rule names, which need not be the voivode of the place of stay."""
    draft = draft_of_family(client, **TODAY, **{"sponsor.voivodeship": "12"})
    boxes = gathering.content(draft, teryt=lifecycle.office(draft), on=timezone.localdate()).boxes
    assert next(box.answer for box in boxes if box.key == "authority") == "Wojewoda Małopolski"
    text = drafted(draft)
    assert ("Wojewoda Małopolski" in text, "Wojewoda Mazowiecki" in text) == (True, False)


def drafted(draft: Application) -> str:
    pdf = preview.pdf(draft)
    assert pdf is not None
    return without_unseen(printed(pdf))


def test_rule_that_ran_out_names_another_office_and_another_payee_everywhere(client: Client) -> None:
    """Art. 168(4a) holds for three days: nothing is saved in between, and nobody pays the city of the former office."""
    draft = draft_of_family(client, **TODAY, **IN_TIME)
    assert (draft.teryt, payees_of(draft)) == ("12", recipients_at("12"))
    with time_machine.travel(timezone.now() + timedelta(days=10)):
        client.force_login(draft.principal)
        assert told(client, draft)["voivodeship"] == "14"
        assert "Wojewoda Mazowiecki" in shown(client, draft)
        assert payees_of(draft) == recipients_at("14")
        assert "Wojewoda Mazowiecki" in drafted(draft)


def test_guide_facts_leave_no_rule_of_the_family_unresolved(client: Client) -> None:
    rules = client.get("/api/v1/procedures/family/").json()["authorities"]
    assert all(rule["decides"] for rule in rules)


def test_guide_facts_say_every_rule_in_the_order_in_which_they_hold(client: Client) -> None:
    rules = client.get("/api/v1/procedures/family/").json()["authorities"]
    assert [(rule["key"], rule["decides"]) for rule in rules] == [
        ("with-family-member", True), ("host-seat", True), ("family-abroad", True), ("place-of-stay", True),
    ]  # fmt: skip

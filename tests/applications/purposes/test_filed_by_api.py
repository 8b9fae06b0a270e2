"""A filing of each kind of purpose by API, with the definitions that people use: what the register holds of it."""

import json
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from accounts.acting import themselves
from accounts.models import User
from applications.drafting import lifecycle
from applications.drafting.models import Application
from applications.exchange.protocol import documents
from applications.filing import instruction
from procedures import catalogue
from procedures.outputs import payload
from tests.applications.annexes.applicant_and_employer import token
from tests.applications.exchange.both_halves import Government, settle_beside_the_portal
from tests.applications.exchange.conftest import register, register_url
from tests.applications.filing.conftest import double, government
from tests.applications.filing.test_snapshots import SNAPSHOTS, annex
from tests.applications.signing.signature_double import Double
from tests.journeys.answers import Step, of_purpose
from tests.journeys.purposes import PURPOSES, Filled, answers_asked_for

__all__ = ["double", "government", "register", "register_url"]
pytestmark = pytest.mark.django_db(transaction=True)
JSON = "application/json"


def fill_in(client: Client, address: str, steps: dict[str, Step], revision: int) -> None:
    for number, (step, answers) in enumerate(steps.items(), revision):
        headers = {"If-Match": f'"{number}"'}
        saved = client.put(f"{address}{step}/", {"answers": answers}, content_type=JSON, headers=headers)
        assert saved.status_code == 200, (step, saved.json())


def saved_steps(client: Client, application: Application, steps: dict[str, Step]) -> None:
    """The answers of an application that was just begun."""
    fill_in(client, f"/api/v1/applications/{application.pk}/steps/", steps, revision=_revision(application))


def held_by_register(government: Government) -> dict[str, Any]:
    settle_beside_the_portal(government)
    record = government.connection.execute("SELECT base, payload FROM record").fetchone()
    names = government.connection.execute("SELECT name, purpose FROM document ORDER BY name").fetchall()
    assert record is not None
    return {**record, "documents": {row["name"]: row["purpose"] for row in names}}


def annexes_held(government: Government) -> dict[str, Any]:
    """The data of each annex that the register keeps, by the annex's form."""
    rows = government.connection.execute("SELECT purpose, content FROM document WHERE name ~ '^annex-'").fetchall()
    return {
        row["purpose"]: documents.annex_payload(documents.parse(row["content"]), schemas=settings.PAYLOAD_SCHEMAS)
        for row in rows
    }


def signs_by_link(here: str, client: Client, double: Double, filled: Filled) -> None:
    """Asked by the applicant, without an account of their own."""
    asked = client.post(f"{here}annexes/", {"annex": filled.form, "email": filled.email}, content_type=JSON)
    assert asked.status_code == 201, asked.json()
    stranger, link = Client(headers={"Accept-Language": "pl"}), f"/api/v1/annexes/{token()}/"
    revision = stranger.get(link).json()["revision"]
    for step, answers in filled.steps.items():
        body = {"revision": revision, "answers": answers}
        saved = stranger.put(f"{link}steps/{step}/", body, content_type=JSON)
        assert saved.status_code == 200, (step, saved.json())
        revision = saved.json()["revision"]
    away = stranger.post(f"{link}signature/", {}, content_type=JSON).json()["url"]
    back = stranger.post(f"{link}signature/return/", double.sign(away, "jan"), content_type=JSON)
    assert back.status_code == 200, back.json()


@pytest.mark.parametrize("key", PURPOSES)
def test_the_register_holds_what_was_answered(
    client: Client, olena: User, double: Double, government: Government, key: str
) -> None:
    purpose = PURPOSES[key]
    procedure = catalogue.procedure(purpose.procedure or key)
    application = lifecycle.start(themselves(olena), procedure, language="en")
    here, form = f"/api/v1/applications/{application.pk}/", lifecycle.form_of(application)
    email = purpose.other.email if purpose.other else ""
    saved_steps(client, application, answers_asked_for(form, procedure.preset, purpose.answers, email))
    declarations = [each.key for each in form.declarations]
    confirmed = {"instruction": instruction.version(procedure.key), "declarations": declarations, "signer": True}
    if purpose.other:
        locked = client.post(f"{here}signature/", confirmed, content_type=JSON)
        assert (locked.status_code, locked.json()["code"]) == (409, "AnnexesNotReady")
        signs_by_link(here, client, double, purpose.other)
    if purpose.own:
        locked = client.post(f"{here}signature/", confirmed, content_type=JSON)
        assert (locked.status_code, list(locked.json()["annexes"])) == (409, [purpose.own.form])
        fill_in(client, f"{here}annexes/own/{purpose.own.form}/steps/", purpose.own.steps, revision=0)
    away = client.post(f"{here}signature/", confirmed, content_type=JSON).json()["redirect_url"]
    filed = client.post(f"{here}signature/return/", double.sign(away, "olena"), content_type=JSON)
    assert filed.status_code == 200, filed.json()
    found = held_by_register(government)
    assert (found["base"], found["payload"]) == ("preliminary", json.loads(snapshot(procedure.key)))
    assert sorted(found["documents"].values()) == sorted(["", "", "", *(each.form for each in purpose.annexes)])
    assert annexes_held(government) == {
        each.form: payload.of(*annex(each.form, procedure.key, each.steps)) for each in purpose.annexes
    }


@pytest.mark.parametrize("key", ["permanent-residence", "eu-long-term-resident", "cukr"])
def test_the_register_holds_a_form_of_its_own(
    client: Client, olena: User, double: Double, government: Government, key: str
) -> None:
    procedure = catalogue.procedure(key)
    application = lifecycle.start(themselves(olena), procedure, language="en")
    here, form = f"/api/v1/applications/{application.pk}/", lifecycle.form_of(application)
    saved_steps(client, application, answers_asked_for(form, procedure.preset, of_purpose(key), ""))
    declarations = [each.key for each in form.declarations]
    confirmed = {"instruction": instruction.version(key), "declarations": declarations, "signer": True}
    away = client.post(f"{here}signature/", confirmed, content_type=JSON).json()["redirect_url"]
    filed = client.post(f"{here}signature/return/", double.sign(away, "olena"), content_type=JSON)
    assert filed.status_code == 200, filed.json()
    found = held_by_register(government)
    assert (found["base"], found["payload"]) == ("preliminary", json.loads(snapshot(key)))


def snapshot(key: str) -> str:
    return (SNAPSHOTS / f"payload-{key}.json").read_text()


def _revision(application: Application) -> int:
    found = Application.objects.select_related("sheet").get(pk=application.pk)
    assert found.sheet is not None
    return found.sheet.revision

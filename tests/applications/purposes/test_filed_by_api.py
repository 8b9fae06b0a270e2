"""A filing of each kind of purpose by API, with the definitions that people use: what the register holds of it."""

import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, override_settings

from accounts.acting import themselves
from accounts.models import User
from applications.drafting import lifecycle
from applications.drafting.models import Application
from applications.exchange.register_double.database import Connection
from applications.filing import instruction
from procedures import catalogue
from procedures.language import walk
from procedures.language.schema import Form, Procedure
from tests.applications.annexes.applicant_and_employer import token
from tests.applications.exchange.both_halves import Government, places
from tests.applications.exchange.conftest import register, register_url
from tests.applications.filing.conftest import double, olena
from tests.applications.filing.test_snapshots import SNAPSHOTS, flat
from tests.applications.signing.signature_double import Double
from tests.journeys.answers import BLUE_CARD, EMPLOYER, EMPLOYER_EMAIL, OTHERWISE, RESEARCH, Step, of_purpose

__all__ = ["double", "olena", "register", "register_url"]
pytestmark = pytest.mark.django_db(transaction=True)
JSON = "application/json"
STATEMENTS: Step = {f"vi.{number}": "a" for number in range(1, 6)}  # part VI of annex 1, of the Blue Card


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """What goes with the application: the applicant's own annex and the employer's answers, where they are asked."""

    annex: str = ""
    own: dict[str, Step] = field(default_factory=dict)
    employer: dict[str, Step] = field(default_factory=dict)


PURPOSES = {
    "research": Purpose(annex="annex4-research", own=RESEARCH),
    "blue-card": Purpose(
        annex="annex2-bluecard",
        own=BLUE_CARD,
        employer={"employer": EMPLOYER["employer"], "job": EMPLOYER["job"], "blue-card-statements": STATEMENTS},
    ),
    **{key: Purpose() for key in OTHERWISE},
}


@pytest.fixture
def government(tmp_path: Path, register: Connection, double: Double) -> Government:
    """It trusts the authority of these signatures."""
    where = replace(places(tmp_path, Path(settings.EXCHANGE_PKI)), payload_schemas=settings.PAYLOAD_SCHEMAS)
    where.signature_trust.write_bytes(Path(settings.SIGNATURE_TRUST).read_bytes())
    return Government(where, register)


@pytest.fixture
def client(olena: User) -> Client:
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(olena)
    return client


def fill_in(client: Client, address: str, steps: dict[str, Step], revision: int) -> None:
    for number, (step, answers) in enumerate(steps.items(), revision):
        headers = {"If-Match": f'"{number}"'}
        saved = client.put(f"{address}{step}/", {"answers": answers}, content_type=JSON, headers=headers)
        assert saved.status_code == 200, (step, saved.json())


def asked(form: Form, procedure: Procedure) -> dict[str, Step]:
    """Of the answers that one person has, those that this procedure asks for."""
    steps = of_purpose(procedure.key)
    scope = walk.applicable(form, {**procedure.preset, **flat(steps)})
    return {step: {key: value for key, value in answers.items() if key in scope} for step, answers in steps.items()}


def held(government: Government) -> dict[str, Any]:
    with override_settings(ROOT_URLCONF="config.urls_exchange"):
        government.settle()
    record = government.connection.execute("SELECT base, payload FROM record").fetchone()
    names = government.connection.execute("SELECT name, purpose FROM document ORDER BY name").fetchall()
    assert record is not None
    return {**record, "documents": {row["name"]: row["purpose"] for row in names}}


def employer_signs(here: str, client: Client, double: Double, steps: dict[str, Step]) -> None:
    """Asked by the applicant, without an account of their own."""
    asked = client.post(f"{here}annexes/", {"annex": "annex1-employer", "email": EMPLOYER_EMAIL}, content_type=JSON)
    assert asked.status_code == 201, asked.json()
    stranger, link = Client(headers={"Accept-Language": "pl"}), f"/api/v1/annexes/{token()}/"
    revision = stranger.get(link).json()["revision"]
    for step, answers in steps.items():
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
    application = lifecycle.start(themselves(olena), catalogue.procedure(key), language="en")
    here, form = f"/api/v1/applications/{application.pk}/", lifecycle.form_of(application)
    fill_in(client, f"{here}steps/", asked(form, catalogue.procedure(key)), revision=_revision(application))
    if purpose.employer:
        employer_signs(here, client, double, purpose.employer)
    declarations = [each.key for each in form.declarations]
    confirmed = {"instruction": instruction.VERSION, "declarations": declarations, "signer": True}
    if purpose.annex:
        locked = client.post(f"{here}signature/", confirmed, content_type=JSON)
        assert (locked.status_code, list(locked.json()["annexes"])) == (409, [purpose.annex])
        fill_in(client, f"{here}annexes/own/{purpose.annex}/steps/", purpose.own, revision=0)
    away = client.post(f"{here}signature/", confirmed, content_type=JSON).json()["redirect_url"]
    filed = client.post(f"{here}signature/return/", double.sign(away, "olena"), content_type=JSON)
    assert filed.status_code == 200, filed.json()
    found = held(government)
    assert (found["base"], found["payload"]) == ("preliminary", json.loads(snapshot(key)))
    assert sorted(found["documents"].values()) == sorted(
        ["", "", "", *filter(None, [purpose.annex]), *(["annex1-employer"] if purpose.employer else [])]
    )


def snapshot(key: str) -> str:
    return (SNAPSHOTS / f"payload-{key}.json").read_text()


def _revision(application: Application) -> int:
    found = Application.objects.select_related("sheet").get(pk=application.pk)
    assert found.sheet is not None
    return found.sheet.revision

"""A filing of each family of purposes on a running system, by API: annexes, fees, and the record at the register."""

import json
import uuid

import pytest
from django.utils import timezone

from procedures import catalogue, facts
from tests.applications.filing.test_snapshots import SNAPSHOTS
from tests.journeys.answers import of_purpose
from tests.journeys.api_person import Officer, Person, other_fills_and_signs
from tests.journeys.purposes import PURPOSES, answers_asked_for
from tests.journeys.system import System, wait_for

pytestmark = pytest.mark.system
NEWS: tuple[tuple[str, dict[str, str]], ...] = (
    ("preliminary-received", {}),
    ("case-number", {"number": "WSC 7/2026"}),
    ("certificate-issued", {}),
    ("decision", {"outcome": "granted"}),
    ("final", {}),
)
PAPERS = {"cukr": ["proof-of-duty", "proof-of-card-fee"]}  # no passport is scanned for it
RUN = uuid.uuid4().hex[:6]
FAMILIES = (
    "temporary-work", "blue-card", "studies", "research", "volunteer", "family", "business", "other-circumstances"
)  # fmt: skip


@pytest.mark.parametrize("key", FAMILIES)
def test_it_is_filled_in_signed_and_applied(system: System, key: str) -> None:
    purpose, procedure, form = PURPOSES[key], catalogue.procedure(key), catalogue.form_of(key)
    person = Person(system=system, email=f"{key}.{RUN}@example.test")
    person.sign_up()
    application = person.start(key)
    other = f"{key}.other.{RUN}@example.test" if purpose.other else ""
    person.fill_in(application, answers_asked_for(form, procedure.preset, purpose.answers, other))
    person.attach_all(application)
    if purpose.own:
        person.fill_in_own_annex(application, purpose.own.form, purpose.own.steps)
    if purpose.other:
        person.ask(application, purpose.other.form, other)
        other_fills_and_signs(system, other, purpose.other.steps)
    order = person.post("orders/", {"application": application})
    owed = [(due.fee, due.row.amount) for due in facts.of(procedure, on=timezone.localdate()).dues if due.row]
    assert [(item["fee"], item["amount"]) for item in order["items"]] == owed
    accepted = [("passport", "accepted"), ("photo", "accepted")]
    wait_for(lambda: person.files(application) == accepted, what="both files accepted")
    person.sign(application)
    wait_for(lambda: person.get(f"applications/{application}/receipt/")["verdict"] == "applied", what="applied")
    record = Officer(system=system).record(application)
    assert (record["procedure"], record["base"]) == (key, "preliminary")
    assert record["payload"] == json.loads((SNAPSHOTS / f"payload-{key}.json").read_text())
    annexes = sorted(document["purpose"] for document in record["documents"] if document["purpose"].startswith("annex"))
    assert annexes == sorted(each.form for each in purpose.annexes)


@pytest.mark.parametrize(
    ("key", "register"), [("permanent-residence", "e"), ("eu-long-term-resident", "f"), ("cukr", "d")]
)
def test_a_form_of_its_own_is_decided_in_its_own_register(system: System, key: str, register: str) -> None:
    form, preset = catalogue.form_of(key), catalogue.procedure(key).preset
    person = Person(system=system, email=f"{key}.{RUN}@example.test")
    person.sign_up()
    application = person.start(key)
    person.fill_in(application, answers_asked_for(form, preset, of_purpose(key), ""))
    person.attach_all(application, papers=PAPERS.get(key, ["passport"]))
    wait_for(lambda: {state for _purpose, state in person.files(application)} == {"accepted"}, what="files accepted")
    person.sign(application)
    wait_for(lambda: person.get(f"applications/{application}/receipt/")["verdict"] == "applied", what="applied")
    officer = Officer(system=system)
    for kind, values in NEWS:
        officer.act(application, kind, **values)
    assert (officer.record(application)["procedure"], officer.record(application)["base"]) == (key, register)
    told = {"case-number", "certificate-issued", "decision-granted", "final"}
    wait_for(lambda: told <= set(person.events(application)), what="all the news of the office")

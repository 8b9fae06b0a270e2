"""The whole life of an application through the API alone, from sign-up to the decision, on a running system."""

import hashlib
import re
import uuid

import pytest
import requests

from tests.journeys.answers import OLENA
from tests.journeys.api_person import Officer, Person, Refused, employer_fills_and_signs, sign_at_service
from tests.journeys.system import System, wait_for

pytestmark = pytest.mark.system
RUN = uuid.uuid4().hex[:6]  # a kept system remembers people


def test_an_applicant_goes_from_sign_up_to_the_decision(system: System) -> None:  # noqa: PLR0915  # one story, in order
    person = Person(system=system, email=f"api.olena.{RUN}@example.test", language="uk")
    officer = Officer(system=system)
    employer = f"api.kadry.{RUN}@example.test"
    person.sign_up()

    # The draft: every step, then the files
    application = person.start()
    answers = {**OLENA, "reasons": {**OLENA["reasons"], "thirdPartyEmail": [employer]}}
    person.fill_in(application, answers)
    person.attach_all(application)
    accepted = [("passport", "accepted"), ("photo", "accepted")]
    wait_for(lambda: person.files(application) == accepted, what="both files accepted")

    # The annex: signed, then stale after a change of the name, then asked again
    with pytest.raises(Refused, match="AnnexesNotReady"):
        person.start_signing(application)
    person.ask_employer(application, employer)
    employer_fills_and_signs(system, employer)
    assert [each["state"] for each in person.get(f"applications/{application}/annexes/")] == ["signed"]
    person.save(application, "name", {**OLENA["name"], "givenNames": "Olena Maria"})
    assert [each["state"] for each in person.get(f"applications/{application}/annexes/")] == ["stale"]
    person.save(application, "name", OLENA["name"])
    assert [each["state"] for each in person.get(f"applications/{application}/annexes/")] == ["signed"]

    # The order: two items, two payees
    order = person.post("orders/", {"application": application})
    assert [(item["fee"], item["amount"]) for item in order["items"]] == [
        ("duty-temporary-work", 44000),
        ("card", 10000),
    ]
    assert len({item["payee"] for item in order["items"]}) == 2
    assert [re.fullmatch(r"\d\d( \d{4}){6}", item["transfer"]["account"]) is not None for item in order["items"]] == [
        True,
        True,
    ]
    assert all(order["number"] in item["transfer"]["title"] for item in order["items"])
    duty = order["items"][0]
    checkout = person.post(f"orders/{order['id']}/checkout/", {"item": duty["id"]})
    requests.post(checkout["url"], data={"act": "pay", "method": "blik"}, timeout=30, allow_redirects=False)
    wait_for(lambda: person.get(f"orders/{order['id']}/")["items"][0]["paid_at"], what="the duty paid")

    # Somebody else's signature is refused with the reason; the applicant's files
    with pytest.raises(Refused, match=r": 4(00|03|09|22) "):
        person.sign(application, "ahmed")
    receipt = person.sign(application, "olena")
    again = person.get(f"applications/{application}/receipt/")
    assert again["number"] == receipt["number"]
    copies = {copy["name"]: person.call("GET", copy["url"]).content for copy in receipt["copy"]}
    signed = next(
        content for name, content in copies.items() if hashlib.sha256(content).hexdigest() == receipt["sha256"]
    )
    assert b"X509Certificate" in signed
    assert [name for name, content in copies.items() if content.startswith(b"%PDF")]
    code = receipt["verification_url"].rstrip("/").rsplit("/", 1)[-1]
    anybody = requests.get(f"{system.origin('portal')}/api/v1/receipts/verify/{code}/", timeout=30)
    assert set(anybody.json()) == {"number", "filed_at", "sha256"}

    # The connector brings it to the register, and the draft's key is destroyed
    wait_for(lambda: person.get(f"applications/{application}/receipt/")["verdict"] == "applied", what="applied")
    record = officer.record(application)
    assert record["base"] == "preliminary"
    wait_for(lambda: person.get(f"applications/{application}/")["state"] == "transferred", what="transferred")

    # The case moves, and the person sees each step with a mail
    mails = len(system.mails(person.email))
    officer.act(application, "preliminary-received")
    officer.act(application, "case-number")
    officer.act(application, "summoned", items=[{"key": "1", "text": "Umowa najmu", "means": "document"}])
    officer.act(application, "certificate-issued")
    wait_for(lambda: "certificate-issued" in person.events(application), what="the certificate on the timeline")
    assert officer.record(application)["base"] == "d"
    case = person.get(f"cases/{application}/")
    assert [each["text"] for each in case["requests"]] == ["Umowa najmu"]
    person.answer(application, case["requests"][0]["id"], "najem.pdf")
    wait_for(lambda: "Umowa najmu" in officer.answers(application), what="the answer beside the summons' words")
    [asked] = person.get(f"cases/{application}/")["requests"]
    assert [each["state"] for each in asked["files"]] == ["sent"]

    # The data entered the register: the own copy ends, unless the person agrees to keep it
    warned = person.get(f"applications/{application}/receipt/")["keeping"]
    assert (warned["state"], warned["cause"], bool(warned["last_day"])) == ("warned", "certificate", True)
    consent = f"/api/v1/applications/{application}/copy-consent/"
    kept = person.call("PUT", consent, json={"version": warned["consent_version"]}).json()
    assert (kept["state"], kept["last_day"]) == ("agreed", None)
    assert person.call("DELETE", consent).json()["last_day"] == warned["last_day"]
    assert re.fullmatch(r"WSC-II-S\.6151\.\d+\.\d{4}", case["number"])

    # A question and its answer
    person.post(f"cases/{application}/messages/", {"text": "Коли буде рішення?", "language": "uk"})
    wait_for(lambda: officer.record(application)["letters"], what="the question at the register")
    officer.act(application, "message", text="Decyzja zapadnie po uzupełnieniu braków.")
    thread = wait_for(
        lambda: t if (t := person.get(f"cases/{application}/messages/")) and len(t) == 2 else None,
        what="the answer in the thread",
    )
    assert [(letter["author"], letter["text"]) for letter in thread] == [
        ("person", "Коли буде рішення?"),
        ("office", "Decyzja zapadnie po uzupełnieniu braków."),
    ]

    # The decision
    officer.act(application, "decision", outcome="granted", served_on="2026-12-01")
    wait_for(lambda: "decision-granted" in person.events(application), what="the decision on the timeline")
    wait_for(lambda: len(system.mails(person.email)) >= mails + 5, what="a mail for each step")


def test_another_person_finds_nothing(system: System) -> None:
    email, password = system.account("second applicant")
    stranger = Person(system=system, email=email)
    stranger.sign_in(password)
    owner = Person(system=system, email=f"api.owner.{RUN}@example.test")
    owner.sign_up()
    application = owner.start()
    for path in ("", "steps/name/", "attachments/", "annexes/", "signature/", "receipt/"):
        with pytest.raises(Refused, match=": 404 "):
            stranger.get(f"applications/{application}/{path}")
    for path in (f"cases/{application}/", f"cases/{application}/messages/"):
        with pytest.raises(Refused, match=": 404 "):
            stranger.get(path)


def test_a_signature_brought_back_twice_files_once(system: System) -> None:
    person = Person(system=system, email=f"api.twice.{RUN}@example.test")
    person.sign_up()
    application = person.start()
    employer = f"api.twice.kadry.{RUN}@example.test"
    person.fill_in(application, {**OLENA, "reasons": {**OLENA["reasons"], "thirdPartyEmail": [employer]}})
    person.ask_employer(application, employer)
    employer_fills_and_signs(system, employer)
    returned = sign_at_service(system, person.start_signing(application), "olena")
    receipts = [person.post(f"applications/{application}/signature/return/", returned) for _ in range(2)]
    assert receipts[0]["number"] == receipts[1]["number"]

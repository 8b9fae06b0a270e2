"""A family of four through the chain: one application each, shared answers by consent, a parent for children."""

import uuid

import pytest
import requests
from django.utils import timezone

from procedures import catalogue
from tests.journeys.answers import NONE, OLENA, RESEARCH, Step, of_purpose
from tests.journeys.api_person import Officer, Person, Refused
from tests.journeys.purposes import answers_asked_for
from tests.journeys.system import System, wait_for

pytestmark = pytest.mark.system
RUN = uuid.uuid4().hex[:6]
COMMON = ("contact", "origin", "previous", "place")  # the parts of the form that a family shares
PARENTS: Step = {"fatherName": "Ahmed", "motherName": "Olena"}
HUSBAND: dict[str, Step] = {
    "name": {"surname": "Hassan", "givenNames": "Ahmed", "familyName": "Hassan"},
    "birth": {"birthDate": "1988-11-20", "sex": "M", "pesel": "88112007311"},
    "about-you": {"maritalStatus": "żonaty"},
    "passport": {"travelDoc.number": "456789"},
}
SON: dict[str, Step] = {
    "name": {"givenNames": "Petro"},
    "birth": {"birthDate": "2014-05-06", "sex": "M", "pesel": "14250600338", **PARENTS},
    "about-you": {"maritalStatus": "kawaler", "education": {"other": {"pl": "Chodzi do szkoły podstawowej."}}},
    "passport": {"travelDoc.number": "234567"},
}
DAUGHTER: dict[str, Step] = {
    "name": {"givenNames": "Sofia"},
    "birth": {"birthDate": "2022-03-14", "sex": "K", "pesel": "22231412348", **PARENTS},
    "about-you": {"maritalStatus": "panna", "education": {"other": {"pl": "Chodzi do przedszkola."}}},
    "passport": {
        "travelDoc.number": "345678",
        "travelDoc.issueDate": "2023-05-10",
        "travelDoc.expiryDate": "2028-05-10",
    },
    "stays": {"previousStays": NONE},
}


def of_family(changed: dict[str, Step]) -> dict[str, Step]:
    """All answers of a member of the family; who joins a researcher files within three days (art. 168(4a))."""
    of_sponsor: Step = {
        "sponsor.asksFor": "research",
        "sponsor.voivodeship": "14",
        "sponsor.filedOn": timezone.localdate().isoformat(),
    }
    reasons: Step = {"justification": {"pl": "Chcę mieszkać z rodziną w Polsce."}}
    joins = {**changed, "reasons": reasons, "sponsor": of_sponsor}
    answers = {step: {**values, **joins.get(step, {})} for step, values in of_purpose("family").items()}
    return asked_for("family", answers)


def asked_for(procedure: str, answers: dict[str, Step]) -> dict[str, Step]:
    return answers_asked_for(catalogue.form_of(procedure), catalogue.procedure(procedure).preset, answers, "")


def signed_up(system: System, name: str) -> Person:
    person = Person(system=system, email=f"{name}.{RUN}@example.test")
    person.sign_up()
    return person


def begin_for_child(parent: Person, source: str, name: str, answers: dict[str, Step]) -> str:
    """What the family shares comes over by the parent's word, and nothing that is the parent's own."""
    child = parent.start("family", for_whom="child", called=name)
    taken = set(parent.take_over(child, source))
    assert {"phone", "plAddress.city", "originAddress.city"} <= taken
    assert not {"surname", "pesel", "birthDate", "travelDoc.number"} & taken
    parent.fill_in(child, {step: values for step, values in of_family(answers).items() if step not in COMMON})
    return child


def pay(person: Person, application: str) -> list[tuple[str, int]]:
    """Each fee of its order, at the payment service."""
    order = person.post("orders/", {"application": application})
    for item in order["items"]:
        checkout = person.post(f"orders/{order['id']}/checkout/", {"item": item["id"]})
        requests.post(checkout["url"], data={"act": "pay", "method": "blik"}, timeout=30, allow_redirects=False)
    return [(item["fee"], item["amount"]) for item in order["items"]]


def wait_until_applied(person: Person, application: str, *, fees: list[tuple[str, int]]) -> None:
    """At the register, with its own payments."""
    receipt, officer = f"applications/{application}/receipt/", Officer(system=person.system)

    def paid() -> list[tuple[str, int]]:
        events = officer.record(application)["events"]
        told = [event["body"]["text"] for event in events if event["kind"] == "payment"]
        return sorted((payment["fee"], payment["amount"]) for payment in told)

    wait_for(lambda: person.get(receipt)["verdict"] == "applied", what="the record")
    wait_for(lambda: paid() == sorted(fees), what="its payments")


def test_a_family_of_four_files_four_applications(system: System) -> None:
    mother, father = signed_up(system, "family.olena"), signed_up(system, "family.ahmed")

    # The mother's own application, from which the children's take over what the family shares
    own = mother.start("research")
    mother.fill_in(own, asked_for("research", OLENA))
    mother.fill_in_own_annex(own, "annex4-research", RESEARCH)
    son = begin_for_child(mother, own, "Petro", SON)
    daughter = begin_for_child(mother, own, "Sofia", DAUGHTER)

    # Her husband is of age: nobody files for him (art. 105(2)), and hers are out of reach of his account
    his = father.start("family")
    father.fill_in(his, of_family(HUSBAND))
    for hers in (own, son, daughter):
        with pytest.raises(Refused, match=": 404 "):
            father.get(f"applications/{his}/carried/{hers}/")

    # Fees of each; the card of a child under 16 costs half
    family = {own: mother, son: mother, daughter: mother, his: father}
    fees = {each: pay(person, each) for each, person in family.items()}
    assert [dict(fees[each])["card"] for each in family] == [10000, 5000, 5000, 10000]

    # Neither a child signs, nor a wife for her husband, and each is told why
    with pytest.raises(Refused, match="who cannot sign it"):
        mother.sign(son, "petro")
    with pytest.raises(Refused, match="The signature belongs to somebody else"):
        father.sign(his, "olena")

    # One parent is enough: one signature files each, with a receipt of its own
    signers = {own: "olena", son: "olena", daughter: "olena", his: "ahmed"}
    receipts = {each: person.sign(each, signers[each]) for each, person in family.items()}
    assert len({each["number"] for each in receipts.values()}) == len(family)
    names = [receipts[each]["applicant"] for each in family]
    assert names == ["Olena Kovalenko", "Petro Kovalenko", "Sofia Kovalenko", "Ahmed Hassan"]

    # And a record of its own at the register, where it stands who signed for whom
    for each, person in family.items():
        wait_until_applied(person, each, fees=fees[each])
    records = [Officer(system=system).record(each) for each in family]
    payloads = [record["payload"] for record in records]
    assert [f"{payload['givenNames']} {payload['surname']}" for payload in payloads] == names
    assert {(record["base"], record["office"]) for record in records} == {("preliminary", "14")}
    assert [(record["note"] or {}).get("outcome") for record in records] == [None, "represents", "represents", None]
    of_mother, of_son, of_daughter, _his = (
        {key: payload[key] for key in ("phone", "originAddress", "prevAddress", "plAddress")} for payload in payloads
    )
    assert of_son == of_daughter == of_mother

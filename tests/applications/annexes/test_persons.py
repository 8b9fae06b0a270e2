"""Two signatures under one annex are of two people: judged when the second is made, by what certificates say."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.x509.oid import NameOID
from django.test import Client
from django.utils import translation

from applications.annexes import asking, links, persons
from applications.annexes.errors import MaybeTheSamePerson, SignedByThemAlready
from applications.annexes.models import AnnexRequest
from applications.annexes.signature import SignedBy
from applications.signing.certificates import signer_of
from launch import certificates
from tests.applications.annexes.applicant_and_employer import (
    Applicant,
    cosign,
    fill_in,
    sign,
    signers_token,
    token,
)
from tests.applications.signing.signature_double import Double

BOARD = "board@firma.example"


def signed(name: str = "Jan Nowak", person: str = "", register: str = "", **more: Any) -> SignedBy:
    return SignedBy(name=name, organisation="", kind="qualified", person=person, register=register, **more)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (signed(person="a", register="PNOPL"), signed(person="b", register="PNOPL")),  # father and son
        (signed(person="a", register="PASUA"), signed(person="b", register="PASUA")),
        (signed(), signed("Maria Nowak")),
        (signed(person="a"), signed("Maria Nowak", person="b")),
        (signed(person="a", register="PNOPL"), signed("Maria Nowak")),
    ],
)
def test_two_people_sign(one: SignedBy, other: SignedBy) -> None:
    persons.require_another(one, [other])
    persons.require_another(other, [one])


@pytest.mark.parametrize(
    ("one", "other", "refusal"),
    [
        (signed(person="a", register="PNOPL"), signed("Jan Kowal", person="a", register="PNOPL"), SignedByThemAlready),
        (signed(person="a"), signed("Jan Kowal", person="a"), SignedByThemAlready),
        (signed(), signed(), MaybeTheSamePerson),
        (signed(), signed("NOWAK Jan"), MaybeTheSamePerson),
        (signed("Jan Adam Nowak"), signed(), MaybeTheSamePerson),  # certificates often leave the second name out
        (signed("Jan Wiśniewski"), signed("Jan Wisniewski"), MaybeTheSamePerson),
        (signed(person="a", register="PNOPL"), signed(), MaybeTheSamePerson),
        (signed(person="a", register="PNOPL"), signed(person="b", register="PASPL"), MaybeTheSamePerson),
        (signed(person="a"), signed(person="b"), MaybeTheSamePerson),  # the issuer's own numbers
        (signed(""), signed("Maria Nowak"), MaybeTheSamePerson),
    ],
)
def test_one_person_does_not_sign_twice(one: SignedBy, other: SignedBy, refusal: type[Exception]) -> None:
    for first, second in ((one, other), (other, one)):
        with pytest.raises(refusal):
            persons.require_another(second, [signed("Ewa Lis", person="z", register="PNOPL"), first])


@pytest.mark.parametrize(
    ("serial", "number", "register"),
    [
        ("PNOPL-75061415733", "PNOPL-75061415733", "PNOPL"),
        ("PNOPL-75061415734", "", ""),  # a wrong checksum proves nobody
        ("PASUA-FE123456", "PASUA-FE123456", "PASUA"),
        ("0047-1234", "0047-1234", ""),
        ("", "", ""),
    ],
)
def test_a_certificate_says_the_persons_number_and_its_register(serial: str, number: str, register: str) -> None:
    now = datetime.now(UTC)
    subject = certificates.name({NameOID.COMMON_NAME: "Jan Nowak", NameOID.SERIAL_NUMBER: serial})
    signer = signer_of(certificates.authority(subject, (now, now + timedelta(days=1))).certificate)
    assert (signer.number, signer.register) == (number, register)


@pytest.fixture
def joint(person: Applicant) -> AnnexRequest:
    person.asks()
    return asking.name_signers(fill_in(token()), [BOARD])


@pytest.mark.django_db
@pytest.mark.parametrize(("first", "second"), [("olena-qualified", "olena-no-pesel"), ("olena-no-pesel", "olena")])
def test_a_certificate_without_pesel_is_told_apart_before_the_filing(
    joint: AnnexRequest, double: Double, first: str, second: str
) -> None:
    sign(joint, double, first)
    with pytest.raises(MaybeTheSamePerson):
        cosign(signers_token(), double, second)
    assert links.find_signer(signers_token()).signed_at is None
    assert cosign(signers_token(), double, "maria").signed_at is not None


@pytest.mark.django_db
def test_the_signer_is_told_in_their_language_and_can_sign_again(joint: AnnexRequest, double: Double) -> None:
    sign(joint, double, "olena-qualified")
    browser, link = Client(), f"/ar/annex/{signers_token()}/signer/"
    away = browser.post(f"{link}sign/").headers["Location"]
    back = double.sign(away, "olena-no-pesel")
    told = browser.get("/ar/annex/return/signer/", back, follow=True)
    with translation.override("ar"):
        assert str(MaybeTheSamePerson()) in told.text
    assert "Somebody with the same name" not in told.text
    away = browser.post(f"{link}sign/").headers["Location"]
    assert browser.get("/ar/annex/return/signer/", double.sign(away, "maria")).status_code == 302
    assert links.find_signer(signers_token()).signed_at is not None

"""One company under two spellings, and two companies."""

import pytest
from cryptography import x509

from applications.signing import certificates, organisations
from launch import authority

NIP, ANOTHER = "5260250274", "5252248481"


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Przykład Sp. z o.o.", "PRZYKŁAD SPÓŁKA Z OGRANICZONĄ ODPOWIEDZIALNOŚCIĄ"),
        ("Przykład sp.z o.o.", "Przyklad"),
        ("„Przykład” spółka akcyjna", "Przykład S.A."),
        ("Nowak i Wspólnicy sp. k.", "NOWAK I WSPÓLNICY SPÓŁKA KOMANDYTOWA"),
        ("Przykład Polska Sp. z o.o.", "Przykład"),
        ("Uniwersytet Warszawski", "Uniwersytet Warszawski Wydział Fizyki"),
        ("Fundacja", "FUNDACJA"),
        ("Przykład", ""),
        ("", "Przykład"),
    ],
)
def test_one_company_however_it_is_written(name: str, other: str) -> None:
    assert organisations.may_be_one(name=name, other_name=other)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Przykład Sp. z o.o.", "Inna Firma Sp. z o.o."),
        ("Przykład S.A.", "Firma S.A."),
        ("Przykład Jeden Sp. z o.o.", "Przykład Dwa Sp. z o.o."),
        ("Fundacja", "Stowarzyszenie"),
    ],
)
def test_two_companies(name: str, other: str) -> None:
    assert not organisations.may_be_one(name=name, other_name=other)


def test_a_tax_number_tells_more_than_a_name() -> None:
    same = {"name": "Przykład", "other_name": "Zupełnie Inna"}
    assert organisations.may_be_one(**same, number=NIP, other_number=NIP)
    named = {"name": "Przykład", "other_name": "Przykład"}
    assert not organisations.may_be_one(**named, number=NIP, other_number=ANOTHER)
    assert organisations.may_be_one(**named, number=NIP, other_number="")


@pytest.mark.parametrize(("person", "number"), [("piotr", ANOTHER), ("jan", "")])
def test_a_certificate_names_the_tax_number_of_its_organisation(person: str, number: str, keys: object) -> None:
    content = (authority.ensure(keys.parents[1]) / f"{person}.pem").read_bytes()  # type: ignore[attr-defined]  # a Path
    assert certificates.signer_of(x509.load_pem_x509_certificate(content)).tax_number == number

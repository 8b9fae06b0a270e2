"""What the judge accepts, and every refusal."""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from lxml import etree
from pytest_django import Settings
from signxml.algorithms import SignatureConstructionMethod, SignatureMethod
from signxml.signer import XMLSigner
from signxml.xades.xades import XAdESSigner

from applications.signing import errors
from applications.signing.certificates import SignatureKind
from applications.signing.double import signer
from applications.signing.judge import Expected, SignerProof, judge, judge_anybody
from applications.signing.uploaded import LIMIT_BYTES, accept, accept_of_anybody
from launch import authority

type Sign = Callable[..., bytes]

DOCUMENT = (
    '<wniosek xmlns="urn:pobyt:mos:wniosek:1" id="1"><!-- remark --><dane sha256="ab"/>'
    "<odpowiedz>Zażółć\n gęślą &amp; jaźń</odpowiedz></wniosek>"
).encode()
NOBODY = Expected()


def olena(**changes: Any) -> Expected:
    known = {
        "pesel": "92030512343",
        "surname": "Kovalenko",
        "given_names": "Olena",
        "birth_date": date(1992, 3, 5),
        "sex": "F",
    }
    return Expected(**{**known, **changes})


def verdict(signed: bytes, expected: Expected) -> SignerProof:
    return judge(signed, document=DOCUMENT, expected=expected).outcome


def test_judge_the_applicants_own_signature_matches(sign: Sign) -> None:
    judgement = judge(sign(DOCUMENT, "olena"), document=DOCUMENT, expected=olena())
    assert (judgement.outcome, judgement.kind, judgement.signer.name, judgement.signer.pesel) == (
        SignerProof.MATCHES,
        SignatureKind.TRUSTED,
        "Olena Kovalenko",
        "92030512343",
    )


def test_judge_equal_pesel_decides_over_changed_names(sign: Sign) -> None:
    assert verdict(sign(DOCUMENT, "olena"), olena(surname="Nowak", given_names="Helena")) == SignerProof.MATCHES


@pytest.mark.parametrize(
    ("changes", "differs"),
    [
        ({"pesel": "88112007311"}, ("pesel",)),
        ({"pesel": "", "birth_date": date(1992, 3, 6)}, ("birth_date",)),
        ({"pesel": "", "sex": "M"}, ("sex",)),
        ({"pesel": "", "surname": "Kovalchuk"}, ("surname",)),
        ({"pesel": "", "surname": "Hassan", "given_names": "Ahmed"}, ("surname", "given_names")),
    ],
)
def test_judge_somebody_else_is_refused_and_told_what_differs(
    sign: Sign, changes: dict[str, Any], differs: tuple[str, ...]
) -> None:
    with pytest.raises(errors.SomebodyElse) as refusal:
        verdict(sign(DOCUMENT, "olena"), olena(**changes))
    assert refusal.value.differs == differs
    assert not any(secret in str(refusal.value) + repr(refusal.value) for secret in ("Kovalenko", "Olena", "920305"))


@pytest.mark.parametrize("surname", ["KOVALENKO", "Коваленко", "Kovalenko ", "Kovale\u0301nko"])
@pytest.mark.parametrize("given_names", ["Olena", "Olena Ivanivna", "OLENA", ""])
def test_judge_without_pesel_in_the_draft_the_person_confirms(sign: Sign, surname: str, given_names: str) -> None:
    expected = olena(pesel="", surname=surname, given_names=given_names)
    assert verdict(sign(DOCUMENT, "olena"), expected) == SignerProof.CONFIRM


@pytest.fixture
def judged_of(tmp_path: Path, settings: Settings) -> Callable[[tuple[str, str], tuple[str, str]], SignerProof]:
    """The verdict on a certificate of these names (surname, given names), when those of the draft are the others."""

    def verdict_of(certified: tuple[str, str], drafted: tuple[str, str]) -> SignerProof:
        person = {"key": "one", "kind": "qualified", "surname": certified[0], "given_names": certified[1], "pesel": ""}
        listed = tmp_path / "identities.json"
        listed.write_text(json.dumps([person]), encoding="utf-8")
        folder = authority.ensure(tmp_path, identities=listed)
        settings.SIGNATURE_TRUST = tmp_path / "pki" / "signature-ca.pem"
        expected = olena(surname=drafted[0], given_names=drafted[1])
        return verdict(signer.sign(DOCUMENT, folder / "one.pem"), expected)

    return verdict_of


@pytest.mark.parametrize(
    ("certified", "drafted"),
    [
        (("G'ulomov", "Aziz"), ("Gʻulomov", "Aziz")),
        (("GULOMOV", "AZIZ"), ("Gʻulomov", "Aziz")),
        (("O BRIEN", "SEAN"), ("O’Brien", "Seán")),
        (("ABD AL RAHMAN", "ALI"), ("ʿAbd al-Raḥmān", "ʿAlī")),
        (("-", "Suharto"), ("Suharto", "")),
        (("BRAK", "Suharto"), ("Suharto", "")),
        (("Suharto", "-"), ("Suharto", "")),
        (("-", "Sita Kumari"), ("Kumari", "Sita")),
        (("Brak", "Jan"), ("Brak", "Jan")),
        (("", "Olena Kovalenko"), ("Kovalenko", "Olena")),
        (("", "Olena Kovalenko"), ("", "Olena")),
        (("", "Suharto"), ("Suharto", "")),
        (("", "Suharto"), ("-", "Suharto")),
    ],
)
def test_judge_the_right_person_is_not_refused_over_a_sign_or_a_missing_name(
    judged_of: Callable[..., SignerProof], certified: tuple[str, str], drafted: tuple[str, str]
) -> None:
    assert judged_of(certified, drafted) == SignerProof.UNPROVEN


@pytest.mark.parametrize(
    ("certified", "drafted", "differs"),
    [
        (("Ulomov", "Aziz"), ("Gʻulomov", "Aziz"), ("surname",)),
        (("-", "Suharto"), ("Sukarno", ""), ("surname",)),
        (("-", "Olena"), ("Kovalenko", "Olena"), ("surname",)),
        (("BRAK", "Olena"), ("Kovalenko", "Olena"), ("surname",)),
        (("Brak", "Jan"), ("Kowalski", "Jan"), ("surname",)),
        (("-", "-"), ("Kovalenko", "Olena"), ("surname", "given_names")),
        (("Kovalenko", "-"), ("Kovalenko", "Olena"), ("given_names",)),
        (("Suharto", "Jan"), ("-", "Suharto"), ("surname", "given_names")),
        (("", "Olena Kowalska"), ("Kovalenko", "Olena"), ("surname",)),
        (("", "Suharto"), ("-", "Sukarno"), ("surname",)),
    ],
)
def test_judge_a_placeholder_lets_nobody_else_sign(
    judged_of: Callable[..., SignerProof],
    certified: tuple[str, str],
    drafted: tuple[str, str],
    differs: tuple[str, ...],
) -> None:
    with pytest.raises(errors.SomebodyElse) as refusal:
        judged_of(certified, drafted)
    assert refusal.value.differs == differs


def test_judge_certificate_without_pesel_proves_nobody(sign: Sign) -> None:
    assert verdict(sign(DOCUMENT, "olena-no-pesel"), olena()) == SignerProof.UNPROVEN


def test_judge_certificate_without_pesel_but_other_names_is_somebody_else(sign: Sign) -> None:
    with pytest.raises(errors.SomebodyElse) as refusal:
        verdict(sign(DOCUMENT, "olena-no-pesel"), olena(surname="Hassan", given_names="Ahmed"))
    assert refusal.value.differs == ("surname", "given_names")


def test_judge_draft_without_birth_date_proves_nobody(sign: Sign) -> None:
    assert verdict(sign(DOCUMENT, "olena"), olena(pesel="", birth_date=None)) == SignerProof.UNPROVEN


def test_judge_personal_signature_is_not_enough_for_an_applicant(sign: Sign) -> None:
    with pytest.raises(errors.KindNotAccepted):
        verdict(sign(DOCUMENT, "olena-personal"), olena())
    parent = olena(kinds=frozenset(SignatureKind))
    assert verdict(sign(DOCUMENT, "olena-personal"), parent) == SignerProof.MATCHES


def test_judge_anybody_accepts_every_kind_of_a_third_party(sign: Sign) -> None:
    kinds = frozenset(SignatureKind)
    people = ("jan", "maria", "olena-no-pesel")
    found = [judge_anybody(sign(DOCUMENT, person), document=DOCUMENT, kinds=kinds) for person in people]
    assert [(item.signer.name, item.kind, item.outcome) for item in found] == [
        ("Jan Nowak", SignatureKind.TRUSTED, SignerProof.MATCHES),
        ("Maria Wiśniewska", SignatureKind.PERSONAL, SignerProof.MATCHES),
        ("Olena Kovalenko", SignatureKind.QUALIFIED, SignerProof.UNPROVEN),
    ]


def test_judge_expired_certificate_is_refused(sign: Sign) -> None:
    with pytest.raises(errors.CertificateNotValid):
        verdict(sign(DOCUMENT, "olena-expired"), olena())


def test_judge_expired_certificate_is_refused_though_its_clock_was_turned_back(sign: Sign) -> None:
    with time_machine.travel(datetime.now(UTC) - timedelta(days=730)):
        signed = sign(DOCUMENT, "olena-expired")
        assert verdict(signed, olena()) == SignerProof.MATCHES
    with pytest.raises(errors.CertificateNotValid):
        verdict(signed, olena())


def test_judge_signing_time_outside_of_the_certificate_is_refused(sign: Sign) -> None:
    with time_machine.travel(datetime.now(UTC) - timedelta(days=3 * 365)):
        signed = sign(DOCUMENT, "olena")
    with pytest.raises(errors.CertificateNotValid):
        verdict(signed, olena())


def test_judge_signing_time_in_the_future_is_refused(sign: Sign) -> None:
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=1)):
        signed = sign(DOCUMENT, "olena")
    with pytest.raises(errors.CertificateNotValid):
        verdict(signed, olena())


def test_judge_other_authority_of_the_same_name_is_refused(tmp_path: Path) -> None:
    folder = authority.ensure(tmp_path)
    with pytest.raises(errors.UntrustedCertificate):
        verdict(signer.sign(DOCUMENT, folder / "olena.pem"), olena())


def test_judge_refusal_carries_no_personal_data_in_its_traceback(sign: Sign) -> None:
    with pytest.raises(errors.CertificateNotValid) as refusal:
        verdict(sign(DOCUMENT, "olena-expired"), olena())
    assert refusal.value.__cause__ is None
    assert refusal.value.__suppress_context__


def test_judge_empty_trust_refuses_everybody(sign: Sign, settings: Settings, tmp_path: Path) -> None:
    other = authority.ensure(tmp_path)
    settings.SIGNATURE_TRUST = other.parent / "signature-ca.pem"
    with pytest.raises(errors.UntrustedCertificate):
        verdict(sign(DOCUMENT, "olena"), olena())


@pytest.mark.parametrize(
    ("old", "new"),
    [(b'sha256="ab"', b'sha256="ac"'), (b"&amp;", b"+"), (b"<!-- remark -->", b""), (b'id="1"', b'id="1" x="2"')],
)
def test_judge_tampered_document_is_refused(sign: Sign, old: bytes, new: bytes) -> None:
    signed = sign(DOCUMENT, "olena")
    assert signed.count(old) == 1
    with pytest.raises((errors.BrokenSignature, errors.OtherDocument)):
        verdict(signed.replace(old, new), olena())


def test_judge_tampered_signature_value_is_refused(sign: Sign) -> None:
    root = signer.parse(sign(DOCUMENT, "olena"))
    value = root.find(".//{*}SignatureValue")
    assert value is not None
    assert value.text
    raw = bytearray(b64decode(value.text))
    raw[-1] ^= 1
    value.text = b64encode(raw).decode()
    with pytest.raises(errors.BrokenSignature):
        verdict(signer.serialize(root), olena())


def test_judge_other_document_is_refused_though_its_signature_is_good(sign: Sign, keys: Path) -> None:
    other = DOCUMENT.replace(b'sha256="ab"', b'sha256="ac"')
    for signed in (sign(other, "olena"), signer.sign_other_content(DOCUMENT, keys / "olena.pem")):
        with pytest.raises(errors.OtherDocument):
            verdict(signed, olena())


def test_judge_two_signatures_are_refused(keys: Path) -> None:
    with pytest.raises(errors.NotOneSignature):
        verdict(signer.sign_twice(DOCUMENT, keys / "olena.pem"), olena())


def key_in(pem: bytes) -> ec.EllipticCurvePrivateKey:
    key = serialization.load_pem_private_key(pem, None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    return key


def test_judge_plain_xmldsig_is_refused(keys: Path) -> None:
    pem = (keys / "olena.pem").read_bytes()
    plain = XMLSigner(method=SignatureConstructionMethod.enveloped, signature_algorithm=SignatureMethod.ECDSA_SHA256)
    key = key_in(pem)
    signed = plain.sign(signer.parse(DOCUMENT), key=key, cert=[x509.load_pem_x509_certificate(pem)])
    with pytest.raises(errors.NotSigned):
        verdict(signer.serialize(signed), olena())


@pytest.mark.parametrize(
    "content",
    [b"", b"not xml", DOCUMENT, b"%PDF-1.7", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', b"\xff\xfe\x00"],
)
def test_judge_what_carries_no_signature_is_refused(content: bytes) -> None:
    with pytest.raises(errors.NotSigned):
        verdict(content, olena())


def test_judge_wrapped_document_is_refused(sign: Sign) -> None:
    """The signed part is moved aside and another one shown in its place: the signature itself would still verify."""
    signed = signer.parse(sign(DOCUMENT.replace(b'id="1"', b'Id="one"'), "olena"))
    forged = signer.parse(DOCUMENT.replace(b'sha256="ab"', b'sha256="forged"'))
    aside = etree.SubElement(forged, "aside")
    signature = signed[-1]
    signed.remove(signature)
    aside.append(signed)
    forged.append(signature)
    for document in (DOCUMENT, signer.serialize(forged)):
        with pytest.raises((errors.BrokenSignature, errors.OtherDocument)):
            judge(signer.serialize(forged), document=document, expected=olena())


def test_judge_signature_that_covers_a_part_only_is_refused(keys: Path) -> None:
    """A genuine XAdES signature over one element, in a document that has our whole text."""
    pem = (keys / "olena.pem").read_bytes()
    document = DOCUMENT.replace(b"<dane ", b'<dane Id="part" ')
    key = key_in(pem)
    partial = XAdESSigner(
        method=SignatureConstructionMethod.enveloped, signature_algorithm=SignatureMethod.ECDSA_SHA256
    )
    certificate = [x509.load_pem_x509_certificate(pem)]
    signed = partial.sign(signer.parse(document), key=key, cert=certificate, reference_uri="#part", id_attribute="Id")
    with pytest.raises((errors.OtherDocument, errors.BrokenSignature, errors.NotOneSignature)):
        judge(signer.serialize(signed), document=document, expected=olena())


def test_judge_signature_in_another_place_is_refused(sign: Sign) -> None:
    root = signer.parse(sign(DOCUMENT, "olena"))
    root.insert(0, root[-1])
    with pytest.raises(errors.NotOneSignature):
        verdict(signer.serialize(root), olena())


def test_judge_second_certificate_with_the_same_key_is_refused(keys: Path) -> None:
    """Ahmed puts a certificate he made himself, with his own key and Olena's name, before his real one."""
    signed = signer.parse(signer.sign(DOCUMENT, keys / "ahmed.pem"))
    pem = (keys / "ahmed.pem").read_bytes()
    key = key_in(pem)
    mine = x509.load_pem_x509_certificate(pem)
    name = x509.load_pem_x509_certificate((keys / "olena.pem").read_bytes()).subject
    forged = b64encode(_self_issued(mine, name, key).public_bytes(serialization.Encoding.DER)).decode()
    data = signed.find(".//{*}X509Data")
    assert data is not None
    extra = etree.Element(data[0].tag)
    extra.text = forged
    data.insert(0, extra)
    with pytest.raises(errors.BrokenSignature):
        verdict(signer.serialize(signed), olena())


def test_judge_second_certificate_is_refused_though_the_signature_covers_it(keys: Path) -> None:
    """The same, signed by Ahmed with both certificates, so that his signature holds whichever of them is read."""
    pem = (keys / "ahmed.pem").read_bytes()
    key, mine = key_in(pem), x509.load_pem_x509_certificate(pem)
    name = x509.load_pem_x509_certificate((keys / "olena.pem").read_bytes()).subject
    both = [mine, _self_issued(mine, name, key)]
    ahmed = XAdESSigner(method=SignatureConstructionMethod.enveloped, signature_algorithm=SignatureMethod.ECDSA_SHA256)
    with pytest.raises(errors.BrokenSignature):
        verdict(signer.serialize(ahmed.sign(signer.parse(DOCUMENT), key=key, cert=both)), olena())


def _self_issued(like: x509.Certificate, name: x509.Name, key: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(like.issuer).public_key(like.public_key())
    builder = builder.serial_number(1).not_valid_before(like.not_valid_before_utc)
    builder = builder.not_valid_after(like.not_valid_after_utc)
    algorithm = like.signature_hash_algorithm
    assert isinstance(algorithm, hashes.SHA256)
    return builder.sign(key, algorithm)


def test_accept_an_uploaded_file_is_judged_in_the_same_way(sign: Sign) -> None:
    assert (
        accept(sign(DOCUMENT, "olena-qualified"), document=DOCUMENT, expected=olena()).kind == SignatureKind.QUALIFIED
    )
    kinds = frozenset({SignatureKind.TRUSTED})
    anybody = accept_of_anybody(sign(DOCUMENT, "jan"), document=DOCUMENT, kinds=kinds)
    assert anybody.signer.organisation == "Przykład Sp. z o.o."
    with pytest.raises(errors.KindNotAccepted):
        accept_of_anybody(sign(DOCUMENT, "maria"), document=DOCUMENT, kinds=kinds)
    with pytest.raises(errors.FileTooLarge):
        accept_of_anybody(b" " * (LIMIT_BYTES + 1), document=DOCUMENT, kinds=kinds)
    with pytest.raises(errors.SomebodyElse):
        accept(sign(DOCUMENT, "ahmed"), document=DOCUMENT, expected=olena())
    with pytest.raises(errors.FileTooLarge):
        accept(b" " * (LIMIT_BYTES + 1), document=DOCUMENT, expected=olena())


def test_accept_a_document_written_by_another_program_with_a_prolog_of_its_own(sign: Sign) -> None:
    signed = sign(DOCUMENT, "olena-qualified").replace(
        b"<?xml version='1.0' encoding='UTF-8'?>", b'<?xml version="1.0"?>\n\n'
    )
    assert verdict(signed, olena()) == SignerProof.MATCHES


def test_what_the_trail_says_of_a_refusal_is_a_word_of_its_own() -> None:
    """Rows of years ago are searched by it: a class may be renamed, the word may not."""
    kinds: list[type[errors.SignatureRefused]] = [errors.SignatureRefused, *errors.SignatureRefused.__subclasses__()]
    assert sorted(each.code for each in kinds) == [
        "ApplicantOfAge",
        "BrokenSignature",
        "CertificateNotValid",
        "FileTooLarge",
        "KindNotAccepted",
        "NotOneSignature",
        "NotSigned",
        "OtherDocument",
        "RepresentativeNotOfAge",
        "RepresentedSigned",
        "SignatureRefused",
        "SomebodyElse",
        "UntrustedCertificate",
    ]

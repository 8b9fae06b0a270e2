"""The employer's signature: what is signed, who may sign, what comes of it."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from django.utils import timezone
from lxml import etree

from accounts.acting import themselves
from applications.annexes import asking, errors, links, prefill, signature, status
from applications.annexes.models import AnnexRequest
from applications.annexes.states import AnnexState
from applications.drafting import lifecycle
from applications.drafting.states import ApplicationState
from applications.exchange.protocol import tags
from applications.signing import errors as signing
from applications.signing.certificates import SignatureKind
from applications.signing.double import signer
from procedures import catalogue
from procedures.language import judging, loader
from procedures.language.schema import Signing
from tests.applications.annexes import applicant_and_employer
from tests.applications.annexes.applicant_and_employer import EMPLOYER, Applicant
from tests.applications.signing.signature_double import Double

pytestmark = pytest.mark.django_db


def complete_annex(person: Applicant) -> AnnexRequest:
    person.asks()
    return applicant_and_employer.fill_in(applicant_and_employer.token())


def test_to_sign_is_the_official_document_and_its_data(person: Applicant) -> None:
    annex = complete_annex(person)
    root = etree.fromstring(signature.to_sign(annex))
    space = f"{{{tags.ANNEX}}}"
    form = catalogue.form("employer-annex")
    assert (root.tag, dict(root.attrib.items())) == (
        f"{space}zalacznik",
        {"id": str(annex.pk), "wniosek": str(person.application.pk)},
    )
    assert dict(root[0].attrib.items()) == {"klucz": form.key, "wersja": form.version, "sha256": form.digest}
    data = (root.findtext(f"{space}dane") or "").encode()
    assert root[1].get("sha256") == hashlib.sha256(data).hexdigest()
    assert json.loads(data) == {
        "f": {"surname": "Kovalenko"},
        "podmiot": {"nazwa": "Przykład Sp. z o.o.", "agencja": None},
        "position": "spawacz",
    }
    questions = [[each.get("klucz"), each[0].text, each[1].text] for each in root[2]]
    assert questions == [
        ["f.surname", "Nazwisko", "Kovalenko"],
        ["e.name", "Nazwa", "Przykład Sp. z o.o."],
        ["e.agency", "Numer agencji", "brak"],
        ["position", "Stanowisko", "spawacz"],
        ["signDate", "Data", timezone.localdate().isoformat()],
    ]
    assert [each.text for each in root[3]] == ["Oświadczam, że dane zawarte we wniosku są prawdziwe."]


def test_returned_the_annex_is_signed_and_the_applicant_is_told(person: Applicant, double: Double) -> None:
    annex = applicant_and_employer.sign(complete_annex(person), double)
    assert annex.state == AnnexState.SIGNED
    assert signature.signer_of(annex) == signature.SignedBy(
        name="Jan Nowak", organisation="Przykład Sp. z o.o.", kind="trusted"
    )
    assert applicant_and_employer.mails()[-1] == (
        "annex-arrived",
        "olena@example.com",
        f"/en/applications/{person.application.pk}/annexes/",
    )
    (filed,) = status.signed(person.current())
    assert (filed.key, filed.digest) == ("employer-annex", hashlib.sha256(filed.xml).hexdigest())
    assert filed.xml.count(b"SignatureValue") == 2
    assert b"Jan Nowak" not in b"".join(bytes(value) for value in (annex.signed or b"", annex.signer or b""))


@pytest.mark.parametrize("person_key", ["jan", "maria", "olena-no-pesel"])
def test_returned_any_valid_signature_of_a_representative_counts(
    person: Applicant, double: Double, person_key: str
) -> None:
    assert applicant_and_employer.sign(complete_annex(person), double, person_key).state == AnnexState.SIGNED


def test_returned_expired_certificate_is_refused_and_another_attempt_works(person: Applicant, double: Double) -> None:
    annex = complete_annex(person)
    with pytest.raises(signing.CertificateNotValid):
        applicant_and_employer.sign(annex, double, "olena-expired")
    assert [each.state for each in status.of(person.current())] == ["opened"]
    assert applicant_and_employer.sign(annex, double).state == AnnexState.SIGNED


def test_returned_twice_is_one_signature(person: Applicant, double: Double) -> None:
    redirect = signature.start(complete_annex(person), return_url="http://portal/")
    back = double.sign(redirect.url, "jan")
    first = signature.returned(state=back["state"], artifact=back["artifact"])
    second = signature.returned(state=back["state"], artifact=back["artifact"])
    assert first == second
    assert [template for template, _to, _path in applicant_and_employer.mails()].count("annex-arrived") == 1


def test_start_unfinished_annex_is_refused(person: Applicant) -> None:
    person.asks()
    annex = applicant_and_employer.fill_in(
        applicant_and_employer.token(), {"employer": applicant_and_employer.ANSWERS["employer"]}
    )
    with pytest.raises(errors.NotComplete) as refusal:
        signature.start(annex, return_url="http://portal/")
    assert [step.key for step in refusal.value.steps] == ["job"]


def test_returned_after_the_applicants_data_changed_is_refused(person: Applicant, double: Double) -> None:
    redirect = signature.start(complete_annex(person), return_url="http://portal/")
    back = double.sign(redirect.url, "jan")
    person.answers(surname="Nowak")
    with pytest.raises(errors.ChangedMeanwhile):
        signature.returned(state=back["state"], artifact=back["artifact"])
    assert [each.state for each in status.of(person.current())] == ["stale"]


def test_signed_then_changed_is_stale_asked_again_and_signed_anew(person: Applicant, double: Double) -> None:
    annex = applicant_and_employer.sign(complete_annex(person), double)
    with pytest.raises(errors.AlreadySigned):
        asking.resend(annex, acting=themselves(person.user))
    person.answers(surname="Nowak")
    assert [(each.state, each.is_current) for each in status.of(person.current())] == [("stale", False)]
    assert status.signed(person.current()) == []
    asking.resend(annex, acting=themselves(person.user))
    again = applicant_and_employer.sign(applicant_and_employer.fill_in(applicant_and_employer.token(), {}), double)
    assert [each.state for each in status.of(person.current())] == ["signed"]
    (filed,) = status.signed(person.current())
    assert b"<odpowiedz>Nowak</odpowiedz>" in filed.xml
    assert b"spawacz" in filed.xml
    assert again == annex


def test_changed_back_the_old_signature_counts_again(person: Applicant, double: Double) -> None:
    applicant_and_employer.sign(complete_annex(person), double)
    person.answers(surname="Nowak")
    person.answers(surname="Kovalenko")
    assert [each.state for each in status.of(person.current())] == ["signed"]


def test_signed_annex_can_be_changed_by_nobody(person: Applicant, double: Double) -> None:
    annex = applicant_and_employer.sign(complete_annex(person), double)
    with pytest.raises(errors.AlreadySigned):
        asking.begin(annex)
    with pytest.raises(errors.AlreadySigned):
        applicant_and_employer.fill_in(applicant_and_employer.token())
    with pytest.raises(errors.AlreadySigned):
        signature.start(links.find(applicant_and_employer.token()), return_url="http://portal/")


def test_keep_an_annex_signed_while_the_applicant_signs_brings_the_draft_back(
    person: Applicant, double: Double
) -> None:
    annex = complete_annex(person)
    lifecycle.freeze(person.current(), acting=themselves(person.user))
    applicant_and_employer.sign(annex, double)
    assert person.current().state == ApplicationState.DRAFT


def test_accept_an_uploaded_file_signed_elsewhere(
    person: Applicant, double: Double, signature_double: tuple[Double, Path]
) -> None:
    annex = complete_annex(person)
    folder = signature_double[1]
    signed = signer.sign(signature.to_sign(annex), folder / "pki" / "signature" / "maria.pem")
    assert signature.accept(annex, signed).state == AnnexState.SIGNED


def test_accept_an_annex_of_somebody_else_is_refused(
    person: Applicant, double: Double, signature_double: tuple[Double, Path]
) -> None:
    mine = complete_annex(person)
    person.asks("second@firma.example")
    other = applicant_and_employer.fill_in(applicant_and_employer.token())
    signed = signer.sign(signature.to_sign(other), signature_double[1] / "pki" / "signature" / "jan.pem")
    with pytest.raises(signing.OtherDocument):
        signature.accept(mine, signed)
    assert sorted(each.state for each in status.of(person.current())) == ["opened", "opened"]
    assert EMPLOYER in {each.email for each in status.of(person.current())}


@pytest.fixture
def signs(person: Applicant, double: Double, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AnnexRequest]:
    """Somebody signs an annex whose form is signed with these kinds."""
    annex, form = complete_annex(person), catalogue.form("employer-annex")
    assert form.signing is not None

    def signed(kinds: tuple[str, ...], who: str) -> AnnexRequest:
        planted = replace(form, signing=Signing(kinds=kinds, law=()))
        monkeypatch.setattr(prefill, "form_of", lambda request: planted)
        return applicant_and_employer.sign(annex, double, who)

    return signed


@pytest.mark.parametrize(
    ("kinds", "refused", "accepted"),
    [
        (("trusted", "qualified"), "maria", "jan"),
        (("qualified",), "jan", "olena-no-pesel"),
        (("personal",), "jan", "maria"),
    ],
)
def test_the_form_of_the_annex_says_with_which_signatures_it_is_signed(
    signs: Callable[..., AnnexRequest], kinds: tuple[str, ...], refused: str, accepted: str
) -> None:
    with pytest.raises(signing.KindNotAccepted):
        signs(kinds, refused)
    assert signs(kinds, accepted).is_signed


def test_the_law_names_the_kinds_that_a_certificate_can_be_of() -> None:
    assert {kind.value for kind in SignatureKind} == set(judging.SIGNATURES)


@pytest.mark.parametrize("key", ["annex1-employer", "annex3-host", "annex5-studies"])
def test_who_fills_in_may_sign_personally_too(key: str) -> None:
    form = loader.form(next((catalogue.ROOT / "forms" / key).glob("*.toml")))
    assert form.signing is not None
    assert (set(form.signing.kinds), [each.id for each in form.signing.law]) == (
        {"trusted", "qualified", "personal"},
        ["foreigners:106d(4)"],
    )

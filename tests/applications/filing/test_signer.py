"""Who signs: for a minor a parent, guardian or curator, from the 18th birthday nobody but the applicant."""

import json
from collections.abc import Callable
from datetime import date

import pytest
import time_machine
from django.utils import translation
from rest_framework.test import APIClient

from accounts.acting import themselves
from accounts.models import User
from applications.drafting import lifecycle, represented
from applications.drafting.models import Application, ForWhom
from applications.filing import instruction, note, preparing, signer, submissions, who_signs
from applications.filing.forms import signer_of
from applications.filing.models import Submission
from applications.receipts import own_copy
from applications.receipts.models import Receipt
from applications.signing import errors
from applications.signing.judge import SignerProof
from procedures.language.schema import Procedure
from tests.acting import own
from tests.applications.filing.conftest import ANSWERS, answer, reloaded

pytestmark = pytest.mark.django_db(transaction=True)
type Sign = Callable[..., bytes]
type Refused = tuple[ForWhom, dict[str, str], str, type[errors.SignatureRefused]]
PETRO = {"surname": "Kovalenko", "givenNames": "Petro", "pesel": "14250600338"}  # born 6 May 2014
OLENA = {"surname": "Kovalenko", "givenNames": "Olena", "pesel": "92030512343"}


DECLARED = {
    ForWhom.CHILD: "Oświadczam, że jestem rodzicem",
    ForWhom.MINOR_WARD: "Oświadczam, że jestem opiekunem",
    ForWhom.UNACCOMPANIED: "Oświadczam, że jestem kuratorem",
    ForWhom.SELF: "Oświadczam, że jestem rodzicem albo opiekunem",
}
MINORS = sorted(signer.MINORS)


def begun(owner: User, procedure: Procedure, kind: ForWhom, **person: str) -> Application:
    whom = represented.of(kind, "Petryk")
    started = lifecycle.start(themselves(owner), procedure, language="uk", whom=whom)
    answer(started, **{**ANSWERS, **person})
    return reloaded(started)


def prepared(application: Application) -> Submission:
    instruction.confirm(application, language="uk", acting=own(application))
    return preparing.prepare(application, acting=own(application))


def sign_and_file(application: Application, sign: Sign, person: str) -> Submission:
    submission = prepared(application)
    signed = sign(own_copy.read(submission, own_copy.UNSIGNED), person)
    submissions.accept(submission, signed, acting=own(application))
    submission.refresh_from_db()
    return submission


@pytest.mark.parametrize("person", ["olena", "olena-qualified", "olena-personal", "olena-no-pesel", "maria"])
@pytest.mark.parametrize("kind", [*MINORS, ForWhom.SELF])
def test_an_adult_signs_for_a_minor_with_any_of_three_signatures_and_the_office_is_told(
    olena: User, procedure: Procedure, sign: Sign, kind: ForWhom, person: str
) -> None:
    filed = sign_and_file(begun(olena, procedure, kind, **PETRO), sign, person)
    assert filed.outcome == SignerProof.REPRESENTS
    content = note.of(filed)
    assert content is not None
    declared = json.loads(content)["declaration"]
    assert (json.loads(content)["outcome"], declared.split(" osoby ")[0]) == ("represents", DECLARED[kind])


@pytest.mark.parametrize(
    "case",
    [
        (ForWhom.CHILD, PETRO, "petro", errors.RepresentedSigned),
        (ForWhom.SELF, PETRO, "petro", errors.RepresentedSigned),
        (ForWhom.CHILD, {**PETRO, "pesel": "18261200017"}, "petro", errors.RepresentativeNotOfAge),
        (ForWhom.CHILD, PETRO, "olena-expired", errors.CertificateNotValid),
        (ForWhom.WARD, OLENA, "olena", errors.RepresentedSigned),
        (ForWhom.WARD, OLENA, "olena-no-pesel", errors.RepresentedSigned),
        (ForWhom.WARD, OLENA, "petro", errors.RepresentativeNotOfAge),
        (ForWhom.SELF, OLENA, "ahmed", errors.SomebodyElse),
        (ForWhom.SELF, OLENA, "olena-personal", errors.KindNotAccepted),
        (ForWhom.CHILD, OLENA, "ahmed", errors.ApplicantOfAge),
        (ForWhom.UNACCOMPANIED, OLENA, "ahmed", errors.ApplicantOfAge),
        (ForWhom.CHILD, OLENA, "olena-personal", errors.KindNotAccepted),
    ],
)
def test_the_wrong_signature_files_nothing_and_says_why(
    olena: User, procedure: Procedure, sign: Sign, case: Refused
) -> None:
    kind, applicant, person, refusal = case
    with pytest.raises(errors.SignatureRefused) as refused:
        sign_and_file(begun(olena, procedure, kind, **applicant), sign, person)
    assert type(refused.value) is refusal
    assert not Receipt.objects.exists()


@pytest.mark.parametrize(("kind", "person"), [(ForWhom.WARD, "ahmed"), (ForWhom.WARD, "maria")])
def test_a_guardian_signs_for_an_adult_ward(
    olena: User, procedure: Procedure, sign: Sign, kind: ForWhom, person: str
) -> None:
    filed = sign_and_file(begun(olena, procedure, kind, **OLENA), sign, person)
    assert (filed.outcome, "opiekunem" in (note.of(filed) or b"").decode()) == (SignerProof.REPRESENTS, True)


def test_who_came_of_age_signs_themselves(olena: User, procedure: Procedure, sign: Sign) -> None:
    filed = sign_and_file(begun(olena, procedure, ForWhom.CHILD, **OLENA), sign, "olena")
    assert (filed.outcome, note.of(filed)) == (SignerProof.MATCHES, None)


@pytest.mark.parametrize(
    ("day", "whom", "said"),
    [
        (date(2020, 5, 5), ForWhom.CHILD, ["sign-for-child", "until-of-age", "passport-only"]),
        (date(2020, 5, 6), ForWhom.CHILD, ["sign-for-child", "until-of-age"]),
        (date(2032, 5, 5), ForWhom.CHILD, ["sign-for-child", "until-of-age"]),
        (date(2032, 5, 6), ForWhom.SELF, ["sign-yourself", "came-of-age"]),
    ],
)
def test_birthdays_change_who_signs_and_who_comes(
    olena: User, procedure: Procedure, day: date, whom: ForWhom, said: list[str]
) -> None:
    application = begun(olena, procedure, ForWhom.CHILD, **PETRO)
    with time_machine.travel(f"{day}T12:00+02:00", tick=False):
        assert (signer.for_whom(application), who_signs.of(application)) == (whom, said)


def test_what_says_nothing_of_age_is_signed_as_it_was_begun(olena: User, procedure: Procedure) -> None:
    application = begun(olena, procedure, ForWhom.CHILD)
    answer(application, pesel={"none": True})
    assert signer.for_whom(reloaded(application)) == ForWhom.CHILD


@pytest.mark.parametrize(
    ("kind", "said", "keys"),
    [
        (ForWhom.CHILD, "I am a parent of the child", ["sign-for-child"]),
        (ForWhom.MINOR_WARD, "I am the guardian of the child", ["sign-for-minor-ward"]),
        (ForWhom.UNACCOMPANIED, "I am the curator of the child", ["sign-for-unaccompanied"]),
        (ForWhom.SELF, "I am a parent or guardian of the child", ["sign-for-child", "sign-for-minor-ward"]),
    ],
)
def test_parent_guardian_and_curator_each_say_what_they_are(
    olena: User, procedure: Procedure, kind: ForWhom, said: str, keys: list[str]
) -> None:
    application = begun(olena, procedure, kind, **PETRO)
    with translation.override("en"):
        assert signer_of(application).startswith(said)
    assert who_signs.of(application)[: len(keys)] == keys


def test_the_api_tells_who_signs_and_asks_for_it(olena: User, procedure: Procedure) -> None:
    application = begun(olena, procedure, ForWhom.CHILD, **PETRO)
    api = APIClient()
    api.force_login(olena)
    address = f"/api/v1/applications/{application.pk}/signature/"
    told = api.get(address, headers={"Accept-Language": "en"}).json()
    assert (told["for_whom"], "I am a parent of" in told["signer"]) == ("child", True)
    given = {"instruction": told["instruction"]["version"], "declarations": ["truth"]}
    refused = api.post(address, given, format="json", headers={"Accept-Language": "en"}).json()
    assert "entitled to sign for the person" in str(refused)

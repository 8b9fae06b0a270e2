"""An annex signed for another company than it names: a warning to both sides, and a way to correct it."""

import json

import pytest
from django.test import Client

from accounts.models import User
from applications.annexes import signature
from tests.applications.annexes.applicant_and_employer import fill_in, mails, sign, token
from tests.applications.filing.conftest import double
from tests.applications.purposes.several_employers import Work, by_link, links_again, work
from tests.applications.purposes.test_by_link import begun
from tests.applications.signing.signature_double import Double
from tests.whitespace import without_unseen

__all__ = ["double"]
pytestmark = pytest.mark.django_db
EMPLOYER = "hr@firma.example"


@pytest.fixture
def single(olena: User) -> Work:
    return work(olena, EMPLOYER)


def test_both_sides_are_told_and_nobody_is_stopped(single: Work, double: Double) -> None:
    signed = single.signs(single.employed(EMPLOYER), double, "piotr")
    assert signed.is_signed
    (caution,) = single.cautions()
    assert (caution["code"], caution["question"]) == ("other-entity", "e.name")
    assert [each["id"] for each in caution["law"]] == ["foreigners:106d(4)"]
    assert "Inna Firma S.A." in caution["text"]
    assert "Piotr" not in json.dumps(caution)
    assert [each["code"] for each in by_link(token())["cautions"]] == ["other-entity"]
    listed = single.client.get(f"/en/applications/{single.application.pk}/annexes/").text
    for page in (single.check(), listed, Client().get(f"/en/annex/{token()}/").text):
        assert "Inna Firma S.A." in without_unseen(page).partition('id="cautions"')[2].partition("</section>")[0]


@pytest.mark.parametrize("person", ["jan", "maria"])
def test_who_signs_for_the_company_or_as_a_person_is_worth_no_word(single: Work, double: Double, person: str) -> None:
    single.signs(single.employed(EMPLOYER), double, person)
    assert single.cautions() == []
    assert 'id="cautions"' not in Client().get(f"/en/annex/{token()}/").text


def test_the_same_tax_number_is_the_same_company(single: Work, double: Double) -> None:
    annex = single.employed(EMPLOYER, employer={"e.nip": "5252248481", "e.name": "Dawna Nazwa Sp. z o.o."})
    single.signs(annex, double, "piotr")
    assert single.cautions() == []


def test_before_anybody_signed_there_is_nothing_to_compare(single: Work) -> None:
    single.employed(EMPLOYER)
    assert single.cautions() == []


def test_a_signed_annex_is_corrected_and_signed_again(single: Work, double: Double) -> None:
    annex = single.signs(single.employed(EMPLOYER), double, "piotr")
    address = f"/en/applications/{single.application.pk}/annexes/"
    told = single.client.post(address, {"action": "reopen", "request": str(annex.pk)}, follow=True)
    assert "The former signature no longer counts." in told.text
    again = links_again(annex)
    assert (again.is_asked_again, again.signed, signature.signer_of(again)) == (True, None, None)
    assert mails()[-1][:2] == ("annex-request", EMPLOYER)
    assert by_link(token())["can_sign"] is False
    Client().post(f"/en/annex/{token()}/")
    single.signs(again, double)
    assert (single.cautions(), by_link(token())["state"]) == ([], "signed")


def test_what_is_not_signed_is_not_reopened(single: Work) -> None:
    annex = single.employed(EMPLOYER)
    body = {"action": "reopen", "request": str(annex.pk)}
    refused = single.client.post(
        f"/api/v1/applications/{single.application.pk}/annexes/", body, content_type="application/json"
    )
    assert (refused.status_code, refused.json()["code"]) == (409, "NotSignedYet")
    assert links_again(annex).is_opened


def test_reopened_by_api(single: Work, double: Double) -> None:
    annex = single.signs(single.employed(EMPLOYER), double)
    body = {"action": "reopen", "request": str(annex.pk)}
    listed = single.client.post(
        f"/api/v1/applications/{single.application.pk}/annexes/", body, content_type="application/json"
    )
    assert [each["state"] for each in listed.json()] == ["sent"]


@pytest.mark.parametrize("key", ["volunteer", "trainee", "studies"])
def test_host_and_university_are_told_too(olena: User, double: Double, key: str) -> None:
    """Annexes 3 and 5 name who fills them in as annex 1 does; who is named and who signs is compared there as well."""
    application, filled = begun(olena, key)
    annex = fill_in(token(), filled.steps)
    named = filled.steps[next(step for step, given in filled.steps.items() if "o.name" in given)]["o.name"]
    sign(links_again(annex), double, "piotr")
    client = Client(headers={"accept-language": "en"})
    client.force_login(olena)
    (caution,) = client.get(f"/api/v1/applications/{application.pk}/annexes/cautions/").json()
    assert (caution["code"], caution["annex"], caution["question"]) == ("other-entity", filled.form, "o.name")
    assert f"The annex names “{named}”" in caution["text"]
    for shown in (client.get(f"/en/applications/{application.pk}/check/"), Client().get(f"/en/annex/{token()}/")):
        assert "Inna Firma S.A." in without_unseen(shown.text).partition('id="cautions"')[2].partition("</section>")[0]

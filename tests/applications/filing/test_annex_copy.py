"""Who signed an annex keeps a copy of it: the signed file and a PDF, by their link, as long as it lives."""

from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader
from rest_framework.test import APIClient

from accounts.models import User
from applications.annexes import asking, status
from applications.annexes.models import AnnexRequest
from applications.drafting import lifecycle
from tests.acting import own
from tests.applications.annexes.applicant_and_employer import cosign, signers_token, token
from tests.applications.purposes.several_employers import Work, links_again, work
from tests.applications.signing.signature_double import Double

pytestmark = pytest.mark.django_db
EMPLOYER, BOARD = "hr@firma.example", "board@firma.example"


@pytest.fixture
def single(olena: User) -> Work:
    return work(olena, EMPLOYER)


@pytest.fixture
def annex(single: Work) -> AnnexRequest:
    return single.employed(EMPLOYER)


def page_text(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())


def test_it_is_the_file_that_is_filed_and_what_it_says(single: Work, annex: AnnexRequest, double: Double) -> None:
    single.signs(annex, double)
    (filed,) = status.signed(single.current())
    browser, link = Client(), f"/en/annex/{token()}/"
    for name in ("annex.xml", "annex.pdf"):
        assert f'href="{link}copy/{name}"' in browser.get(link).text
    signed = browser.get(f"{link}copy/annex.xml")
    assert (signed.content, signed.headers["Content-Type"]) == (filed.xml, "application/xml")
    assert signed.headers["Content-Disposition"] == 'attachment; filename="annex1-employer.xml"'
    assert signed.headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in signed.headers["Cache-Control"]
    printed = page_text(browser.get(f"{link}copy/annex.pdf").content)
    for said in ("Kovalenko", "Jan Nowak, Przykład Sp. z o.o.", "Dane osobowe cudzoziemca", filed.digest[:20]):
        assert said in printed


def test_by_api(single: Work, annex: AnnexRequest, double: Double) -> None:
    single.signs(annex, double)
    (filed,) = status.signed(single.current())
    link = f"/api/v1/annexes/{token()}/copy/"
    assert APIClient().get(f"{link}annex.xml").content == filed.xml
    assert APIClient().get(f"{link}annex.pdf").content.startswith(b"%PDF")
    assert APIClient().get(f"{link}other.xml").status_code == 404


def test_before_the_signature_there_is_none(annex: AnnexRequest) -> None:
    assert Client().get(f"/en/annex/{token()}/copy/annex.xml").status_code == 409
    refused = APIClient().get(f"/api/v1/annexes/{token()}/copy/annex.pdf")
    assert (refused.status_code, refused.json()["code"]) == (409, "NotSignedYet")


def test_each_of_several_gets_the_file_with_their_own_signature(
    single: Work, annex: AnnexRequest, double: Double
) -> None:
    asking.name_signers(annex, [BOARD])
    single.signs(annex, double)
    assert "copy/annex.xml" in Client().get(f"/en/annex/{token()}/").text
    first = Client().get(f"/en/annex/{token()}/copy/annex.xml").content
    theirs = f"/en/annex/{signers_token()}/copy/annex.xml"
    assert Client().get(theirs).status_code == 409
    cosign(signers_token(), double, "maria")
    filed = [each.xml for each in status.signed(single.current())]
    assert [first, Client().get(theirs).content] == filed
    assert f'href="{theirs}"' in Client().get(f"/en/annex/{signers_token()}/signer/").text


@pytest.mark.parametrize("way", ["reopened", "deleted"])
def test_with_the_link_it_ends(single: Work, annex: AnnexRequest, double: Double, way: str) -> None:
    single.signs(annex, double)
    if way == "reopened":
        asking.reopen(links_again(annex), acting=own(single.application))
    else:
        lifecycle.discard(single.current(), acting=own(single.application))
    status_code = {"reopened": 409, "deleted": 410}[way]
    assert Client().get(f"/en/annex/{token(0)}/copy/annex.xml").status_code == status_code
    assert Client().get("/en/annex/unknown-token/copy/annex.xml").status_code == 404

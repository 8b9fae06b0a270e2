"""Somebody of the company fills an annex in and does not sign it: those they name do (art. 106d(4))."""

from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone
from lxml import etree
from rest_framework.test import APIClient

from accounts.acting import themselves
from applications.annexes import asking, errors, jobs, links, signature, status
from applications.annexes.models import AnnexRequest, AnnexSigner
from applications.exchange.connector import signatures
from applications.signing.errors import ReturnRefused
from tests.applications.annexes.applicant_and_employer import (
    EMPLOYER,
    Applicant,
    cosign,
    fill_in,
    mails,
    sign,
    signers_token,
    token,
)
from tests.applications.signing.signature_double import Double

pytestmark = pytest.mark.django_db
BOARD, PROXY = "board@firma.example", "proxy@firma.example"


@pytest.fixture
def annex(person: Applicant) -> AnnexRequest:
    person.asks()
    return signature.hand_on(asking.name_signers(fill_in(token()), [BOARD, PROXY]))


def told(person: Applicant) -> list[tuple[str, tuple[int, int]]]:
    return [(each.state, each.signatures) for each in status.of(person.current())]


def test_the_named_sign_in_turn_and_what_they_signed_is_filed(
    person: Applicant, annex: AnnexRequest, double: Double, signature_double: tuple[Double, Path]
) -> None:
    assert [(template, to) for template, to, _path in mails()][1:] == [("annex-cosign", BOARD)]
    assert told(person) == [("partly", (0, 2))]
    cosign(signers_token(), double, "jan")
    assert told(person) == [("partly", (1, 2))]
    cosign(signers_token(), double, "maria")
    assert told(person) == [("signed", (2, 2))]
    filed = status.signed(person.current())
    assert [each.again for each in filed] == [False, True]
    trust = signature_double[1] / "pki" / "signature-ca.pem"
    opened = [signatures.verify(each.xml, trust=trust) for each in filed]
    assert [each.signer["given_names"] for each in opened] == ["Jan", "Maria"]
    assert len({etree.tostring(each.root, method="c14n") for each in opened}) == 1


def test_nobody_named_or_not_complete_is_refused(person: Applicant) -> None:
    person.asks()
    asking.name_signers(asking.begin(links.find(token())), [BOARD])
    with pytest.raises(errors.NotComplete):
        signature.hand_on(links.find(token()))
    filled = fill_in(token())
    asking.name_signers(filled, [])
    with pytest.raises(errors.NobodySigns):
        signature.hand_on(filled)
    assert len(mails()) == 1


def test_what_is_handed_on_is_changed_only_by_taking_it_back(annex: AnnexRequest, double: Double) -> None:
    with pytest.raises(errors.AlreadySigned):
        sign(annex, double)
    with pytest.raises(errors.AlreadySigned):
        signature.hand_on(annex)
    taken = asking.take_back(annex)
    assert (taken.is_opened, taken.is_handed_on) == (True, False)
    with pytest.raises(errors.UnknownLink):
        links.find_signer(signers_token())
    assert sign(links.find(token()), double, "jan").is_partly


def test_a_signature_of_who_filled_it_in_that_was_on_its_way_is_given_up(person: Applicant, double: Double) -> None:
    person.asks()
    annex = asking.name_signers(fill_in(token()), [BOARD])
    back = double.sign(signature.start(annex, return_url="http://portal/").url, "jan")
    signature.hand_on(annex)
    signature_kept = AnnexRequest.objects.get().signed
    with pytest.raises(ReturnRefused):
        signature.returned(state=back["state"], artifact=back["artifact"])
    assert (signature_kept, AnnexRequest.objects.get().signed) == (None, None)


def test_it_expires_and_is_asked_anew_of_who_filled_it_in(person: Applicant, annex: AnnexRequest) -> None:
    AnnexRequest.objects.update(expires_at=timezone.now())
    jobs.run()
    assert told(person)[0][0] == "expired"
    asking.resend(AnnexRequest.objects.get(), acting=themselves(person.user))
    assert (mails()[-1][:2], told(person)[0][0]) == (("annex-request", EMPLOYER), "sent")


def test_pages_from_filling_in_to_the_last_signature(person: Applicant, double: Double) -> None:
    person.asks()
    fill_in(token())
    filler, link = Client(), f"/en/annex/{token()}/"
    refused = filler.post(f"{link}signers/", {"emails": "", "action": "hand-on"})
    assert (refused.status_code, str(errors.NobodySigns()) in refused.text) == (422, True)
    handed = filler.post(f"{link}signers/", {"emails": f"{BOARD}", "action": "hand-on"}, follow=True)
    assert ("It is with those who sign" in handed.text, BOARD in handed.text) == (True, True)
    assert "Your copy" not in handed.text
    signer, theirs = Client(), f"/en/annex/{signers_token()}/signer/"
    read = signer.get(theirs).text
    assert ("are asked to sign it." in " ".join(read.split()), "Signed by" in read) == (True, False)
    away = signer.post(f"{theirs}sign/").headers["Location"]
    signer.get("/en/annex/return/signer/?" + urlencode(double.sign(away, "jan")))
    assert "Your copy" in signer.get(theirs).text
    done = filler.get(link).text
    assert ("The annex is signed" in done, "Your copy" in done) == (True, False)
    assert AnnexSigner.objects.get().signed_at is not None


def test_api_hands_on(person: Applicant) -> None:
    person.asks()
    fill_in(token())
    api, mine = APIClient(), f"/api/v1/annexes/{token()}/signers/"
    refused = api.post(mine)
    assert (refused.status_code, refused.json()["code"]) == (409, "NobodySigns")
    api.put(mine, {"emails": [BOARD]}, format="json")
    assert api.post(mine).json()["state"] == "partly"
    assert api.get(f"/api/v1/annexes/{signers_token()}/signer/").json()["signed_by"] == []

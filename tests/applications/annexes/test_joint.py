"""Several people represent one entity: who fills the annex in signs first, the others the same document, in turn."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode
from uuid import UUID

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from lxml import etree
from rest_framework.test import APIClient

from accounts.acting import themselves
from applications.annexes import asking, cosigning, errors, jobs, links, signature, signers, status
from applications.annexes.models import AnnexLink, AnnexRequest, AnnexSigner
from applications.annexes.states import AnnexState
from applications.answers import sheets
from applications.drafting import lifecycle
from applications.drafting.states import ApplicationState
from applications.exchange.connector import signatures
from applications.signing import errors as signing
from applications.signing.double import signer as signing_double
from applications.signing.models import SignatureRequest
from sealing import keys
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
    """Filled in, and two others sign with who did so."""
    person.asks()
    return asking.name_signers(fill_in(token()), [BOARD, PROXY])


def again(annex: AnnexRequest) -> AnnexRequest:
    rows = AnnexRequest.objects.select_related("application__draft_key", "application__sheet__key", "sheet__key")
    return rows.get(pk=annex.pk)


def asked() -> list[tuple[str, str]]:
    return [(template, to) for template, to, _path in mails()]


def states(person: Applicant) -> list[str]:
    return [each.state for each in status.of(person.current())]


def test_each_is_asked_when_it_is_their_turn_and_the_last_completes_it(
    person: Applicant, annex: AnnexRequest, double: Double
) -> None:
    assert asked() == [("annex-request", EMPLOYER)]
    sign(annex, double)
    assert asked()[1:] == [("annex-cosign", BOARD)]
    assert states(person) == ["partly"]
    cosign(signers_token(), double, "maria")
    assert asked()[2:] == [("annex-cosign", PROXY)]
    assert states(person) == ["partly"]
    assert status.signed(person.current()) == []
    cosign(signers_token(), double, "piotr")
    assert asked()[3:] == [("annex-arrived", "olena@example.com")]
    assert states(person) == ["signed"]
    assert [each.name for each in signature.all_signed_by(again(annex))] == [
        "Jan Nowak",
        "Maria Wiśniewska",
        "Piotr Zieliński",
    ]


def test_all_sign_the_same_document_and_all_of_it_is_filed(
    person: Applicant, annex: AnnexRequest, double: Double, signature_double: tuple[Double, Path]
) -> None:
    sign(annex, double)
    cosign(signers_token(), double, "maria")
    cosign(signers_token(), double, "piotr")
    filed = status.signed(person.current())
    assert [each.again for each in filed] == [False, True, True]
    trust = signature_double[1] / "pki" / "signature-ca.pem"
    opened = [signatures.verify(each.xml, trust=trust) for each in filed]
    assert [each.signer["given_names"] for each in opened] == ["Jan", "Maria", "Piotr"]
    assert len({etree.tostring(each.root, method="c14n") for each in opened}) == 1


def test_the_document_stays_that_of_the_first_days_signature(
    person: Applicant, annex: AnnexRequest, double: Double, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign(annex, double)
    first = cosigning.to_sign(links.find_signer(signers_token()))
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda value=None: tomorrow)
    assert cosigning.to_sign(links.find_signer(signers_token())) == first


def test_nobody_signs_twice(annex: AnnexRequest, double: Double) -> None:
    sign(annex, double)
    with pytest.raises(errors.SignedByThemAlready):
        cosign(signers_token(), double, "jan")
    assert (again(annex).state, AnnexSigner.objects.filter(signed_at=None).count()) == (AnnexState.PARTLY, 2)


def test_the_same_return_twice_is_one_signature(annex: AnnexRequest, double: Double) -> None:
    sign(annex, double)
    redirect = cosigning.start(links.find_signer(signers_token()), return_url="http://portal/")
    back = double.sign(redirect.url, "maria")
    first = cosigning.returned(state=back["state"], artifact=back["artifact"])
    assert cosigning.returned(state=back["state"], artifact=back["artifact"]) == first
    assert [template for template, _to in asked()].count("annex-cosign") == 2


def test_a_link_of_a_signer_opens_nothing_that_is_filled_in(
    person: Applicant, annex: AnnexRequest, double: Double
) -> None:
    sign(annex, double)
    link = signers_token()
    with pytest.raises(errors.UnknownLink):
        links.find(link)
    with pytest.raises(errors.UnknownLink):
        links.find_signer(token())
    browser = Client()
    for path in ("", "check/", "document/", "steps/employer/"):
        assert browser.get(f"/en/annex/{link}/{path}").status_code == 404, path
    assert browser.post(f"/en/annex/{link}/signers/", {"emails": "x@y.example"}).status_code == 404
    api = APIClient()
    assert api.get(f"/api/v1/annexes/{link}/").status_code == 404
    assert api.put(f"/api/v1/annexes/{link}/signers/", {"emails": []}, format="json").status_code == 404
    assert api.delete(f"/api/v1/annexes/{link}/signers/").status_code == 404
    assert api.get(f"/api/v1/annexes/{token()}/signer/").status_code == 404
    page = browser.get(f"/en/annex/{link}/signer/")
    assert (page.status_code, page.headers["Referrer-Policy"]) == (200, "same-origin")
    assert "Przykład Sp. z o.o." in page.text
    for address in (EMPLOYER, BOARD, PROXY, "olena@example.com", token()):
        assert address not in page.text


def test_before_the_turn_comes_there_is_no_link(annex: AnnexRequest, double: Double) -> None:
    sign(annex, double)
    proxy = AnnexSigner.objects.get(number=2)
    assert not AnnexLink.objects.filter(signer=proxy).exists()
    with pytest.raises(errors.LinkEnded):
        cosigning.to_sign(AnnexSigner.objects.select_related("request").get(pk=_unfrozen(proxy)))


def _unfrozen(signer: AnnexSigner) -> UUID:
    AnnexRequest.objects.update(state=AnnexState.OPENED)
    return signer.pk


def test_what_waits_for_others_is_changed_by_nobody(annex: AnnexRequest, double: Double) -> None:
    annex = sign(annex, double)
    with pytest.raises(errors.AlreadySigned):
        asking.begin(annex)
    with pytest.raises(errors.AlreadySigned):
        asking.save_step(annex, sheets.Contents(), step="job", expected=0)
    with pytest.raises(errors.AlreadySigned):
        asking.name_signers(annex, [])
    with pytest.raises(errors.AlreadySigned):
        signature.start(annex, return_url="http://portal/")


def test_who_filled_it_in_takes_it_back_and_everybody_signs_anew(
    person: Applicant, annex: AnnexRequest, double: Double
) -> None:
    annex = sign(annex, double)
    cosign(signers_token(), double, "maria")
    boards, proxys = signers_token(-2), signers_token()
    annex = asking.take_back(again(annex))
    assert annex.is_opened
    assert [each.signed_at for each in signers.named(annex)] == [None, None]
    for link in (boards, proxys):
        with pytest.raises(errors.UnknownLink):
            links.find_signer(link)
    assert signers.emails_of(annex) == [BOARD, PROXY]
    sign(again(annex), double)
    assert asked()[-1] == ("annex-cosign", BOARD)
    assert states(person) == ["partly"]


def test_a_signature_on_its_way_when_it_is_taken_back_is_refused(annex: AnnexRequest, double: Double) -> None:
    sign(annex, double)
    redirect = cosigning.start(links.find_signer(signers_token()), return_url="http://portal/")
    back = double.sign(redirect.url, "maria")
    asking.take_back(again(annex))
    with pytest.raises(errors.LinkEnded):
        cosigning.returned(state=back["state"], artifact=back["artifact"])
    assert again(annex).is_opened


def test_named_anew_a_signature_on_its_way_is_of_nobody(annex: AnnexRequest, double: Double) -> None:
    sign(annex, double)
    redirect = cosigning.start(links.find_signer(signers_token()), return_url="http://portal/")
    back = double.sign(redirect.url, "maria")
    asking.name_signers(asking.take_back(again(annex)), [PROXY])
    with pytest.raises(errors.LinkEnded):
        cosigning.returned(state=back["state"], artifact=back["artifact"])


def test_the_applicants_change_discards_all_signatures(person: Applicant, annex: AnnexRequest, double: Double) -> None:
    sign(annex, double)
    person.answers(surname="Nowak")
    assert states(person) == ["stale"]
    with pytest.raises(errors.ChangedMeanwhile):
        cosigning.to_sign(links.find_signer(signers_token()))
    asking.resend(again(annex), acting=themselves(person.user))
    kept = again(annex)
    assert (kept.state, kept.signed, kept.frozen_on) == (AnnexState.SENT, None, None)
    assert not AnnexLink.objects.exclude(signer=None).exists()
    assert asked()[-1] == ("annex-changed", EMPLOYER)


def test_asking_again_reminds_whose_turn_it_is(person: Applicant, annex: AnnexRequest, double: Double) -> None:
    sign(annex, double)
    asking.resend(again(annex), acting=themselves(person.user))
    assert asked()[-1] == ("annex-cosign", BOARD)
    assert (again(annex).is_partly, again(annex).signed is not None) == (True, True)


def test_jobs_remind_whose_turn_it_is_and_expire(person: Applicant, annex: AnnexRequest, double: Double) -> None:
    sign(annex, double)
    AnnexRequest.objects.update(remind_at=timezone.now())
    jobs.run()
    assert asked()[-1] == ("annex-cosign", BOARD)
    AnnexRequest.objects.update(expires_at=timezone.now())
    jobs.run()
    assert states(person) == ["expired"]
    with pytest.raises(errors.UnknownLink):
        links.find_signer(signers_token())


def test_after_an_expired_link_all_sign_anew(person: Applicant, annex: AnnexRequest, double: Double) -> None:
    """Who signed before the link ended may have signed other words."""
    sign(annex, double)
    cosign(signers_token(), double, "maria")
    AnnexRequest.objects.update(expires_at=timezone.now())
    jobs.run()
    asking.resend(again(annex), acting=themselves(person.user))
    assert [each.signed for each in AnnexSigner.objects.all()] == [None, None]


def test_reopened_by_the_applicant_all_sign_anew(person: Applicant, annex: AnnexRequest, double: Double) -> None:
    sign(annex, double)
    cosign(signers_token(), double, "maria")
    cosign(signers_token(), double, "piotr")
    asking.reopen(again(annex), acting=themselves(person.user))
    assert again(annex).is_sent
    assert AnnexSigner.objects.exclude(signed=None).count() == 0


def test_the_last_signature_brings_a_frozen_draft_back(person: Applicant, annex: AnnexRequest, double: Double) -> None:
    sign(annex, double)
    cosign(signers_token(), double, "maria")
    lifecycle.freeze(person.current(), acting=themselves(person.user))
    cosign(signers_token(), double, "piotr")
    assert person.current().state == ApplicationState.DRAFT


@pytest.mark.parametrize("way", ["end", "erase"])
def test_nothing_remains_of_signers_when_nobody_needs_them(
    person: Applicant, annex: AnnexRequest, double: Double, way: str
) -> None:
    sign(annex, double)
    if way == "end":
        asking.end(again(annex), acting=themselves(person.user))
    else:
        keys.destroy(person.current().draft_key)
        jobs.run()
    assert (AnnexSigner.objects.count(), AnnexLink.objects.count()) == (0, 0)


@pytest.mark.parametrize("way", ["end", "expire", "erase", "take back", "name others"])
def test_nothing_waits_at_the_signature_service_for_who_signs_no_more(
    person: Applicant, annex: AnnexRequest, double: Double, way: str
) -> None:
    sign(annex, double)
    cosigning.start(links.find_signer(signers_token()), return_url="http://portal/")
    if way == "end":
        asking.end(again(annex), acting=themselves(person.user))
    elif way == "expire":
        AnnexRequest.objects.update(expires_at=timezone.now())
        jobs.run()
    elif way == "erase":
        lifecycle.expire(person.current())
        jobs.run()
    else:
        taken = asking.take_back(again(annex))
        if way == "name others":
            asking.name_signers(taken, [PROXY])
    waiting = SignatureRequest.objects.filter(purpose=cosigning.PURPOSE)
    assert [bytes(each.document) for each in waiting if each.document] == []
    if way in {"end", "erase"}:
        assert not SignatureRequest.objects.exists()


def test_nothing_remains_of_who_was_named_once(person: Applicant, annex: AnnexRequest, double: Double) -> None:
    sign(annex, double)
    cosigning.start(links.find_signer(signers_token()), return_url="http://portal/")
    asking.name_signers(asking.take_back(again(annex)), [PROXY])
    lifecycle.expire(person.current())
    jobs.run()
    assert not SignatureRequest.objects.exists()


def test_who_signs_next_has_a_whole_links_time(person: Applicant, annex: AnnexRequest, double: Double) -> None:
    AnnexRequest.objects.update(expires_at=timezone.now() + timedelta(hours=1))
    sign(again(annex), double)
    assert again(annex).link_ends_on == timezone.localdate() + links.LIFETIME
    remind_at = again(annex).remind_at
    assert remind_at is not None
    assert remind_at > timezone.now() + timedelta(days=2)


@pytest.fixture
def full_day(annex: AnnexRequest, monkeypatch: pytest.MonkeyPatch) -> AnnexRequest:
    """No further link may leave today."""
    monkeypatch.setattr(links, "MOST_A_DAY", 1)
    return annex


def test_a_signature_is_kept_though_no_mail_may_leave_today(
    person: Applicant, full_day: AnnexRequest, double: Double
) -> None:
    sign(full_day, double)
    kept = again(full_day)
    assert (kept.is_partly, kept.signed is not None) == (True, True)
    assert asked() == [("annex-request", EMPLOYER)]
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        jobs.run()
        assert asked() == [("annex-request", EMPLOYER)]
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False):
        jobs.run()
        assert asked()[1:] == [("annex-cosign", BOARD)]
        assert cosign(signers_token(), double, "maria").signed_at is not None


def test_who_is_asked_later_is_in_sight_of_applicant_and_signer(
    person: Applicant, full_day: AnnexRequest, double: Double
) -> None:
    filler, link = Client(), f"/en/annex/{token()}/"
    away = filler.post(f"{link}sign/").headers["Location"]
    assert filler.get("/en/annex/return/?" + urlencode(double.sign(away, "jan"))).status_code == 302
    api = APIClient()
    api.force_authenticate(person.user)
    browser = Client()
    browser.force_login(person.user)
    pages = f"applications/{person.application.pk}/annexes/"

    def seen() -> list[bool]:
        (listed,) = api.get(f"/api/v1/{pages}").json()
        texts = (filler.get(link).text, browser.get(f"/en/{pages}").text)
        return [listed["next_is_asked_later"], *("gets the link tomorrow" in text for text in texts)]

    assert seen() == [True, True, True]
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False):
        jobs.run()
    assert seen() == [False, False, False]


def test_addresses_and_names_of_signers_are_sealed(annex: AnnexRequest, double: Double) -> None:
    sign(annex, double)
    cosign(signers_token(), double, "maria")
    rows = [
        bytes(value) for row in AnnexSigner.objects.values_list("email", "signed", "signer") for value in row if value
    ]
    assert len(rows) == 4
    assert not any(word in row for row in rows for word in (b"firma.example", b"Maria", "Wiśniewska".encode()))


def test_a_file_signed_elsewhere(annex: AnnexRequest, double: Double, signature_double: tuple[Double, Path]) -> None:
    sign(annex, double)
    signer = links.find_signer(signers_token())
    pem = signature_double[1] / "pki" / "signature" / "maria.pem"
    other = cosigning.to_sign(signer).replace(b"spawacz", b"piekarz")
    with pytest.raises(signing.OtherDocument):
        cosigning.accept(signer, signing_double.sign(other, pem))
    browser, link = Client(), f"/en/annex/{signers_token()}/signer/"
    document = browser.get(f"{link}document/").content
    assert document == cosigning.to_sign(signer)
    signed = signature_double[1] / "signed.xml"
    signed.write_bytes(signing_double.sign(document, pem))
    with signed.open("rb") as file:
        assert browser.post(f"{link}upload/", {"file": file}).status_code == 302
    assert "Maria Wiśniewska" in browser.get(link).text


def test_pages_from_naming_the_signers_to_the_last_signature(person: Applicant, double: Double) -> None:
    person.asks()
    fill_in(token())
    filler, link = Client(), f"/en/annex/{token()}/"
    assert "Joint representation" in filler.get(f"{link}check/").text
    wrong = filler.post(f"{link}signers/", {"emails": "nobody"})
    assert (wrong.status_code, "nobody" in wrong.text) == (422, True)
    named = filler.post(f"{link}signers/", {"emails": f"{BOARD}\n\n {PROXY} "}, follow=True)
    assert f"{BOARD}\n{PROXY}" in named.text
    away = filler.post(f"{link}sign/").headers["Location"]
    filler.get("/en/annex/return/?" + urlencode(double.sign(away, "jan")))
    waiting = filler.get(link).text
    assert "Waiting for another signature" in waiting
    assert (BOARD in waiting, PROXY in waiting) == (True, True)
    for who in ("maria", "piotr"):
        browser, theirs = Client(), f"/en/annex/{signers_token()}/signer/"
        assert "Jan Nowak" in browser.get(theirs).text
        away = browser.post(f"{theirs}sign/").headers["Location"]
        back = browser.get("/en/annex/return/signer/?" + urlencode(double.sign(away, who)))
        assert back.headers["Location"] == theirs
        assert "The annex is signed" in browser.get(theirs).text
    assert states(person) == ["signed"]
    assert "The annex is signed" in filler.get(link).text


def test_pages_opened_again_and_twice(person: Applicant, annex: AnnexRequest, double: Double) -> None:
    sign(annex, double)
    filler, link = Client(), f"/en/annex/{token()}/"
    for _time in range(2):
        assert filler.post(link, {"action": "change"}).status_code == 302
    assert again(annex).is_opened
    assert filler.get(f"{link}check/").status_code == 200


def test_pages_a_refused_signature_and_a_forged_return_are_told(annex: AnnexRequest, double: Double) -> None:
    sign(annex, double)
    browser, link = Client(), f"/en/annex/{signers_token()}/signer/"
    away = browser.post(f"{link}sign/").headers["Location"]
    told = browser.get("/en/annex/return/signer/?" + urlencode(double.sign(away, "jan")), follow=True)
    assert "Now somebody else has to sign it" in told.text
    assert Client().get("/en/annex/return/signer/?state=forged&artifact=x").status_code == 422
    assert browser.post(link).status_code == 405


def test_pages_the_applicant_reads_how_many_signed_and_not_who(
    person: Applicant, annex: AnnexRequest, double: Double
) -> None:
    sign(annex, double)
    browser = Client()
    browser.force_login(person.user)
    listed = browser.get(f"/en/applications/{person.application.pk}/annexes/").text
    assert "1 of 3 have signed" in listed
    assert BOARD not in listed


def test_api_from_naming_the_signers_to_the_last_signature(person: Applicant, double: Double) -> None:
    person.asks()
    fill_in(token())
    api, mine = APIClient(), f"/api/v1/annexes/{token()}/"
    named = api.put(f"{mine}signers/", {"emails": [BOARD]}, format="json")
    assert (named.status_code, named.json()["signers"]) == (200, [BOARD])
    back = double.sign(api.post(f"{mine}signature/").json()["url"], "jan")
    assert api.post(f"{mine}signature/return/", back, format="json").json()["state"] == "partly"
    assert api.delete(f"{mine}signers/").json()["state"] == "opened"
    back = double.sign(api.post(f"{mine}signature/").json()["url"], "jan")
    api.post(f"{mine}signature/return/", back, format="json")
    theirs = f"/api/v1/annexes/{signers_token()}/signer/"
    read = api.get(theirs).json()
    assert (read["is_signed"], read["signed_by"], read["answers"]["position"]) == (False, ["Jan Nowak"], "spawacz")
    back = double.sign(api.post(f"{theirs}signature/").json()["url"], "maria")
    assert api.post(f"{theirs}signature/return/", back, format="json").json()["is_signed"] is True
    mine_too = APIClient()
    mine_too.force_authenticate(person.user)
    (listed,) = mine_too.get(f"/api/v1/applications/{person.application.pk}/annexes/").json()
    assert (listed["state"], listed["signatures_made"], listed["signatures_needed"]) == ("signed", 2, 2)


@pytest.mark.parametrize(
    ("emails", "status_code"), [(["x"], 400), ([f"{number}@firma.example" for number in range(6)], 400), ("x", 400)]
)
def test_api_wrong_signers_are_refused(person: Applicant, emails: object, status_code: int) -> None:
    person.asks()
    sent = APIClient().put(f"/api/v1/annexes/{token()}/signers/", {"emails": emails}, format="json")
    assert sent.status_code == status_code
    assert AnnexSigner.objects.count() == 0


def test_api_the_return_of_another_signer_is_not_found(annex: AnnexRequest, double: Double) -> None:
    sign(annex, double)
    api = APIClient()
    back = double.sign(api.post(f"/api/v1/annexes/{signers_token()}/signer/signature/").json()["url"], "maria")
    first = signers_token()
    cosign(first, double, "maria")
    wrong = api.post(f"/api/v1/annexes/{signers_token()}/signer/signature/return/", back, format="json")
    assert (signers_token() != first, wrong.status_code) == (True, 404)


def test_too_many_signers_are_refused(annex: AnnexRequest) -> None:
    with pytest.raises(errors.TooManySigners):
        asking.name_signers(annex, [f"{number}@firma.example" for number in range(6)])
    assert signers.emails_of(annex) == [BOARD, PROXY]


def test_one_address_is_named_once(annex: AnnexRequest) -> None:
    assert signers.emails_of(asking.name_signers(annex, [BOARD, BOARD])) == [BOARD]


def test_as_many_queries_for_five_signers_as_for_one(
    person: Applicant, annex: AnnexRequest, django_assert_num_queries: object
) -> None:
    asking.name_signers(annex, [f"{number}@firma.example" for number in range(5)])
    application = person.current()
    with django_assert_num_queries(2):  # type: ignore[operator]  # a fixture that makes a context
        assert [each.signatures for each in status.of(application)] == [(0, 6)]

"""The pages: the applicant's list, and the employer's way from the link to the signature."""

import re
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.acting import themselves
from accounts.models import User
from applications.annexes import asking, links, prefill, signature
from applications.annexes.models import AnnexRequest
from applications.annexes.states import AnnexState
from applications.drafting.models import Application
from tests.applications.annexes import applicant_and_employer
from tests.applications.annexes.applicant_and_employer import EMPLOYER, FORM, Applicant
from tests.applications.signing.signature_double import Double
from tests.whitespace import without_unseen

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(person: Applicant) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def listing(person: Applicant) -> str:
    return f"/en/applications/{person.application.pk}/annexes/"


def post_step(employer: Client, token: str, step: str, **answers: str) -> str:
    """Fill in one step as a browser does; where it leads."""
    page = employer.get(f"/en/annex/{token}/steps/{step}/")
    revision = page.context["revision"]
    data = {f"{step}-{name}": value for name, value in answers.items()}
    management = {"annex_wizard-current_step": step}
    answer = employer.post(page.request["PATH_INFO"], {**management, **data, "revision": revision})
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


def test_listing_the_applicant_asks_again_replaces_and_ends(person: Applicant, signed_in: Client) -> None:
    page = listing(person)
    assert "Nobody was asked yet" in signed_in.get(page).content.decode()
    signed_in.post(page, {"action": "send", "annex": FORM, "email": EMPLOYER})
    annex = AnnexRequest.objects.get()
    text = signed_in.get(page).content.decode()
    assert EMPLOYER in text
    assert "Not opened yet." in text
    signed_in.post(page, {"action": "resend", "request": annex.pk})
    assert len(applicant_and_employer.mails()) == 2
    signed_in.post(page, {"action": "replace", "request": annex.pk, "email": "boss@firma.example"})
    assert person.annex_states() == [("boss@firma.example", "sent")]
    signed_in.post(page, {"action": "end", "request": AnnexRequest.objects.live().get().pk})
    assert person.annex_states() == [("", "missing")]


@pytest.mark.parametrize("email", ["", "no address", "a@b"])
def test_listing_a_wrong_address_is_told_at_its_field(person: Applicant, signed_in: Client, email: str) -> None:
    answer = signed_in.post(listing(person), {"action": "send", "annex": FORM, "email": email})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#email-{FORM}"' in text
    assert f'id="email-{FORM}-error"' in text
    assert not AnnexRequest.objects.exists()


def test_listing_a_refusal_is_told_on_the_page(person: Applicant, signed_in: Client) -> None:
    person.answers(surname=None)
    answer = signed_in.post(listing(person), {"action": "send", "annex": FORM, "email": EMPLOYER}, follow=True)
    assert "Answer these questions of your application first. Surname" in answer.content.decode()


def test_listing_somebody_elses_application_and_request_are_not_found(person: Applicant, signed_in: Client) -> None:
    other = applicant_and_employer.applicant("ahmed@example.com")
    theirs = other.asks()
    assert signed_in.get(listing(other)).status_code == 404
    for action in ("resend", "end"):
        assert signed_in.post(listing(person), {"action": action, "request": theirs.pk}).status_code == 404
    assert signed_in.post(listing(person), {"action": "unheard-of", "request": ""}).status_code == 404
    assert Client().get(listing(person)).status_code == 302


def test_applicant_is_led_here_before_reading_what_is_signed(person: Applicant, signed_in: Client) -> None:
    address = f"/en/filing/{person.application.pk}/sign/"
    answer = signed_in.get(address)
    assert (answer.status_code, answer.headers["Location"]) == (302, listing(person))
    assert "An annex is missing or out of date." in signed_in.get(answer.headers["Location"]).content.decode()


@pytest.mark.parametrize("more", [{"employer-e-name": "Przykład"}, {"employer-e-name": "P", "employer-e-agency": "?"}])
def test_employer_posts_the_same_step_twice_and_goes_on(person: Applicant, more: dict[str, str]) -> None:
    person.asks()
    token, employer = applicant_and_employer.token(), Client()
    employer.post(f"/en/annex/{token}/")
    address = f"/en/annex/{token}/steps/employer/"
    revision = employer.get(address).context["revision"]
    sent = {"annex_wizard-current_step": "employer", "revision": revision, "employer-e-agency-none": "on", **more}
    first, second = (employer.post(address, sent) for _ in range(2))
    assert (second.status_code, second.headers.get("Location")) == (first.status_code, first.headers.get("Location"))
    assert first.status_code == (200 if "employer-e-agency" in more else 302)


def test_employer_walks_from_the_link_to_the_signature(person: Applicant, double: Double) -> None:
    person.asks()
    token, employer = applicant_and_employer.token(), Client(enforce_csrf_checks=False)
    first = employer.get(f"/en/annex/{token}/")
    text = first.content.decode()
    assert "Kovalenko" in text
    assert first.headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in first.headers["Cache-Control"]
    assert links.find(token).state == AnnexState.SENT
    assert employer.post(f"/en/annex/{token}/").headers["Location"] == f"/en/annex/{token}/steps/employer/"
    answers = {"e-name": "Przykład", "e-agency": "", "e-agency-none": "on"}
    assert post_step(employer, token, "employer", **answers) == f"/en/annex/{token}/steps/job/"
    assert post_step(employer, token, "job", position="spawacz") == f"/en/annex/{token}/check/"
    check = employer.get(f"/en/annex/{token}/check/").content.decode()
    assert "Oświadczam, że dane zawarte we wniosku są prawdziwe." in check
    assert "spawacz" in check
    away = employer.post(f"/en/annex/{token}/sign/").headers["Location"]
    assert away.startswith(f"{double.url}/sign/")
    back = double.sign(away, "jan")
    answer = employer.get("/en/annex/return/?" + urlencode(back))
    assert answer.headers["Location"] == f"/en/annex/{token}/"
    done = employer.get(f"/en/annex/{token}/").content.decode()
    assert "Jan Nowak" in done
    assert person.annex_states() == [(EMPLOYER, "signed")]


@pytest.mark.parametrize(
    ("kinds", "named", "elsewhere"),
    [
        (
            ("trusted", "qualified", "personal"),
            "trusted signature, qualified signature, personal signature",
            "qualified signature, personal signature",
        ),
        (("trusted", "qualified"), "trusted signature, qualified signature", "qualified signature"),
        (("qualified",), "qualified signature", "qualified signature"),
        (("trusted",), "trusted signature", ""),
    ],
)
def test_only_the_signatures_that_the_form_takes_are_offered(
    person: Applicant, monkeypatch: pytest.MonkeyPatch, kinds: tuple[str, ...], named: str, elsewhere: str
) -> None:
    annex, token, employer = person.asks(), applicant_and_employer.token(), Client()
    applicant_and_employer.fill_in(token)
    form = prefill.form_of(annex)
    assert form.signing is not None
    taken = replace(form, signing=replace(form.signing, kinds=kinds))
    monkeypatch.setattr(prefill, "form_of", lambda request: taken)

    opened = without_unseen(employer.get(f"/en/annex/{token}/").text)
    check = without_unseen(employer.get(f"/en/annex/{token}/check/").text)

    assert f"You sign at the end. Accepted signatures: {named}." in opened
    assert ("Sign with a trusted profile" in check) is ("trusted" in kinds)
    assert ("Send the signed file" in check) is bool(elsewhere)
    assert (f"Accepted signatures: {elsewhere}." in check) is bool(elsewhere)


def test_employer_leaves_in_the_middle_and_comes_back(person: Applicant) -> None:
    person.asks()
    token = applicant_and_employer.token()
    first, later = Client(), Client()
    first.post(f"/en/annex/{token}/")
    data = {"annex_wizard-current_step": "employer", "employer-e-name": "Firma", "leave": "1", "revision": "0"}
    assert first.post(f"/en/annex/{token}/steps/employer/", data).headers["Location"] == f"/en/annex/{token}/"
    assert 'value="Firma"' in later.get(f"/en/annex/{token}/steps/employer/").content.decode()
    assert "Begun" in later.get(f"/en/annex/{token}/").content.decode()


def test_employer_reads_who_asks_and_by_when_on_every_page(person: Applicant) -> None:
    Application.objects.update(last_lawful_day=(last := timezone.localdate() + timedelta(days=5)))
    annex = person.asks()
    token, employer = applicant_and_employer.token(), Client()
    pages = [f"/en/annex/{token}/", f"/en/annex/{token}/steps/job/", f"/en/annex/{token}/check/"]
    texts = [employer.get(pages[0]).text]
    employer.post(pages[0])
    texts += [employer.get(page).text for page in pages[1:]]
    texts = [without_unseen(text) for text in texts]
    for text in texts:
        assert f'Sign by: <time class="mos-date" datetime="{last.isoformat()}">' in text
        assert "Kovalenko" in text
    assert '<bdi class="mos-name">Kovalenko</bdi> applies for a residence permit' in texts[0]
    assert f'The link itself ends on: <time class="mos-date" datetime="{annex.link_ends_on.isoformat()}">' in texts[0]


def test_employer_asked_again_sees_that_all_is_kept(person: Applicant, double: Double) -> None:
    annex = person.asks()
    applicant_and_employer.sign(applicant_and_employer.fill_in(applicant_and_employer.token()), double)
    person.answers(surname="Nowak")
    employer = Client()
    page = employer.get(f"/en/annex/{applicant_and_employer.token()}/").text
    assert ("after you signed" in page, "nothing more for you to do" in page) == (True, False)
    asking.resend(annex, acting=themselves(person.user))
    page = employer.get(f"/en/annex/{applicant_and_employer.token()}/").text
    assert (page.count("Kept: check it again"), page.count("Not begun"), "sign again" in page) == (2, 0, True)
    answer = employer.post(f"/en/annex/{applicant_and_employer.token()}/")
    assert answer.headers["Location"] == f"/en/annex/{applicant_and_employer.token()}/check/"
    check = employer.get(answer.headers["Location"]).text
    assert ("Nowak" in check, "spawacz" in check, 'action="/en/annex/' in check) == (True, True, True)


def test_employer_wrong_answers_are_shown_again_with_their_errors(person: Applicant) -> None:
    person.asks()
    token, employer = applicant_and_employer.token(), Client()
    employer.post(f"/en/annex/{token}/")
    data = {"annex_wizard-current_step": "employer", "employer-e-name": "", "revision": "0"}
    text = without_unseen(employer.post(f"/en/annex/{token}/steps/employer/", data).text)
    assert re.findall(r'<li><a href="#(.*?)">(.*?)</a></li>', text)[0] == (
        "id_employer-e-name",
        "Name – Answer this question",
    )


def test_employer_cannot_skip_to_a_step_or_the_check_before_starting(person: Applicant) -> None:
    person.asks()
    token, employer = applicant_and_employer.token(), Client()
    for part in ("steps/employer/", "check/"):
        assert employer.get(f"/en/annex/{token}/{part}").headers["Location"] == f"/en/annex/{token}/"
    employer.post(f"/en/annex/{token}/")
    assert employer.get(f"/en/annex/{token}/steps/foreigner/").headers["Location"] == f"/en/annex/{token}/"
    assert employer.get(f"/en/annex/{token}/steps/unknown/").status_code == 404
    answer = employer.post(f"/en/annex/{token}/sign/", follow=True)
    assert "Some questions are not answered yet." in answer.content.decode()


def test_employer_is_told_when_the_applicants_data_changed(person: Applicant) -> None:
    person.asks()
    token, employer = applicant_and_employer.token(), Client()
    employer.post(f"/en/annex/{token}/")
    person.answers(surname="Nowak")
    text = employer.get(f"/en/annex/{token}/steps/employer/", follow=True).content.decode()
    assert "The applicant changed their data." in text
    assert "Nowak" in text
    person.answers(surname=None)
    answer = employer.get(f"/en/annex/{token}/steps/employer/")
    assert answer.status_code == 409
    assert "The applicant is changing their data just now." in answer.content.decode()


def test_employer_unknown_and_ended_links(person: Applicant) -> None:
    annex = person.asks()
    unknown = Client().get("/en/annex/unknown/")
    assert (unknown.status_code, "This link is not valid, or" in unknown.content.decode()) == (404, True)
    AnnexRequest.objects.filter(pk=annex.pk).update(expires_at=annex.sent_at)
    ended = Client().get(f"/en/annex/{applicant_and_employer.token()}/")
    assert (ended.status_code, "This link has ended." in ended.content.decode()) == (410, True)


def test_employer_a_refused_signature_leads_back_with_the_reason(person: Applicant, double: Double) -> None:
    person.asks()
    applicant_and_employer.fill_in(applicant_and_employer.token())
    token, employer = applicant_and_employer.token(), Client()
    away = employer.post(f"/en/annex/{token}/sign/").headers["Location"]
    back = double.sign(away, "olena-expired")
    answer = employer.get("/en/annex/return/?" + urlencode(back), follow=True)
    assert answer.redirect_chain == [(f"/en/annex/{token}/check/", 302)]
    assert "The certificate was not valid" in answer.content.decode()
    cancelled = employer.get(
        "/en/annex/return/?" + urlencode({"state": back["state"], "error": "cancelled"}), follow=True
    )
    assert "You came back without signing." in cancelled.content.decode()


def test_employer_comes_back_in_another_browser(person: Applicant, double: Double) -> None:
    person.asks()
    away = signature.start(
        applicant_and_employer.fill_in(applicant_and_employer.token()), return_url="http://portal/"
    ).url
    answer = Client().get("/en/annex/return/?" + urlencode(double.sign(away, "jan")))
    text = answer.content.decode()
    assert "The annex is signed" in text
    assert applicant_and_employer.token() not in text
    assert "Kovalenko" not in text


def test_employer_forged_return_is_refused(person: Applicant) -> None:
    answer = Client().get("/en/annex/return/?state=x&artifact=y")
    assert answer.status_code == 422
    assert "This signing request is not known or has expired." in answer.content.decode()


def test_employer_signs_with_a_program_of_their_own(person: Applicant, double: Double) -> None:
    person.asks()
    applicant_and_employer.fill_in(applicant_and_employer.token())
    token, employer = applicant_and_employer.token(), Client()
    document = employer.get(f"/en/annex/{token}/document/")
    assert document.headers["Content-Disposition"] == f'attachment; filename="{FORM}.xml"'
    unsigned = SimpleUploadedFile("annex.xml", document.content)
    refused = employer.post(f"/en/annex/{token}/upload/", {"file": unsigned})
    assert refused.status_code == 422
    assert "This file carries no signature that we can read." in refused.content.decode()
    assert employer.post(f"/en/annex/{token}/upload/").status_code == 422


@pytest.mark.parametrize("language", ["pl", "uk", "ar"])
def test_employer_reads_in_another_language(person: Applicant, language: str) -> None:
    person.asks()
    answer = Client().get(f"/{language}/annex/{applicant_and_employer.token()}/")
    assert answer.status_code == 200
    assert f'lang="{language}"' in answer.content.decode()


def test_token_stays_out_of_the_log(person: Applicant, caplog: pytest.LogCaptureFixture) -> None:
    from config.redaction import NoTokens  # noqa: PLC0415  # only this test

    person.asks()
    caplog.handler.addFilter(NoTokens())
    Client().get(f"/en/annex/{applicant_and_employer.token()}x/")
    Client().get(f"/en/annex/{applicant_and_employer.token()}/steps/unknown/unknown/")
    Client().get(f"/api/v1/annexes/{applicant_and_employer.token()}x/")
    assert "/annex/…" in caplog.text
    assert applicant_and_employer.token() not in caplog.text


def test_filter_stands_on_the_real_log(settings: object) -> None:
    from django.conf import settings as real  # noqa: PLC0415  # only this test

    assert real.LOGGING["handlers"]["console"]["filters"] == ["no-tokens"]
    assert reverse("annexes:return").endswith("/annex/return/")
    assert User.USERNAME_FIELD == "email"


def test_employer_finds_what_was_typed_when_we_failed(person: Applicant, monkeypatch: pytest.MonkeyPatch) -> None:
    person.asks()
    token, employer = applicant_and_employer.token(), Client(raise_request_exception=False)
    employer.post(f"/en/annex/{token}/")
    address = f"/en/annex/{token}/steps/employer/"

    def fail(*args: object, **kwargs: object) -> None:
        raise LookupError("planted")

    with monkeypatch.context() as patch:
        patch.setattr(asking, "save_step", fail)
        failed = employer.post(address, {"employer-e-name": "Przykład", "revision": "0"})
    assert (failed.status_code, "kept, sealed" in failed.text) == (500, True)
    page = employer.get(address).text
    assert ('value="Przykład"' in page, "The portal failed" in page) == (True, True)
    assert "Przykład" not in Client().get(address).text


def offered_address(page: str) -> tuple[list[str], bool]:
    """The addresses that stand in a field to be read, and whether it is said that nothing was sent."""
    inputs = re.findall(r'<input class="govuk-input[^>]* value="([^"]*)"', without_unseen(page))
    return inputs, "was not sent" in page


@pytest.mark.parametrize("action", ["send", "replace"])
def test_an_address_typed_after_the_session_had_ended_is_back_after_sign_in(person: Applicant, action: str) -> None:
    annex = person.asks()
    browser = Client()
    typed = {"action": action, "annex": FORM, "request": annex.pk, "email": "boss@firma.example"}
    answer = browser.post(listing(person), typed)
    assert answer.headers["Location"].startswith("/en/account/login/?next=/en/applications/")
    browser.force_login(person.user)
    page = browser.get(listing(person)).text
    assert offered_address(page) == (["boss@firma.example"], True)
    assert ("Your session had ended" in page, "The link was not sent" in page) == (True, False)
    assert (
        re.findall(r"mos-callout--warn.*?<div><(\w+)>", without_unseen(page))[-1] == "p"
    )  # the annex's title is not its title
    browser.post(listing(person), typed)
    assert offered_address(browser.get(listing(person)).text) == ([], False)


def test_an_address_typed_when_we_failed_is_back_for_its_writer_only(
    person: Applicant, signed_in: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed_in.raise_request_exception = False

    def fail(*args: object, **kwargs: object) -> None:
        raise LookupError("planted")

    with monkeypatch.context() as patch:
        patch.setattr(asking, "send", fail)
        failed = signed_in.post(listing(person), {"action": "send", "annex": FORM, "email": EMPLOYER})
    assert (failed.status_code, "kept, sealed" in failed.text) == (500, True)
    page = signed_in.get(listing(person)).text
    assert (offered_address(page), "The portal failed" in page) == (([EMPLOYER], True), True)
    other = Client()
    other.force_login(person.user)
    assert offered_address(other.get(listing(person)).text) == ([], False)


def test_a_refused_request_keeps_the_address_in_its_field(person: Applicant, signed_in: Client) -> None:
    """Too many links to one address, an application not ready for it: the reason is told, the address stays."""
    person.asks()
    answer = signed_in.post(listing(person), {"action": "send", "annex": FORM, "email": EMPLOYER})
    assert answer.status_code == 422
    assert offered_address(answer.text)[0] == [EMPLOYER]


@pytest.mark.parametrize("action", ["resend", "end"])
def test_a_button_pressed_in_vain_is_told_and_changes_nothing(person: Applicant, action: str) -> None:
    annex = person.asks()
    pressed = {"action": action, "request": str(annex.pk)}
    late = Client()
    late.post(listing(person), pressed)
    late.force_login(person.user)
    assert "Your session had ended, so nothing was done" in late.get(listing(person)).text
    stale = Client(enforce_csrf_checks=True)
    stale.force_login(person.user)
    answer = stale.post(listing(person), pressed, headers={"Sec-Fetch-Site": "same-origin"})
    assert (answer.status_code, "Nothing was done: the page was open for too long" in answer.text) == (403, True)
    assert offered_address(answer.text) == ([], False)
    assert person.annex_states() == [(EMPLOYER, "sent")]


def test_employer_a_signed_file_sent_with_a_stale_token_is_named(person: Applicant) -> None:
    person.asks()
    applicant_and_employer.fill_in(applicant_and_employer.token())
    employer = Client(enforce_csrf_checks=True)
    sent = {"file": SimpleUploadedFile("podpisany.xml", b"<x/>")}
    address = f"/en/annex/{applicant_and_employer.token()}/upload/"
    answer = employer.post(address, sent, headers={"Sec-Fetch-Site": "same-origin"})
    assert (answer.status_code, "Your files were not sent" in answer.text) == (403, True)
    assert "<bdi>podpisany.xml</bdi>" in answer.text
    assert employer.get(address).status_code == 200

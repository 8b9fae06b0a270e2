"""The upload list of a person is made from their answers: page, API, task list and what is taken in agree."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from accounts.acting import themselves
from accounts.models import User
from applications.answers import sheets
from applications.answers.sheets import Contents
from applications.drafting import attachments, charged, lifecycle
from applications.drafting.errors import UnknownPurpose
from applications.drafting.models import Application
from applications.filing import preview, queries
from applications.uploads import intake
from procedures import catalogue
from tests.acting import own
from tests.applications.receipts.pdfs import printed
from tests.applications.uploads.files_to_upload import pdf
from tests.whitespace import without_unseen

pytestmark = pytest.mark.django_db
OPEN = "Whether you need it follows from an answer that is still missing."


@pytest.fixture
def owner() -> User:
    return User.objects.create_user(email="olena@example.org", password="a long password of a test")


@pytest.fixture
def draft(owner: User) -> Application:
    return lifecycle.start(themselves(owner), catalogue.procedure("temporary-work"), language="en")


def answered(application: Application, **answers: Any) -> Application:
    assert application.sheet is not None
    contents = Contents(answers={**sheets.read(application.sheet).answers, **answers})
    expected = application.sheet.revision
    saved = lifecycle.save_step(application, contents, step="passport", expected=expected, acting=own(application))
    return saved.application


def purposes(application: Application) -> list[str]:
    return [each.purpose for each in attachments.asked(application)]


def page(owner: User, application: Application) -> str:
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(owner)
    return browser.get(f"/en/applications/{application.pk}/files/", follow=True).content.decode()


def test_page_and_api_ask_for_the_document_that_the_person_has(owner: User, draft: Application) -> None:
    draft = answered(draft, docChoice="identityDoc")
    shown = page(owner, draft)
    assert "All pages of another document that confirms your identity" in shown
    assert "All pages of your passport" not in shown
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(owner)
    told = browser.get(f"/api/v1/applications/{draft.pk}/documents/").json()
    assert [each["document"]["key"] for each in told] == [
        "photo",
        "identity-document",
        "insurance",
        "annex1",
        "evidence",
    ]
    assert {each["is_open"] for each in told} == {False}


def test_a_file_that_is_not_asked_for_any_more_is_seen_and_can_be_removed(owner: User, draft: Application) -> None:
    draft = answered(draft, docChoice="travelDoc")
    given = attachments.receive(draft, purpose="passport", name="old.pdf", content=b"%PDF-1.7", acting=own(draft))
    draft = answered(draft, docChoice="identityDoc")
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(owner)
    for part in ("files", "check"):
        shown = browser.get(f"/en/applications/{draft.pk}/{part}/", follow=True).content.decode()
        assert "old.pdf" in shown
    shown = page(owner, draft)
    assert "Your answers do not ask for this any more." in shown
    assert f'value="{given.pk}"' in shown
    browser.post(f"/en/applications/{draft.pk}/files/", {"remove": str(given.pk)})
    assert "old.pdf" not in page(owner, draft)


def test_before_the_answer_both_are_named_and_neither_is_missing(owner: User, draft: Application) -> None:
    assert purposes(draft) == ["photo", "passport", "identity-document", "evidence"]
    assert [each.purpose for each in attachments.wanted(draft)] == ["photo"]
    assert page(owner, draft).count(OPEN) == 2
    assert [each.purpose for each in attachments.wanted(answered(draft, docChoice="travelDoc"))] == [
        "photo",
        "passport",
    ]


def test_file_that_the_answers_do_not_ask_for_is_refused(draft: Application) -> None:
    draft = answered(draft, docChoice="travelDoc")
    content = SimpleUploadedFile("id.pdf", b"%PDF-1.7").read()
    with pytest.raises(UnknownPurpose):
        attachments.receive(draft, purpose="identity-document", name="id.pdf", content=content, acting=own(draft))


def test_evidence_lists_what_belongs_to_it_with_translation_and_original(owner: User, draft: Application) -> None:
    shown = page(owner, draft)
    evidence = shown[shown.index('id="evidence"') :]
    assert "Proof of health insurance" in evidence
    assert "only with a Polish translation by a sworn translator (art.\xa08(2))" in evidence
    assert "Keep the original: the office calls for it" in evidence
    assert "Annex 1, filled in" not in evidence
    assert "What shows your financial situation" not in evidence


def test_claim_brings_its_evidence(owner: User, draft: Application) -> None:
    draft = lifecycle.claim(draft, ["hardship"], acting=own(draft))
    assert "What shows your financial situation" in page(owner, draft)


def test_list_is_kept_when_the_answers_are_gone(draft: Application) -> None:
    draft = answered(draft, docChoice="identityDoc")
    Application.objects.filter(pk=draft.pk).update(state="signed")
    draft = lifecycle.transfer(lifecycle.file(draft, acting=own(draft), at=timezone.now()))
    assert draft.draft is None
    assert purposes(draft) == ["photo", "identity-document", "evidence"]
    assert [each.purpose for each in queries.owed(draft)] == ["photo", "identity-document"]
    draft = lifecycle.claim(draft, ["hardship"], acting=own(draft))
    assert "financial-situation" in [each.document.key for each in charged.checklist_of(draft)]


JOURNEY = {"country": "UKR", "from": "2026-01-01", "to": "2026-01-02"}
FULL = "This list is full. Hand in the rest as a file"


def test_rest_of_a_full_list_is_a_file_of_its_own_from_list_to_document(owner: User, draft: Application) -> None:
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(owner)
    journeys = f"/en/applications/{draft.pk}/journeys/"
    draft = answered(draft, docChoice="travelDoc", travels5y=[JOURNEY] * 299)
    assert "rest-of-list" not in purposes(draft)
    with pytest.raises(UnknownPurpose):
        attachments.receive(draft, purpose="rest-of-list", name="a.pdf", content=b"%PDF-1.7", acting=own(draft))
    shown = browser.get(journeys, follow=True).content.decode()
    assert (FULL in shown, "travels5y-add" in shown) == (False, True)

    draft = answered(draft, travels5y=[JOURNEY] * 300)
    shown = browser.get(journeys, follow=True).content.decode()
    assert (FULL in shown, "travels5y-add" in shown) == (True, False)
    shown = page(owner, draft)
    assert ("The rest of a long list" in shown, 'value="rest-of-list"' in shown) == (True, True)
    told = browser.get(f"/api/v1/applications/{draft.pk}/documents/").json()
    assert [each["document"]["purpose"] for each in told if each["document"]["key"] == "rest-of-list"] == [
        "rest-of-list"
    ]
    sent = {"purpose": "rest-of-list", "file": SimpleUploadedFile("journeys.pdf", pdf())}
    assert browser.post(f"/api/v1/applications/{draft.pk}/attachments/", sent).status_code == 201
    assert [intake.check(each).state for each in intake.of(draft.pk)] == ["accepted"]
    drawn = preview.pdf(draft)
    assert drawn is not None
    assert "Dalszy ciąg listy, która nie zmieściła się we wniosku" in without_unseen(printed(drawn))


def test_rest_that_nobody_needs_any_more_is_seen_until_it_is_removed(owner: User, draft: Application) -> None:
    draft = answered(draft, docChoice="travelDoc", travels5y=[JOURNEY] * 300)
    attachments.receive(draft, purpose="rest-of-list", name="rest.pdf", content=b"%PDF-1.7", acting=own(draft))
    draft = answered(draft, travels5y=[JOURNEY])
    shown = page(owner, draft)
    assert "rest.pdf" in shown
    assert "Your answers do not ask for this any more." in shown

"""The page of the receipt: whom it names, files handed in there, and what was pressed after a session had ended."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from applications.drafting.models import Application
from applications.filing import submissions
from applications.filing.models import Following
from applications.retention import consent
from tests.acting import own
from tests.applications.filing.test_submissions import prepared, signed_by
from tests.applications.uploads import files_to_upload

pytestmark = pytest.mark.django_db(transaction=True)
type Sign = Callable[..., bytes]


def url(name: str, *args: object) -> str:
    return reverse(f"retention:{name}", args=args).replace("/pl/", "/en/", 1)


def test_a_missing_file_is_added_on_the_receipt_page(client: Client, application: Application, sign: Sign) -> None:
    assert client.get(url("receipt", application.pk)).status_code == 404
    submission = prepared(application)
    submissions.accept(submission, signed_by(submission, sign), acting=own(submission.application))
    files = {"purpose": "photo", "file": SimpleUploadedFile("me.jpg", files_to_upload.photo())}
    assert client.post(url("follow", application.pk), files).headers["Location"] == url("receipt", application.pk)
    assert "me.jpg" in client.get(url("receipt", application.pk)).content.decode()
    assert Following.objects.get().purpose == "photo"
    refused = client.post(url("follow", application.pk), {"purpose": "nonsense"})
    assert set(refused.context["form"].errors) == {"purpose", "file"}


def test_the_receipt_page_names_the_applicant(client: Client, application: Application, sign: Sign) -> None:
    submission = prepared(application)
    submissions.accept(submission, signed_by(submission, sign), acting=own(submission.application))
    assert client.get(url("receipt", application.pk)).context["applicant"] == "Olena Kovalenko"


def test_files_that_follow_sent_after_the_session_had_ended_are_named(
    client: Client, application: Application, sign: Sign
) -> None:
    submission = prepared(application)
    submissions.accept(submission, signed_by(submission, sign), acting=own(submission.application))
    client.logout()
    files = {"purpose": "photo", "file": SimpleUploadedFile("me.jpg", files_to_upload.photo())}
    address = url("follow", application.pk)
    assert client.post(address, files).headers["Location"] == f"/en/account/login/?next={address}"
    client.force_login(application.principal)
    for shown in (client.get(address), client.get(url("receipt", application.pk))):
        assert [said in shown.text for said in ("Your session had ended", "Choose them again", "me.jpg")] == [True] * 3
    client.post(address, {"purpose": "photo", "file": SimpleUploadedFile("me.jpg", files_to_upload.photo())})
    assert "Your session had ended" not in client.get(url("receipt", application.pk)).text


def test_a_consent_pressed_after_the_session_had_ended_does_nothing_and_says_so(
    client: Client, application: Application, sign: Sign
) -> None:
    submission = prepared(application)
    submissions.accept(submission, signed_by(submission, sign), acting=own(submission.application))
    answer = client.get(url("consent", application.pk))
    assert answer.headers["Location"] == url("receipt", application.pk) + "#copy"
    assert "so nothing was done" in client.get(url("receipt", application.pk)).text
    assert consent.of(application) is None

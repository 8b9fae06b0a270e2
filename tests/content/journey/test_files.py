"""Photo, passport and evidence: handed in, refused with a reason, taken back."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from applications.drafting import lifecycle
from applications.drafting.models import Application
from applications.uploads import intake
from applications.uploads.models import Upload
from procedures.schema import Procedure

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


@pytest.fixture
def draft(client: Client, demo: Procedure) -> Application:
    olena = User.objects.create_user("olena@example.com", "correct-horse-battery")
    client.force_login(olena)
    return lifecycle.start(olena, demo, language="en")


def add(client: Client, draft: Application, purpose: str, content: bytes) -> Any:
    sent = {"purpose": purpose, "file": SimpleUploadedFile("me.jpg", content)}
    return client.post(f"/en/applications/{draft.pk}/files/", sent)


def test_a_file_is_handed_in_and_being_checked(client: Client, draft: Application) -> None:
    assert add(client, draft, "photo", b"not really").headers["Location"] == f"/en/applications/{draft.pk}/files/"
    page = client.get(f"/en/applications/{draft.pk}/files/").content.decode()
    assert ("me.jpg" in page, "Being checked" in page) == (True, True)
    assert "Being checked" in client.get(f"/en/applications/{draft.pk}/").content.decode()


def test_a_refused_file_says_what_is_wrong_and_what_to_do(client: Client, draft: Application) -> None:
    add(client, draft, "photo", b"not really")
    Upload.objects.update(state="refused", faults=["heic"], original="")
    page = client.get(f"/en/applications/{draft.pk}/files/").content.decode()
    assert "HEIC format" in page
    assert "Share it from the phone as JPG" in page
    assert "A file was refused" in client.get(f"/en/applications/{draft.pk}/").content.decode()


def test_an_empty_file_is_refused_at_once(client: Client, draft: Application) -> None:
    page = add(client, draft, "photo", b"")
    assert "The file is empty" in page.content.decode()
    assert intake.of(draft.pk) == []


def test_no_file_chosen_is_said_at_the_field(client: Client, draft: Application) -> None:
    page = client.post(f"/en/applications/{draft.pk}/files/", {"purpose": "passport"}).content.decode()
    assert "Choose a file first" in page
    assert 'id="passport-file"' in page


def test_a_purpose_nobody_asked_for_is_refused(client: Client, draft: Application) -> None:
    assert add(client, draft, "selfie", b"not really").status_code == 200
    assert intake.of(draft.pk) == []


def test_a_file_is_taken_back(client: Client, draft: Application) -> None:
    add(client, draft, "photo", b"not really")
    upload = Upload.objects.get()
    client.post(f"/en/applications/{draft.pk}/files/", {"remove": str(upload.pk)})
    assert intake.of(draft.pk) == []


@pytest.mark.parametrize("name", ["x", "01a20505-7696-7722-a435-322d2dbfd138"])
def test_what_is_not_there_cannot_be_taken_back(client: Client, draft: Application, name: str) -> None:
    assert client.post(f"/en/applications/{draft.pk}/files/", {"remove": name}).status_code == 404

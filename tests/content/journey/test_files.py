"""Photo, passport and evidence: handed in, refused with a reason, taken back."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from accounts.acting import themselves
from accounts.models import User
from applications.drafting import lifecycle
from applications.drafting.models import Application
from applications.uploads import intake
from applications.uploads.models import Upload
from procedures.language.schema import Procedure
from procedures.tables import papers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_procedure")]


@pytest.fixture
def draft(client: Client, demo_procedure: Procedure) -> Application:
    olena = User.objects.create_user("olena@example.com", "correct-horse-battery")
    client.force_login(olena)
    return lifecycle.start(themselves(olena), demo_procedure, language="en")


def add_file(client: Client, draft: Application, purpose: str, content: bytes) -> Any:
    sent = {"purpose": purpose, "file": SimpleUploadedFile("me.jpg", content)}
    return client.post(f"/en/applications/{draft.pk}/files/", sent)


def test_a_file_is_handed_in_and_being_checked(client: Client, draft: Application) -> None:
    assert add_file(client, draft, "photo", b"not really").headers["Location"] == f"/en/applications/{draft.pk}/files/"
    page = client.get(f"/en/applications/{draft.pk}/files/").content.decode()
    assert ("me.jpg" in page, "Being checked" in page) == (True, True)
    assert "Being checked" in client.get(f"/en/applications/{draft.pk}/").content.decode()


def test_a_refused_file_says_what_is_wrong_and_what_to_do(client: Client, draft: Application) -> None:
    add_file(client, draft, "photo", b"not really")
    Upload.objects.update(state="refused", faults=["heic"], original="")
    page = client.get(f"/en/applications/{draft.pk}/files/").content.decode()
    assert "HEIC format" in page
    assert "Share it from the phone as JPG" in page
    assert "A file was refused" in client.get(f"/en/applications/{draft.pk}/").content.decode()


def test_an_empty_file_is_refused_at_once(client: Client, draft: Application) -> None:
    page = add_file(client, draft, "photo", b"")
    assert "The file is empty" in page.content.decode()
    assert intake.of(draft.pk) == []


def test_no_file_chosen_is_said_at_the_field(client: Client, draft: Application) -> None:
    page = client.post(f"/en/applications/{draft.pk}/files/", {"purpose": "passport"}).content.decode()
    assert "Choose a file first" in page
    assert 'id="passport-file"' in page


def test_several_files_come_at_once_and_a_bad_one_keeps_no_other_out(client: Client, draft: Application) -> None:
    files = [
        SimpleUploadedFile("one.pdf", b"1"),
        SimpleUploadedFile("none.pdf", b""),
        SimpleUploadedFile("two.pdf", b"2"),
    ]
    page = client.post(f"/en/applications/{draft.pk}/files/", {"purpose": "passport", "file": files}).content.decode()
    assert [each.name for each in intake.of(draft.pk)] == ["one.pdf", "two.pdf"]
    assert "none.pdf: The file is empty." in page
    assert ("one.pdf" in page, "two.pdf" in page) == (True, True)


@pytest.mark.parametrize(
    ("purpose", "said", "offers"),
    [
        ("photo", "JPG. At most 2.5 MB.", ("image/jpeg,.jpg,.jpeg", False)),
        ("passport", "PDF. At most 10 MB each.", ("application/pdf,.pdf", True)),
    ],
)
def test_each_input_says_and_offers_what_is_taken(
    client: Client, draft: Application, purpose: str, said: str, offers: tuple[str, bool]
) -> None:
    page = html.fromstring(client.get(f"/en/applications/{draft.pk}/files/").content)
    by_id = {each.get("id", ""): each for each in page.iter() if each.get("id")}
    field = by_id[f"{purpose}-file"]
    hint = "".join(str(text) for text in by_id[field.get("aria-describedby", "")].itertext())
    assert (field.get("accept"), "multiple" in field.attrib) == offers
    assert hint.strip().startswith(said)


def test_a_page_with_nothing_to_wait_for_does_not_look_again(client: Client, draft: Application) -> None:
    address = f"/en/applications/{draft.pk}/files/"
    assert "checks.js" not in client.get(address).content.decode()
    add_file(client, draft, "photo", b"not really")
    assert "checks.js" in client.get(address).content.decode()


def test_a_purpose_nobody_asked_for_is_refused(client: Client, draft: Application) -> None:
    assert add_file(client, draft, "selfie", b"not really").status_code == 200
    assert intake.of(draft.pk) == []


def test_a_file_is_taken_back(client: Client, draft: Application) -> None:
    add_file(client, draft, "photo", b"not really")
    upload = Upload.objects.get()
    client.post(f"/en/applications/{draft.pk}/files/", {"remove": str(upload.pk)})
    assert intake.of(draft.pk) == []


@pytest.mark.parametrize("name", ["x", "01a20505-7696-7722-a435-322d2dbfd138"])
def test_what_is_not_there_cannot_be_taken_back(client: Client, draft: Application, name: str) -> None:
    assert client.post(f"/en/applications/{draft.pk}/files/", {"remove": name}).status_code == 404


def test_sworn_translations_are_named_where_the_papers_are_added(client: Client, draft: Application) -> None:
    page = client.get(f"/en/applications/{draft.pk}/files/").content.decode()
    assert "sworn translator" in page
    assert "(art.\N{NO-BREAK SPACE}8(2))" in page


def test_files_sent_after_the_session_had_ended_are_named_but_not_kept(client: Client, draft: Application) -> None:
    address = f"/en/applications/{draft.pk}/files/"
    client.logout()
    assert add_file(client, draft, "photo", b"x").headers["Location"] == f"/en/account/login/?next={address}"
    client.force_login(draft.principal)
    page = client.get(address).text
    assert [said in page for said in ("Your session had ended", "<bdi>me.jpg</bdi>")] == [True] * 2
    assert page.count("Choose them again") == 1
    add_file(client, draft, "photo", b"x")
    assert "Your session had ended" not in client.get(address).text


def test_what_only_a_person_can_judge_of_a_photograph_stands_where_it_is_handed_in(
    client: Client, draft: Application
) -> None:
    page = html.fromstring(client.get(f"/en/applications/{draft.pk}/files/").content)
    lists = {each.get("aria-labelledby"): each for each in page.iter("section") if each.get("aria-labelledby")}
    said = {key: [item.text for item in lists[key].iter("li")] for key in ("photo", "passport")}
    assert said == {"photo": [hint.text for hint in papers.paper("photo").hints], "passport": []}

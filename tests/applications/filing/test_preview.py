"""A draft can be looked at as the document it would be filed as; nothing is frozen or kept for that."""

from io import BytesIO

import pikepdf
import pytest
from django.conf import settings
from django.test import Client
from lxml import etree

from accounts.acting import themselves
from accounts.models import User
from applications.drafting import lifecycle
from applications.drafting.models import Application
from applications.drafting.states import ApplicationState
from applications.exchange.portal.models import Part
from applications.filing.models import Submission
from applications.receipts import own_copy
from applications.receipts.models import Document
from applications.uploads import intake
from procedures import catalogue
from tests.acting import own
from tests.applications.filing.conftest import reloaded
from tests.applications.filing.test_submissions import prepared
from tests.applications.receipts.pdfs import words
from tests.applications.uploads.files_to_upload import photo

MARK = (
    "PROJEKT: wniosek nie został złożony. Tak wyglądałby wniosek złożony teraz. Puste pola nie są jeszcze wypełnione."
)
pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(olena: User) -> Application:
    return lifecycle.start(themselves(olena), catalogue.procedure("temporary-work"), language="en")


def address(application: Application) -> str:
    return f"/en/filing/{application.pk}/copy/preview.pdf"


def test_an_empty_draft_can_be_seen_and_says_that_it_is_one(client: Client, draft: Application) -> None:
    answer = client.get(address(draft))
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    with pikepdf.open(BytesIO(answer.content)) as document:
        assert str(document.docinfo["/Title"]).startswith("PROJEKT: WNIOSEK O UDZIELENIE")
    draft.refresh_from_db()
    assert draft.state == "draft"
    assert (Submission.objects.count(), Document.objects.count(), Part.objects.count()) == (0, 0, 0)


def test_the_api_gives_the_same(client: Client, draft: Application) -> None:
    answer = client.get(f"/api/v1/applications/{draft.pk}/copy/preview.pdf")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")


@pytest.mark.usefixtures("procedure")
def test_it_says_every_word_of_what_is_signed_later(client: Client, application: Application) -> None:
    """Whole, but for the marks of a draft and for the digest of what is frozen."""
    upload = intake.receive(
        subject=application.pk, purpose="photo", name="a.jpg", content=photo(), key=application.draft_key
    )
    intake.check(upload)
    client.force_login(application.principal)
    before = client.get(address(application)).content
    foot = f"Wniosek {application.pk}"
    submission = prepared(reloaded(application))
    signed = words(own_copy.read(submission, own_copy.APPLICATION_PDF), foot=foot)
    note = signed.index("Dokument")  # the last paragraph: what was signed, and its digest
    assert signed[note:][:3] == ["Dokument", "jest", "wizualizacją"]
    assert words(before, foot=foot) == [*MARK.split(), *signed[:note]]
    assert ("photo-1.jpg" in signed, "Kovalenko" in signed) == (True, True)
    document = etree.fromstring(own_copy.read(submission, own_copy.UNSIGNED))
    answered = [str(each.text or "") for each in document.iterfind(".//{*}odpowiedz")]
    assert all(word in signed for each in answered for word in each.split())


def test_the_api_says_where_it_is(client: Client, draft: Application) -> None:
    here = f"/api/v1/applications/{draft.pk}/"
    assert client.get(here).json()["preview"] == f"{settings.PORTAL_URL}{here}copy/preview.pdf"
    Application.objects.filter(pk=draft.pk).update(state=ApplicationState.EXPIRED)
    assert client.get(here).json()["preview"] is None


def test_nobody_else_sees_it(client: Client, draft: Application) -> None:
    client.force_login(User.objects.create_user("jan@example.com", "correct-horse-battery"))
    assert client.get(address(draft)).status_code == 404


def test_there_is_no_preview_once_the_draft_is_gone(client: Client, draft: Application) -> None:
    lifecycle.discard(draft, acting=own(draft))
    assert client.get(address(draft)).status_code == 404

"""A draft can be looked at as the document it would be filed as; nothing is frozen or kept for that."""

from io import BytesIO

import pikepdf
import pytest
from django.test import Client

from accounts.acting import themselves
from accounts.models import User
from applications.drafting import lifecycle
from applications.drafting.models import Application
from applications.exchange.portal.models import Part
from applications.filing.models import Submission
from applications.receipts.models import Document
from procedures import catalogue
from tests.acting import own

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


def test_nobody_else_sees_it(client: Client, draft: Application) -> None:
    client.force_login(User.objects.create_user("jan@example.com", "correct-horse-battery"))
    assert client.get(address(draft)).status_code == 404


def test_there_is_no_preview_once_the_draft_is_gone(client: Client, draft: Application) -> None:
    lifecycle.discard(draft, acting=own(draft))
    assert client.get(address(draft)).status_code == 404

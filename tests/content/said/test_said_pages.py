"""Readers and front ends find what a page said before."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from content.models import ArticlePage
from content.said.models import SaidText
from tests.content import small_portal

pytestmark = pytest.mark.django_db
FIRST, SECOND = datetime(2027, 3, 1, 8, tzinfo=UTC), datetime(2027, 3, 5, 23, 30, tzinfo=UTC)  # 6 March in Warsaw


@pytest.fixture
def page() -> ArticlePage:
    return small_portal.published(small_portal.home(), ArticlePage(title="Dwa", slug="a"))


@pytest.fixture
def former(page: ArticlePage) -> SaidText:
    before = said(page, "Raz", FIRST, SECOND)
    said(page, "Dwa", SECOND, None)
    return before


def said(page: ArticlePage, title: str, since: datetime, until: datetime | None) -> SaidText:
    return SaidText.objects.create(
        page_key=page.translation_key,
        language="pl",
        address=page.url_path,
        title=title,
        text=f"<h1>{title}</h1>",
        digest=title,
        said_from=since,
        said_until=until,
        looked_at=since,
    )


def test_spans_are_listed_newest_first_and_each_can_be_read(
    client: Client, page: ArticlePage, former: SaidText
) -> None:
    listed = client.get(f"/pl/said/{page.translation_key}/").content.decode()
    assert listed.index(">Dwa</a>") < listed.index(">Raz</a>")
    assert "6 marca 2027, 00:30" in listed
    shown = client.get(f"/pl/said/{page.translation_key}/{former.pk}/").content.decode()
    assert "<h1>Raz</h1>" in shown
    assert "1 marca 2027, 09:00" in shown
    assert f'href="/ar/said/{page.translation_key}/"' in shown  # where that number is another text


def test_a_page_of_today_links_there_and_says_when_nothing_is_kept_yet(client: Client, page: ArticlePage) -> None:
    address = f"/pl/said/{page.translation_key}/"
    assert address in client.get("/pl/a/").content.decode()
    answer = client.get(address)
    assert (answer.status_code, "govuk-table" in answer.content.decode()) == (200, False)


def test_what_was_never_a_page_or_another_ones_text_is_not_found(
    client: Client, page: ArticlePage, former: SaidText
) -> None:
    addresses = [f"/pl/said/{uuid4()}/", f"/pl/said/{uuid4()}/{former.pk}/", f"/en/said/{page.translation_key}/"]
    assert [client.get(each).status_code for each in addresses] == [404, 404, 404]


def test_a_text_outlives_its_page(client: Client, page: ArticlePage, former: SaidText) -> None:
    page.delete()
    assert client.get(f"/pl/said/{page.translation_key}/{former.pk}/").status_code == 200


@pytest.mark.parametrize(
    ("day", "title"), [("2027-02-28", None), ("2027-03-01", "Raz"), ("2027-03-05", "Raz"), ("2027-03-06", "Dwa")]
)
def test_api_tells_what_was_said_at_the_end_of_a_day(
    client: Client, page: ArticlePage, former: SaidText, day: str, title: str | None
) -> None:
    answer = client.get(f"/api/v1/content/pages/{page.pk}/said/?on={day}")
    found = answer.json()["title"] if answer.status_code == 200 else None
    assert (answer.status_code, found) == (200 if title else 404, title)


def test_api_answers_whole_and_refuses_what_is_no_day(client: Client, page: ArticlePage, former: SaidText) -> None:
    address = f"/api/v1/content/pages/{page.pk}/said/"
    assert client.get(f"{address}?on=2027-03-02").json() == {
        "language": "pl",
        "title": "Raz",
        "text": "<h1>Raz</h1>",
        "said_from": "2027-03-01T09:00:00+01:00",
        "said_until": "2027-03-06T00:30:00+01:00",
    }
    assert client.get(f"{address}?on=yesterday").status_code == 400


def test_a_list_of_any_length_is_two_statements(client: Client, page: ArticlePage, former: SaidText) -> None:
    with CaptureQueriesContext(connection) as few:
        client.get(f"/pl/said/{page.translation_key}/")
    SaidText.objects.bulk_create(
        [
            SaidText(
                page_key=page.translation_key,
                language="pl",
                address="/",
                title="x",
                text="",
                digest=str(n),
                said_from=FIRST,
                said_until=FIRST,
                looked_at=FIRST,
            )
            for n in range(20)
        ]
    )
    with CaptureQueriesContext(connection) as many:
        client.get(f"/pl/said/{page.translation_key}/")
    assert len(many) == len(few)

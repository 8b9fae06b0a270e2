"""Every kind of page shows what its facts are today, to readers and to programs, and takes no more than it should."""

import json
import re
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page

from content import statements
from content.models import (
    BasePage,
    IndexPage,
    LawPage,
    NewsPage,
    OfficePage,
    QuestionPage,
    StatementPage,
)
from content.statements import StatementKind
from procedures.tables import offices
from tests.whitespace import without_unseen

pytestmark = pytest.mark.django_db
MOST_OF_A_HUB = 6
BRANCHED = next(each for each in offices.all() if each.branches)


@pytest.fixture
def hub(content_loaded: None) -> IndexPage:
    found: IndexPage = IndexPage.objects.get(slug="guides", locale__language_code="pl")
    return found


def under[P: BasePage](hub: IndexPage, page: P) -> P:
    page.locale = hub.locale
    page.slug = page.slug or f"{type(page).__name__.lower()}-{hub.get_children_count()}"
    page.full_clean(exclude=["path", "depth", "url_path", "translation_key"])
    hub.add_child(instance=page)
    return page


def html(client: Client, page: Page) -> str:
    answer = client.get(page.specific.address())
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    return without_unseen(answer.text)


def told(client: Client, page: Page) -> Any:
    answer = client.get(f"/api/v1/content/pages/{page.pk}/")
    assert answer.status_code == 200, answer.content
    return answer.json()


def listed(client: Client, kind: str) -> list[str]:
    found = client.get(f"/api/v1/content/pages/?type={kind}&locale=pl&limit=100").json()["results"]
    return [each["slug"] for each in found]


def test_a_law_page_shows_its_unit_and_what_rests_on_it(client: Client, hub: IndexPage) -> None:
    page = under(hub, LawPage(title="Pobyt i praca", act="foreigners", unit="114"))
    shown = html(client, page)
    assert "art.\N{NO-BREAK SPACE}114" in shown
    assert 'href="https://eli.gov.pl/' in shown
    said = told(client, page)
    listed_titles = re.findall(r"<li>([^<]*)</li>", shown[shown.index("govuk-list--bullet") :])
    assert len(listed_titles) == len(said["law_text"]["procedures"])
    assert (said["type"], said["law_text"]["act"], said["law_text"]["unit"]) == ("law", "foreigners", "114")
    assert "temporary-work" in said["law_text"]["procedures"]
    assert (said["office"], said["statement"], said["day"]) == (None, None, None)
    assert listed(client, "law") == [page.slug]


def test_a_law_page_may_be_of_an_act_as_a_whole(client: Client, hub: IndexPage) -> None:
    page = under(hub, LawPage(title="Ustawa", act="foreigners"))
    assert "o cudzoziemcach" in html(client, page)
    assert len(told(client, page)["law_text"]["procedures"]) > 10


@pytest.mark.parametrize(
    ("act", "unit", "field"),
    [("nothing", "", "act"), ("foreigners", "99999", "unit"), ("foreigners", "art. 114", "unit")],
)
def test_a_law_page_names_what_there_is(hub: IndexPage, act: str, unit: str, field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        under(hub, LawPage(title="Nic", act=act, unit=unit))
    assert list(refused.value.message_dict) == [field]


def test_a_law_page_stands_when_its_act_is_cited_no_more(client: Client, hub: IndexPage) -> None:
    page = under(hub, LawPage(title="Dawna ustawa", act="foreigners"))
    LawPage.objects.update(act="gone")
    assert "Dawna ustawa" in html(client, page)
    assert told(client, page)["law_text"] is None


def test_an_office_page_shows_the_table(client: Client, hub: IndexPage) -> None:
    page = under(hub, OfficePage(title="Urząd", office=BRANCHED.teryt))
    shown = html(client, page)
    assert BRANCHED.address[0] in shown
    assert BRANCHED.branches[0].place in shown
    office = told(client, page)["office"]
    assert (office["teryt"], office["branch"]) == (BRANCHED.teryt, None)
    assert office["reached"]["fields"][0]["key"] == "name"
    assert [each["title"] for each in office["branches"]] == [each.place for each in BRANCHED.branches]


def test_a_branch_has_a_page_of_its_own(client: Client, hub: IndexPage) -> None:
    branch = BRANCHED.branches[0]
    page = under(hub, OfficePage(title="Delegatura", office=f"{BRANCHED.teryt}/{branch.place}"))
    shown = html(client, page)
    assert branch.address[0] in shown
    assert BRANCHED.address[0] not in shown
    assert told(client, page)["office"]["branch"] == branch.place


@pytest.mark.parametrize("code", ["99", "14/Nowhere", "/", "x"])
def test_an_office_page_names_an_office_of_the_table(hub: IndexPage, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        under(hub, OfficePage(title="Nic", office=code))
    assert list(refused.value.message_dict) == ["office"]


def test_an_office_page_stands_when_the_table_lost_its_branch(client: Client, hub: IndexPage) -> None:
    page = under(hub, OfficePage(title="Delegatura", office="14"))
    OfficePage.objects.update(office="14/Nowhere")
    assert "Delegatura" in html(client, page)
    assert told(client, page)["office"] is None


def test_news_stand_under_their_topic_newest_first(client: Client, hub: IndexPage) -> None:
    for number, day in enumerate([date(2026, 3, 1), date(2026, 9, 1), date(2026, 6, 1)]):
        under(hub, NewsPage(title=f"Nowina {number}", slug=f"nowina-{number}", day=day))
    page = html(client, hub)
    assert page.index("Nowina 1") < page.index("Nowina 2") < page.index("Nowina 0")
    news = NewsPage.objects.get(slug="nowina-1")
    assert '<time class="mos-date" datetime="2026-09-01">' in html(client, news)
    assert told(client, news)["day"] == "2026-09-01"


def test_a_question_is_answered_in_a_sentence_first(client: Client, hub: IndexPage) -> None:
    body = [{"type": "text", "value": {"heading": "", "text": "<p>Dlaczego tak.</p>"}}]
    page = under(hub, QuestionPage(title="Czy mogę pracować?", summary="Tak.", body=body))
    shown = html(client, page)
    assert (
        shown.index("Czy mogę pracować?") < shown.index('<p class="mos-lead">Tak.</p>') < shown.index("Dlaczego tak.")
    )
    assert told(client, page)["summary"] == "Tak."


@pytest.mark.parametrize("kind", StatementKind)
def test_a_statement_says_whom_to_write_to(client: Client, hub: IndexPage, kind: StatementKind) -> None:
    page = under(hub, StatementPage(title="Deklaracja", kind=kind))
    assert "mailto:" in html(client, page) or "tel:" in html(client, page) or "<address" in html(client, page)
    statement = told(client, page)["statement"]
    assert statement["kind"] == kind
    assert [each["purpose"] for each in statement["contacts"]] == list(statements.ANSWERED_BY[kind])
    assert all(each["rows"] for each in statement["contacts"])


def test_what_the_law_asks_of_a_statement_has_a_name() -> None:
    assert set(statements.ASKED) == set(StatementKind) == set(statements.ANSWERED_BY)
    assert {part for parts in statements.ASKED.values() for part in parts} == set(statements.PARTS)


def part(name: str) -> dict[str, Any]:
    return {"type": "part", "value": {"part": name, "text": "<p>Tak.</p>"}}


def posted(*parts: str, **more: str) -> dict[str, str]:
    """As the editor's page sends it."""
    line = {"key": "a", "text": "Tak.", "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": []}
    text = json.dumps({"blocks": [line], "entityMap": {}})
    fields = {"title": "Pliki cookie", "slug": "cookies", "kind": "cookies", "summary": ""}
    fields["body-count"] = str(len(parts))
    for number, each in enumerate(parts):
        fields |= {
            f"body-{number}-deleted": "",
            f"body-{number}-order": str(number),
            f"body-{number}-type": "part",
            f"body-{number}-id": "",
            f"body-{number}-value-part": each,
            f"body-{number}-value-text": text,
        }
    return fields | more


@pytest.mark.usefixtures("editors_process")
def test_a_statement_without_a_part_that_the_law_asks_for_stays_a_draft(signed_in: Client, hub: IndexPage) -> None:
    address = reverse("wagtailadmin_pages:add", args=("content", "statementpage", hub.pk))
    refused = signed_in.post(address, posted("which", "refusing", **{"action-submit": "1"}))
    assert refused.status_code == 200
    assert json.dumps(str(statements.PARTS["lifetime"]))[1:-1] in refused.content.decode()
    assert not StatementPage.objects.child_of(hub).exists()
    assert signed_in.post(address, posted("which")).status_code == 302
    assert not StatementPage.objects.child_of(hub).get().live


@pytest.mark.usefixtures("editors_process")
def test_a_whole_statement_goes_to_its_reviewers(signed_in: Client, hub: IndexPage) -> None:
    address = reverse("wagtailadmin_pages:add", args=("content", "statementpage", hub.pk))
    whole = statements.ASKED[StatementKind.COOKIES]
    answer = signed_in.post(address, posted(*whole, **{"action-submit": "1"}))
    assert answer.status_code == 302, answer.content.decode()
    page = StatementPage.objects.child_of(hub).get()
    assert page.current_workflow_state is not None
    assert [each.value["part"] for each in page.body] == list(whole)


def test_a_part_of_a_statement_has_its_heading(client: Client, hub: IndexPage) -> None:
    page = under(hub, StatementPage(title="Cookies", kind="cookies", body=[part("lifetime")]))
    assert str(statements.PARTS["lifetime"]) in html(client, page)
    (block,) = told(client, page)["body"]
    assert block["value"]["heading"] == str(statements.PARTS["lifetime"])


def cost(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_a_hub_costs_no_more_for_more_pages(client: Client, hub: IndexPage) -> None:
    inner = under(hub, IndexPage(title="Temat", slug="temat", summary="O czym to."))
    under(inner, QuestionPage(title="Pytanie 0", slug="pytanie-0"))
    one = cost(client, inner.address())
    for number in range(1, 6):
        under(inner, QuestionPage(title=f"Pytanie {number}", slug=f"pytanie-{number}"))
    assert cost(client, inner.address()) == one <= MOST_OF_A_HUB


def test_a_hub_says_what_it_is_about_and_lists_by_kind(client: Client, hub: IndexPage) -> None:
    body = [{"type": "callout", "value": {"kind": "info", "title": "", "text": "Zacznij tutaj."}}]
    inner = under(hub, IndexPage(title="Temat", slug="temat", body=body))
    under(inner, OfficePage(title="Urząd w Warszawie", office="14"))
    draft = under(inner, NewsPage(title="Jeszcze nie", slug="jeszcze-nie"))
    draft.unpublish()
    shown = html(client, inner)
    assert "Zacznij tutaj." in shown
    assert 'id="office"' in shown
    assert "Urząd w Warszawie" in shown
    assert "Jeszcze nie" not in shown
    assert "Temat" in html(client, hub)


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (LawPage, {"act": "kpa", "unit": "37"}),
        (OfficePage, {"office": "14"}),
        (NewsPage, {}),
        (QuestionPage, {}),
        (StatementPage, {"kind": "privacy"}),
    ],
)
def test_every_kind_is_read_in_arabic(
    client: Client, hub: IndexPage, kind: type[BasePage], fields: dict[str, str]
) -> None:
    arabic = IndexPage.objects.get(slug="guides", locale__language_code="ar")
    page = under(arabic, kind(title="صفحة", slug="safha", **fields))
    shown = html(client, page)
    assert 'lang="ar" dir="rtl"' in shown
    assert "صفحة" in shown
    assert told(client, page)["locale"] == "ar"

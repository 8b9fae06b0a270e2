"""Facts join a page block by block: of several procedures, of a day, in a language, the same for page and API."""

from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from content import law, translations
from content.joined import facts
from content.models import ArticlePage, GuidePage
from procedures import catalogue
from tests.content.pages_of_procedures import article, body
from tests.whitespace import without_unseen

pytestmark = pytest.mark.usefixtures("content_loaded")
WORK, PERMANENT = {"procedure": "temporary-work"}, {"procedure": "permanent-residence"}
TODAY, BEFORE = date(2026, 11, 28), date(2025, 1, 1)


def read(client: Client, page: Any, asked: str = "") -> Any:
    answer = client.get(f"/api/v1/content/pages/{page.pk}/{asked}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_several_procedures_stand_on_one_page(client: Client) -> None:
    page = article(("fees", WORK), ("fees", PERMANENT), ("facts", PERMANENT), ("basis", WORK))
    shown = without_unseen(client.get(page.address()).text)
    for key in ("temporary-work", "permanent-residence"):
        with translation.override("en"):
            assert law.of(key).total in shown
        assert f'id="fees-{key}"' in shown
    with translation.override("en"):
        assert all(line in shown for line in law.of("temporary-work").basis)
        assert law.of("permanent-residence").rows[0].value in shown


def test_a_block_of_a_guide_may_be_about_another_procedure(client: Client, guide: GuidePage) -> None:
    setattr(guide, "body", body(("fees", {}), ("fees", PERMANENT)))  # noqa: B010  # a field takes its stored form
    guide.save_revision().publish()
    shown = without_unseen(client.get(guide.address()).text)
    assert shown.count('id="fees"') == shown.count('id="fees-permanent-residence"') == 1
    own, other = [block["value"]["facts"]["total"] for block in read(client, guide)["body"]]
    assert (own, other) == (law.of("temporary-work").total, law.of("permanent-residence").total)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_page_and_api_say_the_same_of_a_block(client: Client, language: str) -> None:
    page = article(("conditions", WORK), ("documents", WORK), ("fees", WORK), ("facts", WORK), language=language)
    shown = without_unseen(client.get(page.address()).text)
    told = [block["value"]["facts"] for block in read(client, page)["body"]]
    assert all([told[0]["conditions"], told[1]["documents"], told[1]["sentences"], told[3]["rows"]])
    lines = [*told[0]["conditions"], *told[1]["documents"], *told[1]["sentences"], *told[2]["sentences"]]
    assert [line["title"] for line in lines if line["title"] not in shown.replace("&#x27;", "'")] == []
    with translation.override(language):
        assert told[2]["fees"][0]["label"] == law.of("temporary-work").fees[0].label


def test_a_day_gives_the_facts_of_that_day(client: Client) -> None:
    page = article(("fees", WORK), ("callout", {"text": "At least [[minimum-wage]]."}))
    now, then = read(client, page, "?on=2026-11-28")["body"], read(client, page, "?on=2025-01-01")["body"]
    assert [block[0]["value"]["facts"]["fees"][0]["grosze"] for block in (now, then)] == [44000, None]
    assert [block[0]["value"]["facts"]["on"] for block in (now, then)] == ["2026-11-28", "2025-01-01"]
    assert now[1]["value"]["text"] != then[1]["value"]["text"]
    with translation.override("pl"):
        known = facts({"procedure": "temporary-work"}, page, BEFORE, "en").law
    assert known is not None
    assert (known.on, known.total, known.fees[0].label) == (BEFORE, "", english_label())


def english_label() -> str:
    with translation.override("en"):
        return law.of("temporary-work").fees[0].label


@pytest.mark.parametrize("asked", ["?on=yesterday", "?on=2026-13-01"])
def test_what_is_no_day_is_refused(client: Client, asked: str) -> None:
    page = article(("fees", WORK))
    assert client.get(f"/api/v1/content/pages/{page.pk}/{asked}").status_code == 400


def test_a_day_before_anything_is_known_says_so_and_does_not_fail(client: Client) -> None:
    page = article(("fees", WORK), ("offices", {}), ("facts", WORK))
    told = read(client, page, "?on=1999-01-01")["body"]
    assert {fee["grosze"] for fee in told[0]["value"]["facts"]["fees"]} <= {None}
    assert told[1]["value"]["facts"]["offices"] == []


def test_a_page_without_a_procedure_has_to_name_it_in_its_block() -> None:
    page = ArticlePage(
        title="Page", slug="page", body=body(("fees", {}), ("offices", {}), ("statements", {"parts": []}))
    )
    with translation.override("en"), pytest.raises(ValidationError) as refused:
        page.full_clean()
    assert "Fees of the procedure" in str(refused.value.message_dict["body"])
    assert "Offices" not in str(refused.value.message_dict["body"])


def test_a_procedure_that_is_no_more_takes_its_facts_with_it_not_the_page(client: Client) -> None:
    page = article(("fees", {"procedure": "no-such-thing"}), ("action", {"procedure": "no-such-thing", "label": "Go"}))
    assert client.get(page.address()).status_code == 200
    told = read(client, page)["body"]
    assert [block["value"]["procedure"] for block in told] == ["", ""]


def test_queries_do_not_grow_with_blocks_and_procedures(client: Client) -> None:
    keys = [each.key for each in catalogue.procedures()][:6]
    one = article(("fees", WORK), slug="one")
    many = article(*(("fees", {"procedure": key}) for key in keys), ("offices", {}), ("facts", WORK), slug="many")
    for path in (lambda page: page.address(), lambda page: f"/api/v1/content/pages/{page.pk}/"):
        assert queries(client, path(one)) == queries(client, path(many))


def queries(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_facts_are_worked_out_once_for_all_blocks_of_a_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    found = law.of

    def counting(key: str, *, on: date | None = None) -> law.Law:
        asked.append(key)
        return found(key, on=on)

    page = article(("fees", WORK), ("facts", WORK), ("documents", WORK), ("basis", PERMANENT))
    monkeypatch.setattr(law, "of", counting)
    client.get(page.address())
    assert sorted(asked) == ["permanent-residence", "temporary-work"]


def test_a_text_of_before_has_the_digest_it_had(guide: GuidePage) -> None:
    """Else every translation would be called older on the day of the release."""
    stored = translations.stored(guide, "body")
    assert {name for _kind, value in stored for name in value if name in ("procedure", "guidance")} == set()


def test_the_form_block_says_where_a_program_finds_the_form(client: Client) -> None:
    page = article(
        ("action", {**WORK, "label": "Apply"}),
        ("payment", {**WORK, "label": "Pay"}),
        ("case", {**WORK, "label": "See"}),
    )
    form, payment, case = [block["value"]["links"] for block in read(client, page)["body"]]
    start = settings.PORTAL_URL
    assert form == {
        "html": f"{start}{page.address()}apply/temporary-work/",
        "procedure": f"{start}/api/v1/procedures/temporary-work/",
        "form": f"{start}/api/v1/procedures/temporary-work/form/",
        "begin": f"{start}/api/v1/applications/",
        "page": str(page.translation_key),
    }
    assert (payment["fee"], payment["orders"]) == (
        f"{start}/api/v1/procedures/temporary-work/fee/",
        f"{start}/api/v1/orders/",
    )
    assert case["cases"] == f"{start}/api/v1/cases/"
    assert {
        client.get(each.removeprefix(start)).status_code for each in (form["procedure"], form["form"], payment["fee"])
    } == {200}

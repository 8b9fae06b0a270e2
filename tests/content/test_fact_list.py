"""An editor finds a fact among all of them by a word, its kind, its procedure or its office; news stand first."""

import re
from html import unescape
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from procedures import catalogue, changeable, resting
from procedures.models import Overlay
from tests.content.test_dated_facts import CARD, NEW, Editor, confirm, first, nothing_read_before, second, text_of

__all__ = ["first", "nothing_read_before", "second"]
pytestmark = pytest.mark.django_db
INDEX = "/admin/dated-facts/"


def listed(editor: Editor, query: str = "") -> list[str]:
    """Addresses of the facts on the page, in their order."""
    answer = editor.get(f"{INDEX}{query}")
    assert answer.status_code == 200
    found = re.findall(r'<a href="/admin/dated-facts/([a-z_.]+/[^"/]+)/"', unescape(answer.content.decode()))
    return [unquote(each) for each in found]


def test_every_fact_is_listed_once_in_folded_groups(first: Editor) -> None:
    every = [f"{fact.name}/{key}" for fact in changeable.FACTS.values() for key in fact.rows_known()]
    assert sorted(listed(first)) == sorted(every)
    shown = text_of(first.get(INDEX))
    assert "<details >" in shown
    assert "<details open>" not in shown


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?kind=windows.taken&q=cukr", {"windows.taken/cukr"}),
        ("?q=stamp+duty+seasonal", {"fees.amount/duty-seasonal"}),
        ("?q=DU/1960/168+appeal+against&kind=rules.days", {"rules.days/appeal"}),
        ("?of=office:14&kind=offices.phones", {"offices.phones/14"}),
        ("?of=procedure:temporary-work&kind=fees.amount", {"fees.amount/duty-temporary-work", "fees.amount/card"}),
        ("?of=procedure:appeal&kind=rules.days", {"rules.days/appeal", "rules.days/restore", "rules.days/court"}),
        ("?q=nothing+is+called+so", set()),
    ],
)
def test_it_is_found_by_word_kind_procedure_and_office(first: Editor, query: str, found: set[str]) -> None:
    assert found <= set(listed(first, query))
    if "procedure:temporary-work" not in query:
        assert set(listed(first, query)) == found


def test_an_office_has_its_branches_and_no_other_office(first: Editor) -> None:
    found = listed(first, "?of=office:32")
    assert all(each.split("/")[1].startswith("32") for each in found)
    assert any(each.startswith("branches.") for each in found)


def test_what_is_filtered_is_open(first: Editor) -> None:
    assert "<details open>" in text_of(first.get(f"{INDEX}?q=appeal"))


@pytest.mark.parametrize("query", ["?kind=nothing", "?of=procedure:nothing", "?of=office:99", f"?q={'x' * 101}"])
def test_what_there_is_not_is_refused_in_words(first: Editor, query: str) -> None:
    answer = first.get(f"{INDEX}{query}")
    assert answer.status_code == 422
    assert "Nothing." in text_of(answer)


def test_what_waits_or_comes_stands_first_with_its_day(first: Editor, second: Editor) -> None:
    confirm(first, second, valid_from="2027-01-01")
    first.post("/admin/dated-facts/rules.days/appeal/enter/", NEW | {"value": "21", "valid_from": "2027-01-01"})
    assert listed(first)[:2] == ["rules.days/appeal", "fees.amount/card"]
    assert listed(first).count("fees.amount/card") == 1
    shown = " ".join(text_of(first.get(INDEX)).split())
    assert "Waiting for a second person, or coming" in shown
    assert "from 1 January 2027: 120.00" in shown
    assert listed(first, "?kind=rules.days")[0] == "rules.days/appeal"
    assert "fees.amount/card" not in listed(first, "?kind=rules.days")


def test_the_page_leads_to_what_changes_after_a_day(first: Editor) -> None:
    assert re.search(
        r'<form method="get" action="/admin/dated-facts/days/"[^>]*>.*?name="after"', text_of(first.get(INDEX)), re.S
    )


def test_queries_do_not_grow_with_what_waits(first: Editor, second: Editor) -> None:
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            first.get(f"{INDEX}?of=procedure:temporary-work")
        return len(captured)

    confirm(first, second, valid_from="2027-01-01")
    asked()  # the first time the confirmed entries are read
    before = asked()
    for key in ("duty-temporary", "duty-seasonal", "card-half"):
        first.post(CARD.replace("/card/", f"/{key}/") + "enter/", NEW)
    assert Overlay.objects.count() == 4
    assert asked() == before


def test_every_procedure_names_facts_that_there_are() -> None:
    known = {(fact.name, key) for fact in changeable.FACTS.values() for key in fact.rows_known()}
    for procedure in catalogue.procedures():
        assert resting.of_procedure(procedure) - known == set()

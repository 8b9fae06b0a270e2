"""A unit of the law has an address of its own in the API."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/law"


def unit(client: Client, address: str, language: str = "en") -> dict[str, Any]:
    answer = client.get(f"{ADDRESS}/{address}/", headers={"accept-language": language})
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


def test_a_unit_says_what_it_is_and_who_cites_it(client: Client) -> None:
    found = unit(client, "foreigners/108(1)(2)")
    assert (found["id"], found["act"], found["unit"]) == ("foreigners:108(1)(2)", "foreigners", "108(1)(2)")
    assert (found["exists"], found["repealed"], found["read_on"]) == (True, False, "2026-07-18")
    assert found["official_url"] == "https://eli.gov.pl/eli/DU/2013/1650/ogl"
    assert {"appeal", "short-stay"} <= set(found["cited_by"])
    assert "blue-card-mobility" in found["whole_cited_by"]
    assert "short-stay" in unit(client, "foreigners/108(1)")["parts_cited_by"]


@pytest.mark.parametrize(
    ("language", "text"), [("pl", "art. 108 ust. 1 pkt 2"), ("en", "art. 108(1)(2)"), ("uk", "ст. 108 ч. 1 п. 2")]
)
def test_it_is_written_as_readers_write_it(client: Client, language: str, text: str) -> None:
    assert unit(client, "foreigners/108(1)(2)", language)["text"].replace("\xa0", " ") == text


def test_what_is_repealed_or_never_was_or_nobody_read_is_said(client: Client) -> None:
    assert (unit(client, "foreigners/1(7)")["exists"], unit(client, "foreigners/1(7)")["repealed"]) == (True, True)
    assert (unit(client, "foreigners/9999")["exists"], unit(client, "foreigners/9999")["repealed"]) == (False, False)
    unread = unit(client, "special/100d")
    assert (unread["exists"], unread["repealed"], unread["read_on"]) == (None, None, None)


def test_paragraphs_and_annexes_of_regulations_have_addresses(client: Client) -> None:
    assert unit(client, "r553/§3(4)")["id"] == "r553:§3(4)"
    assert unit(client, "r553/annex 8")["exists"]


@pytest.mark.parametrize("address", ["nothing/1", "foreigners/one", "foreigners/1)", "foreigners/%20"])
def test_what_is_written_in_no_such_way_is_not_found(client: Client, address: str) -> None:
    answer = client.get(f"{ADDRESS}/{address}/")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_it_costs_no_more_where_many_cite_it(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    unit(client, "foreigners/106d")
    for address in ("foreigners/451", "foreigners/106d"):
        with django_assert_num_queries(1):  # whether an editor changed a table
            unit(client, address)

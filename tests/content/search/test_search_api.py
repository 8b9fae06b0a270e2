"""The search for programs says what the page says, and refuses what means nothing."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client

API = "/api/v1/content/search/"


def asked(client: Client, query: str, status: int = 200) -> Any:
    answer = client.get(f"{API}?{query}")
    assert answer.status_code == status, answer.content
    return answer.json()


def test_it_says_what_the_page_says(client: Client, searchable: None) -> None:
    found = asked(client, "q=praca+sezonowa&locale=pl")
    (group,) = found["groups"]
    (result,) = group["results"]
    assert {name: found[name] for name in ("count", "is_corrected", "is_abroad", "is_loose")} == {
        "count": 1,
        "is_corrected": False,
        "is_abroad": False,
        "is_loose": False,
    }
    assert (group["type"], group["count"]) == ("guide", 1)
    assert (result["html_url"], result["locale"]) == (f"{settings.PORTAL_URL}/pl/guides/seasonal-work/", "pl")
    assert [piece["text"] for piece in result["title"] if piece["is_found"]] == ["pracę", "sezonową"]
    assert client.get(f"/api/v1/content/pages/{result['page_id']}/").status_code == 200


def test_one_kind_page_by_page(client: Client, searchable: None) -> None:
    pages = [asked(client, f"q=karta+pobytu&type=guide&page={page}")["groups"] for page in (1, 2, 3)]
    assert [len(group["results"]) for groups in pages for group in groups] == [20, pages[0][0]["count"] - 20]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("", "q"),
        ("q=", "q"),
        (f"q={'a' * 101}", "q"),
        ("q=a&locale=xx", "locale"),
        ("q=a&type=x", "type"),
        ("q=a&page=0", "page"),
        ("q=a&page=x", "page"),
        ("q=a&order=x", "order"),
    ],
)
def test_what_means_nothing_is_refused(client: Client, db: None, query: str, field: str) -> None:
    answer = client.get(f"{API}?{query}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/problem+json")
    assert field in answer.content.decode()

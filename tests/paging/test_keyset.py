"""A list goes on after any row, and no `after` that somebody made up is our fault."""

import base64
import json
from typing import Any

import pytest
from django.test import Client

from content.models import ArticlePage
from tests.content import small_portal

pytestmark = pytest.mark.django_db
LIST = "/api/v1/content/pages/"
ORDERS = ("id", "title", "-title", "slug", "last_published_at", "-first_published_at")


def token(said: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip("=")


@pytest.mark.parametrize("letter", ["ż", "Ж", "ع", "𐎠"])
@pytest.mark.parametrize("order", ORDERS)
def test_pages_with_the_longest_titles_are_each_there_once(order: str, letter: str) -> None:
    home = small_portal.home()
    made = [small_portal.published(home, ArticlePage(title=f"{letter * 253}-{n}", slug=f"p{n}")) for n in range(3)]
    address, seen = f"{LIST}?order={order}&limit=1", []
    while address:
        answer = Client().get(address)
        assert answer.status_code == 200, answer.content
        seen += [each["id"] for each in answer.json()["results"]]
        address = answer.json()["next"]
    assert sorted(seen) == sorted([home.pk, *(page.pk for page in made)])


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize(
    "said",
    [
        [None, "1"], ["a", None], ["a\0", "1"], ["a", "1\0"], ["\ud800", "1"], ["a", [1]], [["a"], "1"], [True, True],
        ["x" * 5000, "1"], {"a": 1, "b": 2}, "ab", 7, None, ["a"], ["a", "b", "c"], ["a", "1e5"],
    ],
    ids=repr,
)  # fmt: skip
def test_what_no_list_has_said_is_refused_by_name(order: str, said: Any) -> None:
    answer = Client().get(LIST, {"order": order, "after": token(said)})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["after"])

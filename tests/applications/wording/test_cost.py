"""What a page of texts costs does not grow with the texts: each form is opened once, and asked for once."""

from collections import Counter
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from applications.annexes.own import filling
from sealing import keys
from sealing.models import DataKey
from tests.applications.wording.applicant_and_friend import REASONS, Applicant, token, writes

pytestmark = pytest.mark.django_db
TOPIC = "research:topic:r.topic"

type Cost = tuple[int, Counter[str]]


@pytest.fixture
def cost(monkeypatch: pytest.MonkeyPatch) -> Callable[[Client, str], Cost]:
    """Of a page: its queries, and how often each kind of thing was unsealed."""
    opened: list[str] = []
    unseal = keys.unseal

    def counted(key: DataKey, sealed: bytes, *, context: str) -> bytes:
        opened.append(context.split(":", maxsplit=1)[0])
        return unseal(key, sealed, context=context)

    monkeypatch.setattr(keys, "unseal", counted)

    def measured(browser: Client, path: str) -> Cost:
        opened.clear()
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(path).status_code == 200
        return len(queries), Counter(opened)

    return measured


@pytest.fixture
def in_an_annex(person: Applicant) -> Applicant:
    annex = filling.get(person.current(), "research")
    typed = annex.contents.with_typed("topic", {"topic-r-topic-own": ["луки"]}, replacing=frozenset({"r.topic"}))
    filling.save_step(annex, typed, step="topic", expected=0, acting=person.acting)
    return person


def test_the_applicants_page_opens_each_form_once(in_an_annex: Applicant, cost: Callable[[Client, str], Cost]) -> None:
    person, browser = in_an_annex, Client()
    browser.force_login(person.user)
    path = f"/en/applications/{person.application.pk}/wording/"
    before = cost(browser, path)
    assert before[1] == Counter(sheet=2)
    made = person.asks(REASONS, TOPIC)
    for number in range(2):
        writes(made.request, number=number)
    queries, opened = cost(browser, path)
    assert opened == Counter({"sheet": 2, "wording-request": 1, "wording-text": 2})
    again = person.asks(TOPIC, email="")
    writes(again.request)
    assert cost(browser, path)[0] == queries


def test_the_link_opens_each_text_once(in_an_annex: Applicant, cost: Callable[[Client, str], Cost]) -> None:
    person, browser = in_an_annex, Client()
    person.asks(REASONS)
    one, opened = cost(browser, f"/en/wording/{token()}/")
    assert opened == Counter({"wording-request": 1, "wording-text": 1})
    two, opened = cost(browser, f"/en/wording/{token(person.asks(REASONS, TOPIC, email=''))}/")
    assert opened == Counter({"wording-request": 1, "wording-text": 2})
    three, _opened = cost(browser, f"/en/wording/{token(person.asks(*person.texts(), email=''))}/")
    assert (two - one, three) == (1, two)

"""Front ends read the glossary as readers see it: the words we say and the names we keep, never those we avoid."""

from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from vocabulary import first_terms
from vocabulary.models import Concept, Word

pytestmark = pytest.mark.django_db
API = "/api/v1/content/glossary/"


@pytest.fixture
def loaded(db: None) -> None:
    first_terms.load()


def read_json(client: Client, asked: str) -> Any:
    answer = client.get(f"{API}{asked}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def only(*keys: str) -> None:
    Concept.objects.exclude(key__in=keys).delete()


def test_a_term_is_told_in_its_language_with_the_polish_word(client: Client, loaded: None) -> None:
    only("fee", "pesel")
    Concept.objects.filter(key="fee").update(checked_on=date(2026, 11, 20))
    Word.objects.filter(language="uk", text="збір").update(explanation="Те, що сплачують.")
    assert read_json(client, "?locale=uk") == {
        "results": [
            {
                "key": "fee",
                "locale": "uk",
                "word": "збір",
                "polish": "opłata",
                "explanation": "Те, що сплачують.",
                "is_kept": False,
                "checked_on": "2026-11-20",
                "html_url": f"{settings.PORTAL_URL}/uk/glossary/#fee",
            },
            {
                "key": "pesel",
                "locale": "uk",
                "word": "PESEL",
                "polish": "PESEL",
                "explanation": "",
                "is_kept": True,
                "checked_on": None,
                "html_url": f"{settings.PORTAL_URL}/uk/glossary/#pesel",
            },
        ],
        "next": None,
    }
    assert [each["word"] for each in read_json(client, "")["results"]] == ["opłata", "PESEL"]


def test_what_has_no_word_in_the_language_or_ended_is_left_out(client: Client, loaded: None) -> None:
    only("fee", "stamp-duty", "office")
    Word.objects.filter(language="ar", concept__key="stamp-duty").delete()
    Word.objects.create(
        language="ar", concept=Concept.objects.get(key="stamp-duty"), text="ضريبة", standing="forbidden"
    )
    Concept.objects.filter(key="office").update(valid_from=date(2020, 1, 1), valid_to=date(2020, 1, 31))
    assert [each["key"] for each in read_json(client, "?locale=ar")["results"]] == ["fee"]


def test_it_is_read_page_by_page(client: Client, loaded: None) -> None:
    answer, keys = read_json(client, "?locale=en&limit=5"), []
    while True:
        keys += [each["key"] for each in answer["results"]]
        if answer["next"] is None:
            break
        answer = client.get(answer["next"]).json()
    assert keys == sorted(Concept.objects.values_list("key", flat=True))
    assert len(keys) > 10


def test_any_number_of_terms_costs_the_same(client: Client, loaded: None, django_assert_num_queries: Any) -> None:
    for limit in (1, 9):
        with django_assert_num_queries(2):
            assert len(read_json(client, f"?limit={limit}")["results"]) == limit


@pytest.mark.parametrize(
    ("asked", "name"), [("colour=red", "colour"), ("locale=xx", "locale"), ("limit=0", "limit"), ("after=x", "after")]
)
def test_what_is_not_known_is_refused_by_name(client: Client, loaded: None, asked: str, name: str) -> None:
    answer = client.get(f"{API}?{asked}")
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [name])

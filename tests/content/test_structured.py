"""What pages tell machines: valid data that no text can break out of, and that says what the page says."""

import json
import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from content import law, structured
from content.models import ArticlePage, BasePage, GuidePage, IndexPage, QuestionPage
from procedures.tables import parameters
from tests.content.conftest import LANGUAGES

DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def told(client: Client, address: str) -> list[dict[str, Any]]:
    (found,) = DATA.findall(client.get(address).content.decode())
    return list(json.loads(found))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_guide_tells_its_way_and_its_service(client: Client, guide: GuidePage, language: str) -> None:
    page = guide.get_translations(inclusive=True).get(locale__language_code=language).specific
    trail, service = told(client, page.address())
    items = [(each["position"], each["item"].removeprefix(settings.PORTAL_URL)) for each in trail["itemListElement"]]
    assert items == [(1, f"/{language}/"), (2, f"/{language}/guides/"), (3, page.address())]
    assert trail["itemListElement"][2]["name"] == page.title
    assert (service["@type"], service["name"], service["availableLanguage"]) == (
        "GovernmentService",
        page.title,
        language,
    )
    assert service["description"] == (page.search_description or page.summary)


def test_an_article_is_no_service(client: Client, content_loaded: None) -> None:
    assert [each["@type"] for each in told(client, "/en/help/")] == ["BreadcrumbList"]


def test_the_home_page_is_the_whole_way(client: Client, content_loaded: None) -> None:
    (trail,) = told(client, "/en/")
    assert [each["item"] for each in trail["itemListElement"]] == [f"{settings.PORTAL_URL}/en/"]


def questions(*said: tuple[str, str]) -> tuple[str, Any]:
    items = [{"question": question, "answer": answer} for question, answer in said]
    return "questions", {"heading": "Częste pytania", "items": items}


def stand(page: BasePage) -> BasePage:
    hub = IndexPage.objects.get(slug="guides", locale__language_code="pl")
    page.locale, page.slug = hub.locale, "asked"
    hub.add_child(instance=page)
    return page


def faq(*said: tuple[str, str]) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "FAQPage",
        "url": f"{settings.PORTAL_URL}/pl/guides/asked/",
        "inLanguage": "pl",
        "mainEntity": [
            {"@type": "Question", "name": question, "acceptedAnswer": {"@type": "Answer", "text": answer}}
            for question, answer in said
        ],
    }


def test_a_question_page_tells_its_question_and_those_of_its_blocks(client: Client, content_loaded: None) -> None:
    body = [
        ("text", {"heading": "Dlaczego", "text": "<p>Nie tu.</p>"}),
        questions(("A latem?", "<p>Też.</p>")),
        questions(("A zimą?", "<p>Też, art.\N{NO-BREAK SPACE}114.</p>")),
    ]
    stand(QuestionPage(title="Czy mogę pracować?", summary="Tak, <jeśli> masz zezwolenie.", body=body))
    told_of = told(client, "/pl/guides/asked/")
    assert [each["@type"] for each in told_of] == ["BreadcrumbList", "FAQPage"]
    assert told_of[1] == faq(
        ("Czy mogę pracować?", "Tak, <jeśli> masz zezwolenie."),
        ("A latem?", "Też."),
        ("A zimą?", "Też, art.\N{NO-BREAK SPACE}114."),
    )


def test_answers_are_told_as_words_with_the_figures_of_the_day(client: Client, guide: GuidePage) -> None:
    wage = law.money(int(parameters.value("minimum-wage", on=timezone.localdate()) * 100))
    answer = f'<p>Dwie &amp; rzeczy:</p><ul><li><a linktype="page" id="{guide.pk}">ta</a></li><li>tamta</li></ul>'
    body = [questions(("Co?", answer), ("Ile?", "<p>Co <b>najmniej</b> [[minimum-wage]].</p>"))]
    stand(ArticlePage(title="Praca", body=body))
    assert told(client, "/pl/guides/asked/")[1:] == [
        faq(("Co?", "Dwie & rzeczy: ta tamta"), ("Ile?", f"Co najmniej {wage}."))
    ]


def test_a_question_without_its_short_answer_is_not_told(client: Client, content_loaded: None) -> None:
    stand(QuestionPage(title="Czy mogę pracować?"))
    assert [each["@type"] for each in told(client, "/pl/guides/asked/")] == ["BreadcrumbList"]


def test_any_number_of_answers_costs_nothing(guide: GuidePage, django_assert_num_queries: Any) -> None:
    answer = f'<p><a linktype="page" id="{guide.pk}">tam</a></p>'
    page = stand(ArticlePage(title="Praca", body=[questions(*[("Gdzie?", answer)] * 9)]))
    with django_assert_num_queries(0):
        _trail, asked = structured.of(page, home="MOS", crumbs=[])
    assert len(asked["mainEntity"]) == 9


def test_no_text_ends_the_block() -> None:
    written = structured.block([{"name": "</script><script>alert(1)</script> & <b>"}])
    assert written.count("<") == 2
    assert json.loads(DATA.findall(written)[0]) == [{"name": "</script><script>alert(1)</script> & <b>"}]


def test_the_policy_stays_strict(client: Client, content_loaded: None) -> None:
    assert "script-src 'self'" in client.get("/en/help/").headers["Content-Security-Policy"].replace(";", " ")
    assert "unsafe" not in client.get("/en/help/").headers["Content-Security-Policy"]

"""Every part of a page, and every field of it, tells an editor in their language what it is, and shows how it looks."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import RequestFactory
from django.utils import timezone, translation
from wagtail import blocks
from wagtail.admin.views.generic.preview import StreamFieldBlockPreview

from content import blocks as parts
from content import law
from content.contacts import Purpose
from content.media import File
from content.models import ArticlePage, BasePage
from procedures.deadlines import rules

EVERY: dict[str, Any] = {
    name: block for stream in (parts.PROSE, parts.GUIDE, parts.STATEMENT) for name, block in stream
}
PAGES = [page for page in BasePage.__subclasses__() if hasattr(page, "body")]


def fields(block: blocks.Block, path: str) -> Iterator[tuple[str, blocks.Block]]:
    """All that an editor fills in, however deep; the item of a list has no name of its own."""
    if isinstance(block, blocks.ListBlock):
        yield from fields(block.child_block, f"{path}[]")
    elif isinstance(block, blocks.BaseStructBlock):
        for name, child in block.child_blocks.items():
            yield f"{path}.{name}", child
            yield from fields(child, f"{path}.{name}")


FIELDS = [each for name, block in EVERY.items() for each in fields(block, name)]


def help_of(block: blocks.Block) -> str:
    return str(block.field.help_text if isinstance(block, blocks.FieldBlock) else getattr(block.meta, "help_text", ""))


def label_of(block: blocks.Block) -> str:
    """What was written for it, not what Wagtail makes of its name."""
    return str(block.meta.label or "")


def said(block: blocks.Block) -> dict[str, str]:
    return {"label": label_of(block), "help": help_of(block)}


def test_every_part_that_a_page_takes_is_looked_at_here() -> None:
    taken = {name for page in PAGES for name in page._meta.get_field("body").stream_block.child_blocks}
    assert taken == set(EVERY)
    assert len(FIELDS) > 40


@pytest.mark.parametrize(("path", "field"), FIELDS, ids=[path for path, _field in FIELDS])
def test_a_field_has_a_label_and_a_help_in_english_and_polish(path: str, field: blocks.Block) -> None:
    with translation.override("en"):
        english = said(field)
    with translation.override("pl"):
        polish = said(field)
    assert all(english.values()), (path, english)
    assert {key for key in english if english[key] == polish[key]} <= {"label"}, (path, polish)


@pytest.mark.parametrize("name", EVERY)
def test_a_part_has_a_label_a_description_and_an_icon(name: str) -> None:
    block = EVERY[name]
    with translation.override("en"):
        english = (str(block.meta.label), str(block.get_description()))
    with translation.override("pl"):
        polish = (str(block.meta.label), str(block.get_description()))
    assert all(english)
    assert all(mine != theirs for mine, theirs in zip(english, polish, strict=True)), (english, polish)
    assert block.meta.icon != blocks.Block._meta_class.icon
    assert block.meta.group


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["pl", "ar"])
@pytest.mark.parametrize("name", EVERY)
def test_a_part_shows_how_it_looks(name: str, language: str) -> None:
    block = EVERY[name]
    assert block.is_previewable
    with translation.override(language):
        request = RequestFactory().get("/", {"id": block.definition_prefix})
        answer = StreamFieldBlockPreview.as_view()(request).render()
    shown = answer.content.decode()
    assert "mos-" in shown, shown
    assert f'lang="{language}"' in shown


def body_of(*stored: tuple[str, dict[str, Any]]) -> Any:
    stream = ArticlePage._meta.get_field("body").stream_block
    return stream.to_python([{"type": name, "value": value, "id": f"id-{name}"} for name, value in stored])


def drawn(name: str, value: dict[str, Any]) -> str:
    return str(body_of((name, value))[0].render({}))


def told(name: str, value: dict[str, Any]) -> Any:
    body = body_of((name, value))
    return body.stream_block.get_api_representation(body)[0]["value"]


@pytest.fixture
def leaflet(db: None, settings: Any, tmp_path: Any) -> File:
    settings.MEDIA_ROOT = tmp_path
    file = File(title="Ulotka", language="pl", file=ContentFile(b"x" * 2048, "ulotka.pdf"))
    file.save()
    return file


def test_a_file_to_download_says_its_kind_and_size(leaflet: File, english: None) -> None:
    value = {"heading": "Files", "items": [{"file": leaflet.pk, "note": "For [[minimum-wage]]"}]}
    shown = drawn("downloads", value)
    assert 'hreflang="pl"' in shown
    assert "PDF, 2.0" in shown
    assert "[[" not in shown
    (item,) = told("downloads", value)["items"]
    assert (item["file"]["title"], item["file"]["kind"], item["file"]["size"]) == ("Ulotka", "PDF", 2048)
    assert item["file"]["url"].startswith("http")
    assert "[[" not in item["note"]


def test_a_file_that_was_deleted_leaves_the_page_standing(leaflet: File) -> None:
    value = {"heading": "Files", "items": [{"file": leaflet.pk, "note": ""}]}
    leaflet.delete()
    assert "Files" in drawn("downloads", value)
    assert told("downloads", value)["items"] == [{"note": "", "file": None}]


def test_a_question_opens_into_its_answer(english: None) -> None:
    value = {"heading": "Often asked", "items": [{"question": "How much?", "answer": "<p>[[minimum-wage]]</p>"}]}
    shown = drawn("questions", value)
    assert "<summary" in shown
    assert "[[" not in shown
    (item,) = told("questions", value)["items"]
    assert item["question"] == "How much?"
    assert "zł" in item["answer"]


def test_the_office_finder_tells_programs_the_offices(english: None) -> None:
    said = told("office_finder", {"heading": "Your office"})
    assert len(said["offices"]) == len(law.all_offices()) == drawn("office_finder", {"heading": "x"}).count("<details")
    assert said["offices"][0]["url"].endswith(f"/en/offices/{said['offices'][0]['teryt']}/")


def test_the_calculator_leads_to_the_term_it_names(english: None) -> None:
    key = rules.holding(timezone.localdate())[0].key
    value = {"heading": "Count", "text": "", "rule": key, "label": "Count it"}
    assert f'href="/en/deadlines/{key}/"' in drawn("deadline", value)
    assert told("deadline", value)["term"]["key"] == key
    assert told("deadline", value)["term"]["law"]


@pytest.mark.parametrize("rule", ["", "one-that-ended"])
def test_a_term_that_is_no_more_leads_to_the_list(english: None, rule: str) -> None:
    value = {"heading": "Count", "text": "", "rule": rule, "label": "Count it"}
    assert 'href="/en/deadlines/"' in drawn("deadline", value)
    assert told("deadline", value)["term"] is None


def test_the_checker_is_one_press_away(english: None) -> None:
    assert 'href="/en/checker/"' in drawn("checker", {"heading": "Which one", "text": "", "label": "Begin"})


@pytest.mark.django_db
def test_contacts_are_told_to_programs(english: None, django_assert_num_queries: Any, content_loaded: None) -> None:
    with django_assert_num_queries(1):
        said = told("contacts", {"heading": "Write", "purposes": [each.value for each in Purpose]})
    assert [each["purpose"] for each in said["contacts"]] == list(Purpose)
    assert said["contacts"][0]["rows"][0]["numbers"]

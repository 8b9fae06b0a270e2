"""The first pages: made once, complete in every language, and from then on the editors'."""

import logging
import tomllib
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from wagtail.models import Locale, Page, Site

from content import seeding
from content.models import ArticlePage, GuidePage, HomePage, IndexPage, Planted
from tests.content.conftest import LANGUAGES


def shapes(language: str) -> list[tuple[str, str, list[str]]]:
    seeds = tomllib.loads((seeding.FOLDER / f"{language}.toml").read_text())["pages"]
    return [(seed["path"], seed["kind"], [block["type"] for block in seed.get("body", [])]) for seed in seeds]


def tree() -> list[tuple[int, str, bool]]:
    return list(Page.objects.order_by("pk").values_list("pk", "url_path", "live"))


def page_of(language: str, kind: Any = GuidePage) -> Any:
    """The guide to temporary work, or the only page of another kind."""
    found = {"procedure": "temporary-work"} if kind is GuidePage else {}
    return kind.objects.get(locale__language_code=language, **found)


def start_again() -> list[Page]:
    """What the next `make run` does, twice."""
    made = seeding.load()
    call_command("load_content", verbosity=0)
    return made


def test_every_language_has_the_same_pages_with_the_same_parts() -> None:
    assert [shapes(language) for language in LANGUAGES] == [shapes("pl")] * len(LANGUAGES)


def test_second_run_makes_nothing_and_keeps_an_editors_change(guide: GuidePage) -> None:
    guide.title = "Zmieniony tytuł"
    guide.save_revision().publish()
    before = tree()
    assert start_again() == []
    assert tree() == before
    assert GuidePage.objects.get(pk=guide.pk).title == "Zmieniony tytuł"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_renamed_page_is_not_made_again(content_loaded: None, language: str) -> None:
    page = page_of(language)
    page.slug = "renamed"
    page.save_revision().publish()
    before = tree()
    assert start_again() == []
    assert tree() == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_renamed_parent_stops_no_start(content_loaded: None, language: str) -> None:
    index = page_of(language, IndexPage)
    index.slug = "renamed"
    index.save_revision().publish()
    before = tree()
    assert start_again() == []
    assert tree() == before


def test_a_moved_page_is_not_made_again(guide: GuidePage) -> None:
    other = guide.get_parent().add_sibling(instance=IndexPage(title="Inne", slug="other", locale=guide.locale))
    guide.move(other, pos="last-child")
    before = tree()
    assert start_again() == []
    assert tree() == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_deleted_page_stays_deleted(content_loaded: None, language: str) -> None:
    page_of(language).delete()
    before = tree()
    assert start_again() == []
    assert tree() == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_deleted_section_stays_deleted_with_all_under_it(content_loaded: None, language: str) -> None:
    page_of(language, IndexPage).delete()
    before = tree()
    assert start_again() == []
    assert tree() == before


def test_a_page_of_an_older_release_is_taken_as_made(guide: GuidePage) -> None:
    ukrainian = page_of("uk")
    Planted.objects.all().delete()
    for kind in (HomePage, IndexPage, GuidePage, ArticlePage):
        kind.objects.update(says="")
    before = tree()
    assert start_again() == []
    assert tree() == before
    ukrainian.refresh_from_db()
    assert ukrainian.says == GuidePage.objects.get(pk=guide.pk).says != ""


def test_a_page_an_editor_made_in_the_seeds_place_is_left_alone(guide: GuidePage) -> None:
    Planted.objects.filter(path="guides/temporary-work").delete()
    guide.get_translations().delete()
    guide.delete()
    parent = page_of("pl", IndexPage)
    own = parent.add_child(
        instance=GuidePage(title="Nasz", slug="temporary-work", procedure="temporary-work", locale=parent.locale)
    )
    made = start_again()
    assert [page.locale.language_code for page in made] == ["en", "uk", "ar"]
    assert {page.translation_key for page in made} == {own.translation_key}


def test_a_new_language_follows_what_the_editors_did(guide: GuidePage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The guide was renamed in Polish and one article deleted; then a release brings a language."""
    ukrainian = Locale.objects.get(language_code="uk")
    Planted.objects.filter(language="uk").delete()
    HomePage.objects.get(locale=ukrainian).delete()
    guide.slug = "praca"
    guide.save_revision().publish()
    gone = ArticlePage.objects.filter(locale=guide.locale).first()
    assert gone is not None
    gone.delete()
    made = start_again()
    assert len(made) == len(shapes("uk")) - 1
    assert page_of("uk").url_path == "/home-uk/guides/praca/"
    assert not Page.objects.filter(translation_key=gone.translation_key, locale=ukrainian).exists()


ROWS = """
[[pages]]
path = "first"
kind = "article"
title = "First"
[[pages]]
kind = "article"
title = "No path"
[[pages]]
path = "no-title"
kind = "article"
[[pages]]
path = "strange"
kind = "leaflet"
title = "No such kind"
[[pages]]
path = "no-such-procedure"
kind = "guide"
title = "No procedure"
procedure = "nope"
[[pages]]
path = "figure"
kind = "article"
title = "Figure"
body = [{ type = "callout", kind = "info", text = "[[nope]]" }]
[[pages]]
path = "lost/child"
kind = "article"
title = "No parent"
[[pages]]
path = "last"
kind = "article"
title = "Last"
"""


def test_a_broken_row_is_named_and_the_rest_is_made(
    content_loaded: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "pl.toml").write_text(ROWS)
    (tmp_path / "en.toml").write_text("[[pages]\nnot toml")
    (tmp_path / "uk.toml").write_text(ROWS)
    monkeypatch.setattr(seeding, "FOLDER", tmp_path)
    with caplog.at_level(logging.WARNING, logger="content.seeding"):
        made = seeding.load()
    assert [page.url_path for page in made] == [
        "/home-pl/first/", "/home-pl/last/", "/home-uk/first/", "/home-uk/last/"
    ]  # fmt: skip
    told = [record.getMessage() for record in caplog.records if "pl.toml" in record.getMessage()]
    assert [line.partition("pl.toml, ")[2].split(":")[0].split(" (")[0] for line in told] == [
        f"row {number}" for number in range(2, 8)
    ]
    assert any("en.toml cannot be read" in record.getMessage() for record in caplog.records)
    assert start_again() == []


def test_site_starts_at_the_polish_home_and_the_welcome_page_is_gone(content_loaded: None) -> None:
    site = Site.objects.get()
    assert site.root_page.specific == HomePage.objects.get(locale__language_code="pl")
    assert [page.specific_class for page in Page.objects.filter(depth=2)] == [HomePage] * len(LANGUAGES)

"""The first pages: made once, complete in every language, and from then on the editors'."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from wagtail.models import Locale, Page, Site
from wagtail_localize.models import TranslationSource

from content import seeding, translating, translations
from content.models import ArticlePage, GuidePage, HomePage, IndexPage, Planted
from content.seeding import files
from tests.content.conftest import LANGUAGES

LISTED = {(seed.key, language): seed for seed in seeding.read_all() for language in seed.texts}


def tree() -> list[tuple[int, str, bool]]:
    return list(Page.objects.order_by("pk").values_list("pk", "url_path", "live"))


def page_of(language: str, kind: Any = GuidePage) -> Any:
    """The guide to temporary work, or the only page of another kind."""
    found = {"procedure": "temporary-work"} if kind is GuidePage else {}
    return kind.objects.get(locale__language_code=language, **found)


def help_page() -> ArticlePage:
    """With text in HTML: strings and the templates they stand in."""
    page: ArticlePage = ArticlePage.objects.get(slug="help", locale__language_code="pl")
    return page


def page_title(language: str) -> str:
    return LISTED["temporary-work", language].texts[language].lines["title"]


def start_again() -> list[Page]:
    """What the next `make run` does, twice."""
    made = seeding.load()
    call_command("load_content", verbosity=0)
    return made


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for each in value.values() if isinstance(value, dict) else value:
            yield from strings(each)


def test_every_folder_is_a_page_in_every_language() -> None:
    folders = {folder.name for folder in seeding.FOLDER.iterdir() if folder.is_dir()}
    assert len(folders) > 50
    assert LISTED.keys() == {(key, language) for key in folders for language in LANGUAGES}


@pytest.mark.parametrize(("key", "language"), LISTED)
def test_a_translation_was_made_of_the_polish_texts_that_stand_beside_it(key: str, language: str) -> None:
    """Renew `source` when the translation says what the Polish text says now, and not before."""
    texts = LISTED[key, language].texts
    assert texts[language].made_by
    assert texts[language].source == ("" if language == "pl" else seeding.digest(texts["pl"]))


def test_every_text_of_the_files_is_on_its_page(content_loaded: None) -> None:
    for (key, language), seed in LISTED.items():
        planted = Planted.objects.get(key=key, language=language)
        page = Page.objects.get(translation_key=planted.translation_key, locale__language_code=language).specific
        shown = set(strings([json.loads(page.to_json()), translations.stored(page, "body") if seed.blocks else []]))
        texts = seed.texts[language]
        assert {text for text in strings([texts.lines, texts.blocks]) if text not in shown} == set(), (key, language)
        assert page.live


def test_blocks_have_the_same_ids_in_every_language(content_loaded: None) -> None:
    def ids(value: Any) -> list[Any]:
        if isinstance(value, list):
            return [each for one in value for each in ids(one)]
        if not isinstance(value, dict):
            return []
        return [value["id"], *ids(value["value"])] if "id" in value else ids(list(value.values()))

    found = {language: ids(page_of(language).body.get_prep_value()) for language in LANGUAGES}
    assert found["pl"][:2] == ["who", "note"]
    assert found == dict.fromkeys(LANGUAGES, found["pl"])


def test_translations_are_rows_of_wagtail_localize(guide: GuidePage) -> None:
    source = TranslationSource.objects.get_for_instance(guide)
    assert source.stringsegment_set.count() > 30
    english = source.translations.get(target_locale__language_code="en")
    assert translating.missing(english) == 0
    entry = next(each for each in english.export_po() if each.msgctxt == "body.who.heading")
    assert (entry.msgid, entry.msgstr) == ("Dla kogo jest to zezwolenie", "Who this permit is for")


def test_the_rows_are_those_that_wagtail_localize_would_write(content_loaded: None) -> None:
    def rows(source: TranslationSource) -> list[set[Any]]:
        columns = ("context__path", "order")
        return [
            set(source.stringsegment_set.values_list(*columns, "string__data", "attrs")),
            set(source.templatesegment_set.values_list(*columns, "template__template")),
            set(source.overridablesegment_set.values_list(*columns, "data_json")),
        ]

    for kind in (HomePage, GuidePage, ArticlePage):
        page = help_page() if kind is ArticlePage else page_of("pl", kind)
        source = TranslationSource.objects.get_for_instance(page)
        before = rows(source)
        source.update_from_db()
        assert rows(source) == before != [set(), set(), set()]


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
    Planted.objects.filter(key="temporary-work").delete()
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
    assert len(made) == len(LISTED) // len(LANGUAGES) - 1
    assert page_of("uk").url_path == "/home-uk/guides/praca/"
    assert not Page.objects.filter(translation_key=gone.translation_key, locale=ukrainian).exists()


BROKEN = {  # by folder: page.toml, and what it says in Polish and Ukrainian
    "strange": ('kind = "leaflet"', 'title = "No such kind"'),
    "no-title": ('kind = "article"', 'summary = "No title"'),
    "no-kind": ("", 'title = "No kind"'),
    "no-such-procedure": ('kind = "guide"\nprocedure = "nope"', 'title = "No procedure"'),
    "no-such-field": ('kind = "article"\ncolour = "red"', 'title = "No such field"'),
    "no-such-text": ('kind = "article"', 'title = "Text"\nsubtitle = "No such text"'),
    "no-such-block": ('kind = "article"\nblocks = []', 'title = "Text"\nblocks.lead.text = "No such block"'),
    "figure": (
        'kind = "article"\nblocks = [{ id = "a", type = "callout", kind = "info" }]',
        'title = "Figure"\nblocks.a.text = "[[nope]]"',
    ),
    "lost-child": ('kind = "article"\nparent = "lost"', 'title = "No parent"'),
    "not-toml": ("[[", 'title = "Not toml"'),
}


def write(folder: Path, key: str, page: str, **texts: str) -> None:
    (folder / key).mkdir()
    parent = "" if "parent" in page else 'parent = "home"\n'
    (folder / key / "page.toml").write_text(f'key = "{key}"\n{parent}{page}\n')
    for language, text in texts.items():
        (folder / key / f"{language}.toml").write_text(f'made_by = "somebody"\n{text}\n')


def test_a_broken_seed_is_named_and_the_rest_is_made(
    content_loaded: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(files, "FOLDER", tmp_path)
    for key, (page, text) in BROKEN.items():
        write(tmp_path, key, page, pl=text, uk=text)
    write(tmp_path, "first", 'kind = "article"', pl='title = "First"', en="[[not toml", uk='title = "First"')
    write(tmp_path, "last", 'kind = "article"', pl='title = "Last"', uk='title = "Last"')
    write(tmp_path, "renamed", 'kind = "article"', pl='title = "Key of another folder"')
    (tmp_path / "renamed").rename(tmp_path / "other-name")
    with caplog.at_level(logging.WARNING):
        made = seeding.load()
    assert [page.url_path for page in made] == [
        "/home-pl/first/", "/home-pl/last/", "/home-uk/first/", "/home-uk/last/"
    ]  # fmt: skip
    told = " ".join(record.getMessage() for record in caplog.records if record.name.startswith("content.seeding"))
    assert [key for key in (*BROKEN, "other-name", "first/en.toml") if f": {key}" not in told] == []
    assert start_again() == []


def test_a_translation_of_another_shape_than_the_polish_text_is_set_aside(
    content_loaded: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "FOLDER", tmp_path)
    page = 'kind = "article"\nblocks = [{ id = "a", type = "text" }]'
    texts = {language: f'title = "Two"\nblocks.a.text = "{html}"' for language, html in SHAPES.items()}
    write(tmp_path, "two", page, **texts)
    assert [page.url_path for page in seeding.load()] == ["/home-pl/two/", "/home-uk/two/"]


SHAPES = {"pl": "<p>Raz.</p><p>Dwa.</p>", "en": "<p>One. Two.</p>", "uk": "<p>Один.</p><p>Два.</p>"}


def test_what_an_editor_changed_before_a_language_came_is_not_published_in_polish(
    guide: GuidePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    ukrainian = page_of("uk")
    ukrainian.delete()
    Planted.objects.filter(language="uk", key="temporary-work").delete()
    guide.summary = "Zdanie redakcji."
    guide.save_revision().publish()
    TranslationSource.objects.get_for_instance(guide).update_from_db()
    (made,) = seeding.load()
    assert (made.live, made.summary, made.title) == (False, "Zdanie redakcji.", page_title("uk"))


def test_site_starts_at_the_polish_home_and_the_welcome_page_is_gone(content_loaded: None) -> None:
    site = Site.objects.get()
    assert site.root_page.specific == HomePage.objects.get(locale__language_code="pl")
    assert [page.specific_class for page in Page.objects.filter(depth=2)] == [HomePage] * len(LANGUAGES)

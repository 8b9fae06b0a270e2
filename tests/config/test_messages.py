"""Every text has a translation in every language, and every text is found by the extraction."""

import re
from pathlib import Path

import polib
import pytest
from django.conf import settings

from tests.config.texts import in_python, in_template, texts_said

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = [code for code, _ in settings.LANGUAGES if code != "en"]  # English is the msgid
FLOORS = ("applications", "content", "payments", "procedures", "site")
ALIAS = re.compile(r"import (n?p?gettext(?:_lazy|_noop)?) as (?!_\b)")
PARTED = re.compile(r"(?:\b(?:art|ст|ust|poz)\.|المادة|§) \d", re.IGNORECASE)
HYPHENED = re.compile(r"\d-\d")
ISOLATED = re.compile("\u2066[^\u2069]*\u2069")


def catalogue(language: str) -> polib.POFile:
    return polib.pofile(str(ROOT / "locale" / language / "LC_MESSAGES" / "django.po"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(language: str) -> None:
    entries = [entry for entry in catalogue(language) if not entry.obsolete]
    assert entries
    assert [entry.msgid for entry in entries if not entry.translated() or entry.fuzzy] == []


def test_every_language_has_the_same_texts() -> None:
    texts = {language: {(e.msgctxt, e.msgid) for e in catalogue(language) if not e.obsolete} for language in LANGUAGES}
    assert texts == dict.fromkeys(LANGUAGES, texts["pl"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_survive_translation(language: str) -> None:
    named = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
    lost = [
        entry.msgid
        for entry in catalogue(language)
        if not entry.obsolete and not entry.msgid_plural
        if set(named.findall(entry.msgid)) != set(named.findall(entry.msgstr))
    ]
    assert lost == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_number_of_an_article_never_begins_a_line(language: str) -> None:
    texts = [text for entry in catalogue(language) for text in (entry.msgstr, *entry.msgstr_plural.values())]
    assert [text for text in texts if PARTED.search(text)] == []


def test_the_number_of_an_article_never_begins_an_english_line() -> None:
    assert PARTED.search("(art. 108)")
    texts = [text for entry in catalogue("pl") if not entry.obsolete for text in (entry.msgid, entry.msgid_plural)]
    assert [text for text in texts if PARTED.search(text)] == []


def test_a_code_or_a_day_is_never_turned_round_between_arabic_words() -> None:
    """Digits with hyphens between right-to-left words are shown last part first: 40-001 as 001-40."""
    texts = [text for entry in catalogue("ar") for text in (entry.msgstr, *entry.msgstr_plural.values())]
    assert [text for text in texts if HYPHENED.search(ISOLATED.sub("", text))] == []


def test_the_catalogue_has_what_is_said_and_nothing_else() -> None:
    catalogued = {(entry.msgctxt, entry.msgid) for entry in catalogue("pl") if not entry.obsolete}
    assert texts_said() - catalogued == set()
    assert catalogued - texts_said() == set()


def test_texts_are_found_where_they_are_said() -> None:
    code = """_("a"), gettext_lazy("b" " c"), pgettext("in", "d"), ngettext("%(n)s e", "%(n)s f", 2), _(g), x("h")"""
    page = """{% load i18n %}{% translate "i" as x %}{% blocktranslate trimmed %}j (
        {{ k }}){% endblocktranslate %}{% include "l" with m=_("n") %}{% translate "o" context "of" %}"""
    assert set(in_python(code)) == {(None, "a"), (None, "b c"), ("in", "d"), (None, "%(n)s e")}
    assert set(in_template(page)) == {(None, "i"), (None, "j ( %(k)s)"), (None, "n"), ("of", "o")}


def test_no_alias_hides_a_text_from_the_extraction() -> None:
    """xgettext knows gettext and _, not our own names for them."""
    hidden = [
        str(path.relative_to(ROOT))
        for floor in FLOORS
        for path in (ROOT / floor).rglob("*.py")
        if "node_modules" not in path.parts and ALIAS.search(path.read_text())
    ]
    assert hidden == []

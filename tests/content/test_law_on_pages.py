"""What the pages say of the law, in every language: each sentence stands where it is needed, with its units."""

import re
from html import unescape

import pytest
import time_machine
from django.test import Client
from django.utils import translation

from content import law, seeding
from procedures import catalogue
from procedures.law.citations import Citation
from procedures.tables import papers
from tests.content.conftest import LANGUAGES

NBSP = "\N{NO-BREAK SPACE}"
GUIDE, HELP, FEES, PREPARE = "guides/temporary-work/", "help/", "fees/", "guides/temporary-work/apply/temporary-work/"
# Where a sentence of `procedures/statements.toml` has to stand
PARTS = {
    GUIDE: ("apply", "deadline", "fees", "documents", "visit", "terms", "outcome"),
    HELP: ("apply", "deadline", "outage", "fees", "documents", "visit", "outcome"),
    FEES: ("fees",),
}
# Which article stands on which page, written as in each language: path → (Polish, others)
UNITS = {
    GUIDE: [
        ("art. 114 ust. 1 pkt 1", "art. 114(1)(1)", "ст. 114 ч. 1 п. 1", "المادة 114 الفقرة 1 البند 1"),
        ("art. 114 ust. 4b", "114(4b)", "ст. 114 ч. 4b", "المادة 114 الفقرة 4b"),
        ("art. 114 ust. 1a", "114(1a)", "ст. 114 ч. 1a", "المادة 114 الفقرة 1a"),
        ("art. 8 ust. 2", "art. 8(2)", "ст. 8 ч. 2", "المادة 8 الفقرة 2"),
        ("art. 100 ust. 1 pkt 9", "art. 100(1)(9)", "ст. 100 ч. 1 п. 9", "المادة 100 الفقرة 1 البند 9"),
        ("art. 99 ust. 1 pkt 10", "99(1)(10)", "ст. 99 ч. 1 п. 10", "المادة 99 الفقرة 1 البند 10"),
        ("art. 106h ust. 1", "art. 106h(1)", "ст. 106h ч. 1", "المادة 106h الفقرة 1"),
        ("art. 225b ust. 4", "art. 225b(4)", "ст. 225b ч. 4", "المادة 225b الفقرة 4"),
        ("art. 106d ust. 7", "art. 106d(7)", "ст. 106d ч. 7", "المادة 106d الفقرة 7"),
        ("art. 113c", "art. 113c", "ст. 113c", "المادة 113c"),
        ("art. 261 § 1", "art. 261 § 1", "ст. 261 § 1", "المادة 261 § 1"),
        ("art. 299 ust. 6", "art. 299(6)", "ст. 299 ч. 6", "المادة 299 الفقرة 6"),
    ],
    HELP: [
        ("art. 113c", "art. 113c", "ст. 113c", "المادة 113c"),
        ("art. 106d ust. 3", "art. 106d(3)", "ст. 106d ч. 3", "المادة 106d الفقرة 3"),
    ],
    PREPARE: [
        ("art. 225b ust. 4", "art. 225b(4)", "ст. 225b ч. 4", "المادة 225b الفقرة 4"),
        ("art. 225b ust. 3 pkt 6", "art. 225b(3)(6)", "ст. 225b ч. 3 п. 6", "المادة 225b الفقرة 3 البند 6"),
    ],
    "privacy/": [
        ("art. 225a ust. 2", "art. 225a(2)", "ст. 225a ч. 2", "المادة 225a الفقرة 2"),
        ("art. 225e ust. 3", "art. 225e(3)", "ст. 225e ч. 3", "المادة 225e الفقرة 3"),
        ("art. 225g ust. 1", "art. 225g(1)", "ст. 225g ч. 1", "المادة 225g الفقرة 1"),
    ],
    "guides/pesel-and-signature/": [
        ("art. 225b ust. 3 pkt 6", "art. 225b(3)(6)", "ст. 225b ч. 3 п. 6", "المادة 225b الفقرة 3 البند 6"),
    ],
}
# What was said and is not so, in any language
NEVER = {
    "pl": ["Bez PESEL i podpisu też", "bez rozpatrzenia (art.", "114 ust. 1 pkt 2", "nie wstrzymuje złożenia"],
    "en": ["PESEL and a signature too", "refused without examination", "114(1)(2)", "does not stop you"],
    "uk": ["можна і без PESEL", "без розгляду (ст. 105)", "114 ч. 1 п. 2", "не перешкоджає поданню"],
    "ar": [
        "ومن دون توقيع أيضًا",
        "يُرفض دون نظر (المادة 105)",
        "114 الفقرة 1 البند 2",
        "لا يمنع تقديم الطلب",
    ],
}


def words_of_page(client: Client, language: str, path: str) -> str:
    """The words of a page, with every space a plain one."""
    answer = client.get(f"/{language}/{path}")
    assert answer.status_code == 200, path
    text = unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))
    return re.sub(r"\s+", " ", text.replace(NBSP, " "))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", sorted(PARTS))
def test_every_sentence_of_the_law_stands_where_it_is_needed(
    client: Client, content_loaded: None, language: str, path: str
) -> None:
    page = words_of_page(client, language, path)
    unsaid = catalogue.procedure("temporary-work").unsaid if path == GUIDE else ()
    with translation.override(language):
        lines = [line for part in PARTS[path] for line in law.said(part, unsaid=unsaid)]
    assert len(lines) >= len(PARTS[path])
    wanted = [text.replace(NBSP, " ") for line in lines for text in (line.title, line.text)]
    assert [text for text in wanted if text not in page] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", sorted(UNITS))
def test_the_units_are_named_in_the_words_of_the_language(
    client: Client, content_loaded: None, language: str, path: str
) -> None:
    page, place = words_of_page(client, language, path), LANGUAGES.index(language)
    assert [units[place] for units in UNITS[path] if units[place] not in page] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_said_that_is_not_so(client: Client, content_loaded: None, language: str) -> None:
    said = " ".join(words_of_page(client, language, path) for path in {*PARTS, *UNITS, ""})
    assert [words for words in NEVER[language] if words in said] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_fact_has_two_pairs_of_brackets_in_a_row(client: Client, content_loaded: None, language: str) -> None:
    page = words_of_page(client, language, GUIDE)
    assert re.findall(r"\([^()]*\)\.? \((?:art|ст|المادة)[^)]*\)", page) == []
    assert not re.search(r"\([A-Z]{2,}\)\)", page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_abbreviations_are_explained_or_not_used(client: Client, content_loaded: None, language: str) -> None:
    page = words_of_page(client, language, GUIDE)
    assert "R553" not in page
    for short, full in {
        "KPA": ("Kodeks", "Code of Administrative Procedure", "Кодекс", "قانون الإجراءات الإدارية"),
        "NFZ": ("Narodow", "National Health Fund", "Національн", "الصندوق الوطني للصحة"),
    }.items():
        assert short in page
        assert full[LANGUAGES.index(language)] in page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", [GUIDE, HELP, FEES])
def test_no_line_begins_with_the_number_of_an_article(
    client: Client, content_loaded: None, language: str, path: str
) -> None:
    page = unescape(client.get(f"/{language}/{path}").content.decode())
    assert re.findall(r"[^<>]{,20}(?:art\.|ust\.|pkt|poz\.|§|Dz\.U\.|ст\.|ч\.|المادة|الفقرة|البند) \d+", page) == []


def test_health_insurance_is_always_asked_for_evidence() -> None:
    documents = {each.key: each for each in catalogue.procedure("temporary-work").documents}
    assert documents["insurance"].required
    assert Citation("foreigners", "114(1)(1)") in documents["insurance"].law


def test_the_terms_of_the_office_run_again_after_the_last_day_of_their_suspension() -> None:
    with translation.override("en"):
        with time_machine.travel("2027-03-04 12:00+01:00"):
            suspended = law.said("terms")
        assert [line.title for line in suspended] == ["The office’s terms are suspended until 4 March 2027"]
        with time_machine.travel("2027-03-05 12:00+01:00"):
            assert law.said("terms") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_number_of_an_article_never_begins_a_line_of_a_page(language: str) -> None:
    seeds = "".join(file.read_text(encoding="utf-8") for file in seeding.FOLDER.glob(f"*/{language}.toml"))
    assert "title = " in seeds
    assert re.findall(r"(?:\b(?:art|ст|ust)\.|المادة) \d.{8}", seeds) == []


def test_every_icon_a_document_names_is_drawn() -> None:
    sprite = (catalogue.ROOT.parent / "site/static/img/icons.svg").read_text()
    documents = [document for procedure in catalogue.procedures() for document in procedure.documents]
    named = {each.icon for each in documents} | {each.icon for each in papers.table()}
    assert {name for name in named if f'<symbol id="{name}"' not in sprite} == set()

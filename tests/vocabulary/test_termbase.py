"""One word for one thing: what the termbase forbids or keeps is found in any text, and editors keep the termbase."""

from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import polib
import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from vocabulary import catalogues, first_terms, judging, terms
from vocabulary.judging import TermWord
from vocabulary.models import Concept, Word

LOCALE = Path(settings.LOCALE_PATHS[0])
FEE = [
    TermWord(concept="fee", language="uk", text="збір", standing="preferred"),
    TermWord(concept="fee", language="uk", text="плат*", standing="forbidden", unless=("заробітна плата",)),
    TermWord(concept="pesel", language="pl", text="PESEL", standing="kept"),
]


def told(original: str, translated: str, language: str = "uk") -> list[tuple[str, str, str]]:
    found = judging.faults(original, translated, language, FEE)
    return [(each.kind, each.word, each.instead) for each in found]


def test_no_text_of_the_program_is_against_the_first_terms() -> None:
    assert [(each.language, each.fault, each.text) for each in catalogues.wrong(LOCALE, first_terms.words())] == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Плату вносять до органу.", [("never", "Плату", "збір")]),
        ("Заробітна\N{NO-BREAK SPACE}плата не менша.", []),
        ("Оплата карткою.", []),
        ("Збір сплачують.", []),
        ("", []),
    ],
)
def test_a_word_we_never_say_is_found_with_what_is_said_instead(text: str, fault: list[Any]) -> None:
    assert told("Fee", text) == fault


def test_a_word_of_another_language_is_nobodys_fault() -> None:
    assert told("Fee", "плата", "pl") == []


def test_a_name_that_is_kept_may_not_be_translated() -> None:
    assert told("Your PESEL number", "Ваш номер ПЕСЕЛЬ") == [("kept", "PESEL", "PESEL")]
    assert told("Your PESEL number", "Ваш номер PESEL") == []
    assert told("Your number", "Ваш номер") == []


def catalogue(folder: Path, text: str) -> Path:
    path = folder / "uk" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    made = polib.POFile()
    made.append(polib.POEntry(msgid="Fee", msgstr=text))
    made.append(polib.POEntry(msgid="%d fee", msgid_plural="%d fees", msgstr_plural={0: "збір", 1: "дві плати"}))
    made.append(polib.POEntry(msgid="Old", msgstr="плата", obsolete=True))
    made.save(str(path))
    return folder


def test_every_form_of_a_text_is_judged_and_none_that_is_gone(tmp_path: Path) -> None:
    found = list(catalogues.wrong(catalogue(tmp_path, "плата"), FEE))
    assert [(each.language, each.text) for each in found] == [("uk", "плата"), ("uk", "дві плати")]


@pytest.fixture
def loaded(db: None) -> None:
    first_terms.load()


def test_the_first_terms_are_the_editors_from_then_on(loaded: None) -> None:
    assert {each.text for each in terms.held(timezone.localdate())} == {each.text for each in first_terms.words()}
    Concept.objects.exclude(key="fee").delete()
    assert first_terms.load() == []
    assert Concept.objects.count() == 1


def test_the_command_judges_by_the_editors_termbase(loaded: None, settings: Settings, tmp_path: Path) -> None:
    settings.LOCALE_PATHS = [catalogue(tmp_path, "плата")]
    said = StringIO()
    with pytest.raises(CommandError):
        call_command("termbase", stdout=said)
    assert "uk: 'плата', not 'збір'" in said.getvalue()
    Concept.objects.filter(key="fee").delete()
    call_command("termbase")


def test_a_term_holds_on_its_days(loaded: None) -> None:
    today = timezone.localdate()
    Concept.objects.filter(key="fee").update(valid_from=today - timedelta(9), valid_to=today - timedelta(1))
    assert "fee" not in {each.concept for each in terms.held(today)}
    assert "fee" in {each.concept for each in terms.held(today - timedelta(1))}


def test_one_word_of_a_language_is_the_one_we_say(loaded: None) -> None:
    with pytest.raises(IntegrityError):
        Word.objects.create(concept=Concept.objects.get(key="fee"), language="uk", text="податок", standing="preferred")


@pytest.mark.parametrize(("standing", "text"), [("preferred", "збор*"), ("kept", "PES*"), ("forbidden", " * ")])
def test_a_word_that_judges_nothing_is_refused(standing: str, text: str) -> None:
    with pytest.raises(ValidationError):
        Word(language="uk", standing=standing, text=text).clean()


@pytest.mark.parametrize("language", ["pl", "en", "uk", "ar"])
def test_readers_find_the_words_of_their_language(client: Client, loaded: None, language: str) -> None:
    page = client.get(f"/{language}/glossary/").content.decode()
    fee = {"pl": "opłata", "en": "fee", "uk": "збір", "ar": "الرسم"}[language]
    assert f"<bdi>{fee}</bdi>" in page
    assert ('<bdi lang="pl">opłata</bdi>' in page) == (language != "pl")
    assert "<bdi>PESEL</bdi>" in page
    assert "плату" not in page


def test_any_number_of_terms_costs_the_same(loaded: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        many = terms.glossary("en", timezone.localdate())
    assert len(many) > 5
    Concept.objects.exclude(key="fee").delete()
    with django_assert_num_queries(1):
        assert len(terms.glossary("en", timezone.localdate())) == 1


def test_what_nobody_said_in_a_language_is_left_out(loaded: None) -> None:
    Word.objects.filter(language="ar").delete()
    assert {each.word for each in terms.glossary("ar", timezone.localdate())} == {"PESEL", "BLIK", "CUKR"}

"""One word for one thing in every language, and the official wording where something is signed: docs/glossary.md."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polib
import pytest

from content import seeding
from procedures import catalogue
from procedures.language.schema import Declaration, Option

ROOT = Path(__file__).resolve().parents[2]
NBSP = "\N{NO-BREAK SPACE}"
NOT_OUR_WORDS = {
    "uk": (
        r"(?<!оєводське )(?<!оєводському )(?<!оєводського )управлінн[яіюм](?! гміни| у справах| із захисту)",
        r"правлінн[яію] воєводи",
        r"(?<!заробітна )\bплат[ауиі]\b",
        r"Голов[аи] Управління у справах",
        r"адмініструє",
        r"не раніше ніж за 7 днів",
        r"\b(?:106d|225b|225c|225g|108|104|113)\s+п\.",  # these articles have paragraphs first
    ),
    "ar": (r"مكتب المحافظ\b(?!ة)", r"النقطة", r"إدارة بيانات"),
    "pl": (r"\bpunkt \d", r"paragraf"),
}


def texts(language: str) -> Iterator[str]:
    """What is said in the language, with plain spaces: the translations and the seeds."""
    for entry in polib.pofile(str(ROOT / "locale" / language / "LC_MESSAGES" / "django.po")):
        if not entry.obsolete:
            yield from (text.replace(NBSP, " ") for text in (entry.msgstr, *entry.msgstr_plural.values()))
    for file in sorted(seeding.FOLDER.glob(f"*/{language}.toml")):
        yield from strings(tomllib.loads(file.read_text(encoding="utf-8")))


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value.replace(NBSP, " ")
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from strings(each)


def translated(language: str) -> dict[str, str]:
    entries = polib.pofile(str(ROOT / "locale" / language / "LC_MESSAGES" / "django.po"))
    return {entry.msgid: entry.msgstr.replace(NBSP, " ") for entry in entries}


def signed() -> list[Option | Declaration]:
    """Everything that somebody declares under criminal liability: declarations and the statements of annex 1."""
    forms = [catalogue.form("temporary-residence"), catalogue.form("annex1-employer")]
    statements = [field for form in forms for _step, field in form.fields() if field.key.startswith(("v.", "vi."))]
    return [each for form in forms for each in form.declarations] + [one for each in statements for one in each.options]


@pytest.mark.parametrize("language", sorted(NOT_OUR_WORDS))
def test_one_word_for_one_thing(language: str) -> None:
    wrong = re.compile("|".join(NOT_OUR_WORDS[language]))
    assert [text[:120] for text in texts(language) if wrong.search(text)] == []


def test_what_is_signed_stands_word_for_word_in_polish() -> None:
    polish = translated("pl")
    assert len(signed()) > 20
    differing = [each.label for each in signed() if polish[each.label] != each.official.replace(NBSP, " ")]
    assert differing == []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "by a final judgment"),
        ("uk", "вироком, що набрав законної сили"),
        ("ar", "حكم نهائي"),
        ("pl", "prawomocnym wyrokiem"),
    ],
)
def test_a_statement_on_a_final_judgment_says_so(language: str, words: str) -> None:
    said = translated(language) if language != "en" else {}
    labels = [each.label for each in signed() if "prawomocnym wyrokiem" in each.official]
    assert len(labels) >= 10
    assert [label for label in labels if words not in said.get(label, label)] == []


@pytest.mark.parametrize(("language", "words"), [("uk", "контролер"), ("ar", "المتحكّم")])
def test_the_controller_of_data_is_called_so(language: str, words: str) -> None:
    privacy = tomllib.loads((seeding.FOLDER / "privacy" / f"{language}.toml").read_text(encoding="utf-8"))
    assert words in " ".join(strings(privacy)).lower()

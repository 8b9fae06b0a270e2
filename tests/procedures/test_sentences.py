"""Ready Polish sentences: what is published stays as it is, and every question answered in Polish has some.

A new sentence: `SNAPSHOT=write pytest tests/procedures/test_sentences.py`, and read the difference: it only adds lines.
"""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from procedures import catalogue
from procedures.language import banks, loader
from procedures.language.kinds import composing
from procedures.language.schema import Form, Sentence

SNAPSHOTS = Path(__file__).parents[1] / "snapshots"
FILES = banks.files()
FORM = catalogue.form("temporary-residence")
OF_THE_PERSON = ("temporary-residence", "annex2-bluecard")
PURPOSES = [option.code for option in FORM.field("purpose").options]


def published(form: Form) -> dict[str, str]:
    """Everything of it that is filed, by a name of its own."""
    found = {}
    for name, sentence in sentences(form):
        found[f"{name} / {sentence.key}"] = sentence.official
        for blank in sentence.blanks:
            found |= {f"{blank.key}: {each.code}": each.official for each in blank.options}
    return dict(sorted(found.items()))


def sentences(form: Form) -> Iterator[tuple[str, Sentence]]:
    for name, field in banks.banked(field for _step, field in form.fields()):
        yield from ((name, sentence) for sentence in (field.bank.sentences if field.bank else ()))


def in_polish(form: Form) -> Iterator[str]:
    """The questions that are answered in Polish words, "something else" included."""
    for _step, field in form.fields():
        if field.kind in banks.ASKING or field.other:
            yield field.key
        yield from (f"{field.key}.{sub.key}" for sub in field.fields if sub.kind in banks.ASKING or sub.other)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_a_published_sentence_is_never_reworded(path: Path) -> None:
    said = json.dumps(published(catalogue.form(path.parent.name, path.stem)), ensure_ascii=False, indent=1) + "\n"
    kept = SNAPSHOTS / f"sentences-{path.parent.name}.json"
    if os.environ.get("SNAPSHOT") == "write":
        kept.write_text(said)
    assert said == kept.read_text()


@pytest.mark.parametrize("key", OF_THE_PERSON)
def test_every_question_that_the_person_answers_in_polish_has_sentences(key: str) -> None:
    form = catalogue.form(key)
    assert set(in_polish(form)) == {name for name, _sentence in sentences(form)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_no_sentence_says_what_only_a_man_or_only_a_woman_says(path: Path) -> None:
    """The past tense of the first person, and "I was"."""
    gendered = re.compile(r"\b\w+(łem|łam|łbym|łabym)\b|\bpowinien|\bpowinn", re.IGNORECASE)
    form = catalogue.form(path.parent.name, path.stem)
    assert [each.official for _name, each in sentences(form) if gendered.search(each.official)] == []


@pytest.mark.parametrize("purpose", PURPOSES)
def test_every_purpose_has_reasons_of_its_own(purpose: str) -> None:
    bank = FORM.field("justification").bank
    assert bank is not None
    own = [each for each in composing.offered(bank, {"purpose": purpose}) if each.when is not None]
    assert len([each for each in own if each.key != "in-poland"]) >= 1, purpose


def test_the_digest_of_a_form_is_that_of_the_form_without_them() -> None:
    """Sentences are added later: no signed document becomes another one by that."""
    assert all(field.bank is None for _step, field in _plain().fields())
    assert _plain().digest == FORM.digest


def _plain() -> Form:
    return loader.form(catalogue.FORMS / "temporary-residence" / "2026-04-27.toml")

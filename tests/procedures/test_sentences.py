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
from procedures.language.kinds import KINDS, composing
from procedures.language.schema import Field, Form, Sentence

SNAPSHOTS = Path(__file__).parents[1] / "snapshots"
FILES = banks.files()
FORM = catalogue.form("temporary-residence")
# A provisional form has no official words yet that sentences could answer; nobody files it (docs/not-yet.md)
FORMS = [
    (key, version)
    for key in catalogue.forms()
    for version in catalogue.versions(key)
    if not catalogue.form(key, version).provisional
]
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


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_a_published_sentence_is_never_reworded(path: Path) -> None:
    said = json.dumps(published(catalogue.form(path.parent.name, path.stem)), ensure_ascii=False, indent=1) + "\n"
    kept = SNAPSHOTS / f"sentences-{path.parent.name}.json"
    if os.environ.get("SNAPSHOT") == "write":
        kept.write_text(said)
    assert said == kept.read_text()


@pytest.mark.parametrize(("key", "version"), FORMS)
def test_nobody_is_left_alone_with_a_question_answered_in_polish(key: str, version: str) -> None:
    """Whoever fills the form in: there are sentences to choose, or an example, and the file says why not more."""
    form = catalogue.form(key, version)
    asked = {name: field for name, field in every_question(form) if takes_polish(field)}
    assert [name for name, field in asked.items() if not banks.is_helped(field)] == []
    assert [name for name, field in asked.items() if not field.other and not field.example] == []


def every_question(form: Form) -> Iterator[tuple[str, Field]]:
    for _step, field in form.fields():
        yield field.key, field
        yield from ((f"{field.key}.{sub.key}", sub) for sub in field.fields)


def takes_polish(field: Field) -> bool:
    """Seen in what its API wants: somewhere in it the words that are filed."""
    return '"pl"' in json.dumps(KINDS[field.kind].json_schema(field)) and not field.fields


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

"""The ready sentences of questions as the API shows them, in the active language."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from procedures.language import banks, conditions, walk
from procedures.language.kinds import KINDS
from procedures.language.kinds.objects import object_schema
from procedures.language.schema import Answers, Field, Form, Sentence
from procedures.outputs import json_schema


def of_form(form: Form, preset: Answers) -> Iterator[dict[str, Any]]:
    """Every sentence that some answers make fit, when the preset ones are what they are."""
    for step in walk.possible(form, preset):
        for name, field in banks.banked(step.fields):
            every = field.bank.sentences if field.bank else ()
            yield shown(name, field, (each for each in every if conditions.may_hold(each.when, preset, form.fixed)))


def shown(name: str, field: Field, sentences: Iterable[Sentence]) -> dict[str, Any]:
    """One question with these of its sentences."""
    return {
        "question": name,
        "title": _(field.label),
        "example": _(field.example) if field.example else "",
        "one": bool(field.bank and field.bank.one),
        "sentences": [_sentence(each) for each in sentences],
    }


def _sentence(sentence: Sentence) -> dict[str, Any]:
    return {
        "key": sentence.key,
        "title": _(sentence.label),
        "official": sentence.official,
        "when": None if sentence.when is None else conditions.as_json(sentence.when),
        "blanks": json_schema.referring(object_schema(sentence.blanks, KINDS)),
        "from": {source.name: source.field.key for source in sentence.sources},
    }

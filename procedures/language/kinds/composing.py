"""What chosen sentences say, in Polish and to the reader, with their blanks and the other answers filled in."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from procedures.language import conditions
from procedures.language.kinds.base import Kind
from procedures.language.schema import JSON, NONE, Answers, Bank, Field, Sentence

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
WITH_STOP = re.compile(PLACEHOLDER.pattern + r"(\.?)")
CHOSEN = "chosen"
OUTDATED = _("Other answers changed since you confirmed this Polish text. Show it again and confirm it")

type Kinds = Mapping[str, Kind]
type Chosen = list[dict[str, Any]]  # [{"sentence": key, "blanks": {key: answer}}], in the order of the bank


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """What the chosen sentences say: `pl` is filed, `own` is its meaning for the reader."""

    pl: str
    own: str


class Lacking(Exception):
    """It cannot be composed: the labels of what has to be answered first, or of a sentence that fits no longer."""

    def __init__(self, answers: list[Field], sentences: list[Sentence]) -> None:
        super().__init__("a sentence cannot be composed")
        self.answers, self.sentences = answers, sentences


def placeholders(text: str) -> list[str]:
    return PLACEHOLDER.findall(text)


def filled(text: str, values: Mapping[str, str]) -> str:
    """With one full stop where a value, "sp. z o.o." for example, brings that of the sentence."""
    return WITH_STOP.sub(lambda found: values[found[1]].removesuffix(found[2]) + found[2], text)


def unfilled(sentence: Sentence) -> str:
    """For the reader, with the names of what is filled in."""
    asked = [
        *((blank.key, blank) for blank in sentence.blanks),
        *((each.name, each.field) for each in sentence.sources),
    ]
    return filled(gettext(sentence.label), {name: f"[{gettext(field.label)}]" for name, field in asked})


def offered(bank: Bank, answers: Answers) -> list[Sentence]:
    """The sentences that fit the other answers, in order."""
    return [each for each in bank.sentences if conditions.holds(each.when, answers)]


def composed(field: Field, chosen: Chosen, answers: Answers, kinds: Kinds) -> Composed:
    """The text of these sentences with these answers; Lacking when there is none."""
    bank = bank_of(field)
    picked = [(sentence, each.get("blanks", {})) for each in chosen if (sentence := bank.sentence(each["sentence"]))]
    lost = [sentence for sentence, _blanks in picked if not conditions.holds(sentence.when, answers)]
    sources = (source.field for sentence, _blanks in picked for source in sentence.sources)
    missing = [source for source in sources if answers.get(source.key) in (None, NONE)]
    if lost or missing:
        raise Lacking(list(dict.fromkeys(missing)), lost)
    glue = ", " if field.kind == "phrase" else " "
    return Composed(
        pl=glue.join(filled(each.official, _official(each, blanks, answers, kinds)) for each, blanks in picked),
        own=glue.join(filled(gettext(each.label), _shown(each, blanks, answers, kinds)) for each, blanks in picked),
    )


def is_outdated(field: Field, value: JSON, answers: Answers, kinds: Kinds) -> bool:
    """Whether the sentences would say something else today than what was confirmed."""
    if field.bank is None or not isinstance(value, dict) or not isinstance(value.get(CHOSEN), list):
        return False
    chosen: Any = value[CHOSEN]
    try:
        return composed(field, chosen, answers, kinds).pl != value["pl"]
    except Lacking:
        return True


def mark(chosen: Chosen) -> str:
    """Which choice a text was made of."""
    return hashlib.sha256(json.dumps(chosen, sort_keys=True).encode()).hexdigest()[:32]


def bank_of(field: Field) -> Bank:
    if field.bank is None:
        raise ValueError(f"{field.key} has no ready sentences")
    return field.bank


def _official(sentence: Sentence, blanks: Answers, answers: Answers, kinds: Kinds) -> dict[str, str]:
    values = {blank.key: kinds[blank.kind].official(blank, blanks[blank.key]) for blank in sentence.blanks}
    return values | {
        each.name: kinds[each.field.kind].official(each.field, answers[each.field.key]) for each in sentence.sources
    }


def _shown(sentence: Sentence, blanks: Answers, answers: Answers, kinds: Kinds) -> dict[str, str]:
    values = {blank.key: kinds[blank.kind].display(blank, blanks[blank.key]) for blank in sentence.blanks}
    return values | {
        each.name: kinds[each.field.kind].display(each.field, answers[each.field.key]) for each in sentence.sources
    }


def dicts(value: JSON) -> Chosen:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []

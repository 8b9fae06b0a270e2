"""Banks of ready Polish sentences, `sentences/<form>/<version>.toml`: beside the form, outside of its digest.

A published sentence is never reworded: a better one has a key of its own, and what was chosen before still reads as it
was confirmed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path

from procedures.language import conditions, loader, reaching, repertoire
from procedures.language.kinds.composing import PLACEHOLDER, placeholders
from procedures.language.schema import Bank, Condition, Field, Form, Is, Sentence, Source, Step
from procedures.reading import DefinitionPlace, Table, table

ROOT = Path(__file__).parents[1] / "sentences"
ASKING = ("free-text", "phrase")  # kinds of a question that is answered in Polish
BLANKS = ("text", "name", "date", "country", "money", "integer", "choice", "nip")  # kinds a sentence may ask for
SOURCES = (*BLANKS, "several", "voivodeship", "document-number")  # kinds of an answer it may take over

KEY = re.compile(r"[a-z][a-z0-9-]*")
MOST_TIMES = 5

type Blanks = Mapping[str, Field]


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """What the file says of one question. It has sentences, or says why it has none."""

    bank: Bank | None
    example: str
    no_sentences: str


type Helps = dict[str, Help]


def path_of(form: Form) -> Path:
    return ROOT / form.key / f"{form.version}.toml"


def files() -> list[Path]:
    return sorted(ROOT.glob("*/*.toml"))


def joined(form: Form) -> Form:
    """The form whose questions know their ready sentences."""
    path = path_of(form)
    if not path.exists():
        return form
    helps = _read(path, form)
    steps = tuple(replace(step, fields=tuple(_with(field, helps) for field in step.fields)) for step in form.steps)
    own = {field.key: field for step in steps for field in step.fields}
    return replace(form, steps=steps, index={**form.index, **own})


def banked(fields: Iterable[Field]) -> Iterator[tuple[str, Field]]:
    """The questions that have sentences, with the name each has in its file."""
    return ((name, field) for name, field in in_polish(fields) if field.bank is not None)


def has_sentences(step: Step) -> bool:
    return next(banked(step.fields), None) is not None


def in_polish(fields: Iterable[Field]) -> Iterator[tuple[str, Field]]:
    """The questions answered in Polish words, "something else" included; in a list or group, `list.question`."""
    for name, field in _named_each(fields):
        if _is_in_polish(field):
            yield name, field


def is_helped(field: Field) -> bool:
    """Whether who writes no Polish gets on: sentences to choose, or an example beside the reason why there are none."""
    return field.bank is not None or bool(field.no_sentences and field.example)


def _named_each(fields: Iterable[Field]) -> Iterator[tuple[str, Field]]:
    for field in fields:
        yield field.key, field
        yield from ((f"{field.key}.{sub.key}", sub) for sub in field.fields)


def _with(field: Field, helps: Helps) -> Field:
    if field.fields:
        return replace(field, fields=tuple(_one_with(sub, f"{field.key}.{sub.key}", helps) for sub in field.fields))
    return _one_with(field, field.key, helps)


def _one_with(field: Field, name: str, helps: Helps) -> Field:
    if name not in helps:
        return field
    found = helps[name]
    return replace(field, bank=found.bank, example=found.example, no_sentences=found.no_sentences)


def _named(form: Form, name: str) -> tuple[Step, Field] | None:
    """The question of this name, and where it is asked."""
    return next(((step, found) for step in form.steps for key, found in _named_each(step.fields) if key == name), None)


def _is_in_polish(field: Field) -> bool:
    return field.kind in ASKING or bool(field.other)


def _read(path: Path, form: Form) -> Helps:
    raw, place = table(path), DefinitionPlace(f"sentences/{path.parent.name}/{path.name}")
    place.known(raw, {"questions", "blanks"})
    rows = place.tables(raw, "questions")
    place.unique("questions", (row.get("field") for row in rows))
    blanks = [_blank(each, place) for each in place.tables(raw, "blanks")]
    place.unique("blanks", (each.key for each in blanks))
    shared = {each.key: each for each in blanks}
    return dict(_question(row, form, shared, place) for row in rows)


def _question(raw: Table, form: Form, shared: Blanks, outer: DefinitionPlace) -> tuple[str, Help]:
    key = str(raw.get("field", ""))
    place = DefinitionPlace(outer.file, field=key)
    place.known(raw, {"field", "example", "one", "sentences", "no_sentences"})
    found = _named(form, key)
    if found is None or not _is_in_polish(found[1]):
        raise place.error(f"no question {key!r} of {form.key} is answered in Polish words")
    step, asked = found
    bank = _bank(raw, form, step, shared, place)
    made = place.read(Help, bank=bank, example=raw.get("example", ""), no_sentences=raw.get("no_sentences", ""))
    if (bank is None) is not bool(made.no_sentences):
        raise place.error("a question of this file has sentences, or says why not (no_sentences)")
    if not made.example and (bank is None or asked.kind in ASKING):
        raise place.error("a question answered in Polish words has an example")
    if bank and asked.other and (not bank.one or any(each.when for each in bank.sentences)):
        raise place.error("behind “something else” stands a closed list (one = true), without conditions")
    return key, made


def _bank(raw: Table, form: Form, step: Step, shared: Blanks, place: DefinitionPlace) -> Bank | None:
    if not raw.get("sentences"):
        return None
    made = place.read(
        Bank,
        one=raw.get("one", False),
        sentences=tuple(
            sentence
            for each in place.tables(raw, "sentences")
            for sentence in _times(each, _sentence(each, _asked_elsewhere(form, step), shared, place), place)
        ),
    )
    place.unique("sentences", (each.key for each in made.sentences))
    for each in made.sentences:
        _judge(each, made, DefinitionPlace(place.file, field=f"{place.field}, {each.key}"))
    return made


def _times(raw: Table, made: Sentence, outer: DefinitionPlace) -> list[Sentence]:
    """What can be true more than once, a judgment for example, can be chosen so many times."""
    times = raw.get("times", 1)
    if type(times) is not int or not 1 <= times <= MOST_TIMES:
        raise DefinitionPlace(outer.file, field=f"{outer.field}, {made.key}").error(f"times is 1 to {MOST_TIMES}")
    found = [made]
    for number in range(2, times + 1):
        found.append(replace(made, key=f"{made.key}-{number}", number=number, after=found[-1].key))
    return found


def _sentence(raw: Table, before: Mapping[str, Field], shared: Blanks, outer: DefinitionPlace) -> Sentence:
    place = DefinitionPlace(outer.file, field=f"{outer.field}, {raw.get('key', '')}")
    place.known(raw, {"key", "label", "official", "when", "blanks", "use", "from", "times"})
    when = None if raw.get("when") is None else place.read(conditions.read, raw["when"])
    _looks_elsewhere(when, before, place)
    return place.read(
        Sentence,
        key=raw.get("key", ""),
        label=raw.get("label", ""),
        official=raw.get("official", ""),
        when=when,
        blanks=(
            *(_shared(key, shared, place) for key in place.texts(raw, "use")),
            *(_blank(each, place) for each in place.tables(raw, "blanks")),
        ),
        sources=tuple(
            Source(name=name, field=_taken(key, before, place)) for name, key in place.table(raw, "from").items()
        ),
    )


def _shared(key: str, shared: Blanks, place: DefinitionPlace) -> Field:
    if key not in shared:
        raise place.error(f"[[blanks]] has none called {key!r}")
    return shared[key]


def _asked_elsewhere(form: Form, step: Step) -> Mapping[str, Field]:
    """The questions of steps before this one: what they answer is known when a sentence is composed."""
    earlier = takewhile(lambda each: each.key != step.key, form.steps)
    return {field.key: field for each in earlier for field in each.fields}


def _looks_elsewhere(when: Condition | None, before: Mapping[str, Field], place: DefinitionPlace) -> None:
    for leaf in conditions.references(when):
        asked = before.get(leaf.field)
        if asked is None or leaf.in_row:
            raise place.error(f"a condition looks at {leaf.field!r}, which no earlier step asks")
        if isinstance(leaf, Is) and (never := reaching.never_answered(asked, leaf.values)):
            raise place.error(f"a condition wants {never[0]!r} of {leaf.field!r}, which nobody can answer")


def _taken(key: object, before: Mapping[str, Field], place: DefinitionPlace) -> Field:
    found = before.get(key) if isinstance(key, str) else None
    if found is None:
        raise place.error(f"takes over {key!r}, which no earlier step asks")
    if found.kind not in SOURCES:
        raise place.error(f"takes over {key!r}, whose kind {found.kind} does not fit into a sentence")
    return found


def _blank(raw: Table, place: DefinitionPlace) -> Field:
    made = loader.blank(raw, place)
    at = DefinitionPlace(place.file, field=", ".join(each for each in (place.field, made.key) if each))
    if made.kind not in BLANKS:
        raise at.error(f"a blank is of one of the kinds {', '.join(BLANKS)}, not {made.kind}")
    if not made.label:
        raise at.error("a blank has a label")
    if made.none or made.other or made.when or made.required is not True:
        raise at.error("a blank is always asked and always filled in: it has no condition and no way out")
    if (made.kind == "choice") is not bool(made.options):
        raise at.error("a blank of the kind choice has options, and no other has")
    at.unique("options", (option.code for option in made.options))
    for option in made.options:
        if not option.code or not option.label or not option.official or option.when:
            raise at.error(f"option {option.code!r}: an option has a code, a label and its official words, always")
        _in_repertoire(option.official, at)
    return made


def _judge(made: Sentence, bank: Bank, at: DefinitionPlace) -> None:
    if not KEY.fullmatch(made.key):
        raise at.error("a sentence has a key of small letters, digits and hyphens")
    if not made.label or not made.official:
        raise at.error("a sentence has a label and its official Polish")
    known = [*(blank.key for blank in made.blanks), *(source.name for source in made.sources)]
    at.unique("placeholders", known)
    for name, text in (("official", made.official), ("label", made.label)):
        if wrong := _unlike(placeholders(text), known):
            raise at.error(f"{name}: {', '.join(f'{{{each}}}' for each in wrong)} is filled from nowhere, or not used")
    if bank.one and known:
        raise at.error("a closed list, of which one is chosen, has nothing to fill in")
    _in_repertoire(made.official, at)


def _unlike(used: list[str], known: list[str]) -> list[str]:
    return sorted(set(used) ^ set(known))


def _in_repertoire(official: str, at: DefinitionPlace) -> None:
    """What is filed is printed: in Latin letters, and in the one form that cleaning leaves."""
    try:
        cleaned = repertoire.clean(official, repertoire="latin", lines=False)
    except repertoire.Unprintable as error:
        raise at.error(f"the filed document cannot show {error.named}") from error
    if cleaned != official or "{" in PLACEHOLDER.sub("", official) or "}" in PLACEHOLDER.sub("", official):
        raise at.error(f"write the official Polish as {cleaned!r}, with placeholders like {{name}}")

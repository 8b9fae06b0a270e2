"""Letters that are printed, signed by hand and taken or sent: their Polish text out of answers, and its meaning.

What is wrong with one stops the start: it must never be printed with a gap.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

from django.utils.translation import gettext

from procedures.deadlines import engine, rules
from procedures.deadlines.engine import CannotCount, Deadline
from procedures.errors import Unknown
from procedures.language import conditions, reaching, repertoire, walk
from procedures.language.kinds import KINDS
from procedures.language.schema import (
    JSON,
    NONE,
    AllOf,
    Answers,
    Condition,
    Field,
    Form,
    Is,
    IsAnswered,
    LetterText,
    Paragraph,
    Procedure,
    RunningTerm,
)
from procedures.reading import DefinitionPlace

PLACEHOLDER = re.compile(r"\{([A-Za-z][A-Za-z0-9.]*)\}(\.?)")
NOT_PRINTED = ("list", "group", "address")  # kinds that fit into no sentence
WHOLE_DAY = len("2026-11-28")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedSentence:
    """A sentence as it is printed, and what it means in the reader's language."""

    official: str
    own: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedFact:
    """A line of the list of facts: the official name of the question, and its answer in Polish."""

    official: str
    answer: str


def said(paragraphs: Sequence[Paragraph], form: Form, answers: Answers) -> list[PrintedSentence]:
    """Those that these answers ask for, filled in."""
    scope = walk.applicable(form, answers)
    official = {key: _official(form.field(key), value) for key, value in scope.items()}
    own = {key: _own(form.field(key), value) for key, value in scope.items()}
    return [
        PrintedSentence(official=_filled(each.official, official), own=_filled(gettext(each.label), own))
        for each in paragraphs
        if conditions.holds(each.when, scope)
    ]


def papers(letter: LetterText, form: Form, answers: Answers) -> list[str]:
    """Those that the person names, one a line: what it is, and how it is handed in."""
    scope = walk.applicable(form, answers)
    rows = scope.get(letter.papers) if letter.papers else None
    if not isinstance(rows, list):
        return []
    asked = form.field(letter.papers).fields
    return [_row(asked, row) for row in rows if isinstance(row, dict)]


def _row(asked: Sequence[Field], row: Answers) -> str:
    return ", ".join(walk.text(field, row[field.key]) for field in asked if field.key in row)


def details(letter: LetterText, form: Form, answers: Answers) -> list[PrintedFact]:
    """What is answered of them."""
    scope = walk.applicable(form, answers)
    fields = [form.field(key) for key in letter.details if key in scope]
    return [PrintedFact(official=each.official, answer=_official(each, scope[each.key])) for each in fields]


def deadline(running: Sequence[RunningTerm], form: Form, answers: Answers) -> Deadline | None:
    """Of the first that holds, by the law of the day from which it runs; None while the answers do not say that day."""
    scope = walk.applicable(form, answers)
    term = next((each for each in running if conditions.holds(each.when, scope)), None)
    since = scope.get(term.field) if term else None
    if term is None or not isinstance(since, str) or len(since) != WHOLE_DAY:
        return None
    day = date.fromisoformat(since)
    try:
        return engine.count(rules.rule(term.rule, day), {"day": day})
    except (Unknown, CannotCount):
        return None


def judge(made: Procedure, place: DefinitionPlace) -> None:
    """What can be said of it without its form."""
    if not made.is_prepared:
        _of_no_letter(made, place)
        return
    if made.register or made.track or made.instruction:
        raise place.error("what is prepared is not filed here: it has no register, no track and no instruction")
    if made.form:
        _handed_in(made, place)
    elif made.letter is not None:
        raise DefinitionPlace(place.file, field="letter").error("a letter is written out of the answers to a form")
    if made.letter is not None:
        _letter(made.letter, DefinitionPlace(place.file, field="letter"))
        _enclosed(made.letter, made, DefinitionPlace(place.file, field="letter"))
    for each in made.face:
        _paragraph(each, DefinitionPlace(place.file, field="face"))
    for term in made.running:
        _running(term, DefinitionPlace(place.file, field="running"))


def complaints(procedure: Procedure, form: Form) -> Iterator[str]:
    """What this version of the form does not ask, or not always, and what must not be in a form that is printed."""
    file, where = f"{procedure.key}.toml", f"{procedure.key}.toml, field 'letter'"
    if form.annexes:
        yield f"{file}: {form.key} has annexes that are signed here, and nothing prepared is"
    if form.provisional and form.has_boxes and not procedure.face:
        yield f"{file}, field 'face': {form.key} is provisional, and the document has to say so"
    if form.has_boxes and not form.on_paper:
        yield f"{file}: {form.key} is filed through this portal (on_paper), and nothing prepared is"
    asked = {field.key: field for _step, field in form.fields()}
    for paragraph in procedure.face:
        yield from (f"{file}, field 'face': {wrong}" for wrong in _wrong(paragraph, procedure, form, asked))
    for term in procedure.running:
        yield from (f"{file}, field 'running': {wrong}" for wrong in _wrong_term(term, procedure, form, asked))
    if procedure.letter is None:
        if not form.has_boxes:
            yield f"{where}: there is nothing to print, neither a letter nor boxes of an official form"
        return
    yield from (f"{where}: {complaint}" for complaint in _unanswerable(procedure.letter, procedure, form))


def _unanswerable(letter: LetterText, procedure: Procedure, form: Form) -> Iterator[str]:
    asked = {field.key: field for _step, field in form.fields()}
    named = {key for key, field in asked.items() if field.official}
    for paragraph in (*letter.sender, *letter.text):
        yield from (f"{paragraph.official!r}: {wrong}" for wrong in _wrong(paragraph, procedure, form, asked))
    if letter.papers and (letter.papers not in asked or asked[letter.papers].kind != "list"):
        yield f"its papers {letter.papers!r} are no list in {form.key}"
    for key in letter.details:
        if key not in named:
            yield f"its detail {key!r} is no question with official words in {form.key}"


def _wrong_term(term: RunningTerm, procedure: Procedure, form: Form, asked: Mapping[str, Field]) -> Iterator[str]:
    if term.field not in asked or asked[term.field].kind != "date":
        yield f"{term.rule} runs from {term.field!r}, which is no question for a day in {form.key}"
    elif complaint := _wrong_condition(term.when, procedure, form, asked):
        yield complaint


def placeholders(text: str) -> list[str]:
    return [key for key, _stop in PLACEHOLDER.findall(text)]


def _of_no_letter(made: Procedure, place: DefinitionPlace) -> None:
    if made.letter is not None:
        raise DefinitionPlace(place.file, field="letter").error("only what is prepared has a letter")
    if made.handing_in:
        raise DefinitionPlace(place.file, field="handing_in").error("only what is prepared is handed in by hand")
    if made.face or made.running:
        field = "face" if made.face else "running"
        raise DefinitionPlace(place.file, field=field).error("only what is prepared is printed here")


def _handed_in(made: Procedure, place: DefinitionPlace) -> None:
    if not any(each.decides and each.always_holds for each in made.authorities):
        raise DefinitionPlace(place.file, field="authorities").error("no rule says to whom it goes")
    if not made.handing_in:
        raise DefinitionPlace(place.file, field="handing_in").error("nothing says how it is handed in")


def _letter(made: LetterText, at: DefinitionPlace) -> None:
    if not made.sender or not made.text:
        raise at.error("a letter says who writes it (sender), and its text (paragraphs)")
    if bool(made.to) is not bool(made.to_label):
        raise at.error("to and to_label name the same authority, in Polish and for the screen: both or neither")
    if bool(made.heading) is not bool(made.heading_label):
        raise at.error("heading and heading_label say the same, in Polish and for the screen: both or neither")
    for each in (*made.sender, *made.text):
        _paragraph(each, at)


def _enclosed(made: LetterText, procedure: Procedure, at: DefinitionPlace) -> None:
    if made.in_place_of and not made.papers:
        raise at.error("nothing names the papers that stand in place of a document (papers)")
    if made.in_place_of and made.in_place_of not in {each.key for each in procedure.documents}:
        raise at.error(f"in_place_of {made.in_place_of!r} is no document of this procedure")


def _running(made: RunningTerm, at: DefinitionPlace) -> None:
    rows = [each for each in rules.table() if each.key == made.rule]
    if not rows:
        raise at.error(f"deadlines/rules.toml has no rule {made.rule!r}")
    if any(each.asks.keys() != {"day"} for each in rows):
        raise at.error(f"{made.rule} asks for more than one day")


def _paragraph(made: Paragraph, at: DefinitionPlace) -> None:
    if not made.official or not made.label:
        raise at.error("a paragraph has its official Polish and a label")
    for text in (made.official, made.label):
        rest = PLACEHOLDER.sub("", text)
        if "{" in rest or "}" in rest:
            raise at.error(f"{text!r}: a placeholder is written like {{surname}}")
    if sorted(set(placeholders(made.official))) != sorted(set(placeholders(made.label))):
        raise at.error(f"{made.official!r}: the label has other placeholders")
    try:
        cleaned = repertoire.clean(made.official, repertoire="latin", lines=False)
    except repertoire.Unprintable as error:
        raise at.error(f"{made.official!r}: the document cannot show {error.named}") from error
    if cleaned != made.official:
        raise at.error(f"write the official Polish as {cleaned!r}")


def _wrong(paragraph: Paragraph, procedure: Procedure, form: Form, asked: Mapping[str, Field]) -> Iterator[str]:
    if complaint := _wrong_condition(paragraph.when, procedure, form, asked):
        yield complaint
        return
    for key in dict.fromkeys(placeholders(paragraph.official)):
        if key not in asked:
            yield f"{{{key}}} is no question of {form.key}"
        elif asked[key].kind in NOT_PRINTED:
            yield f"{{{key}}} is of the kind {asked[key].kind}, which fits into no sentence"
        elif _may_be_missing(asked[key], paragraph.when, form, procedure.preset):
            yield f"{{{key}}} may be unanswered where this is printed"


def _wrong_condition(when: Condition | None, procedure: Procedure, form: Form, asked: Mapping[str, Field]) -> str:
    for leaf in conditions.references(when):
        if leaf.field not in asked:
            return f"its condition looks at {leaf.field!r}, which is not asked in {form.key}"
        if isinstance(leaf, Is) and (never := reaching.never_answered(asked[leaf.field], leaf.values)):
            return f"its condition wants {never[0]!r} of {leaf.field!r}, which nobody can answer"
    if when is not None and not reaching.is_possible(when, form, procedure.preset):
        return "a condition that no answers fulfil"
    return ""


def _may_be_missing(field: Field, when: Condition | None, form: Form, preset: Answers) -> bool:
    """Whether some complete answers print the paragraph without an answer to this question."""
    if _may_be_unasked(field, when, form, preset):
        return True
    if field.required is True and not field.none:
        return False
    unanswered = IsAnswered(field=field.key, claim=False)
    return reaching.is_possible(unanswered if when is None else AllOf((when, unanswered)), form, preset)


def _may_be_unasked(field: Field, when: Condition | None, form: Form, preset: Answers) -> bool:
    """Whether some answers print the paragraph and do not ask this question: all that they depend on are tried."""
    step = next(step for step, each in form.fields() if each.key == field.key)
    asked = [each for each in (step.when, field.when) if each is not None]
    if not asked:
        return False
    leaves = _leaves([*asked, *([when] if when else [])], form)
    names = list(dict.fromkeys(leaf.field for leaf in leaves if leaf.field not in preset))
    for values in product(*(reaching.answers(form.field(name), leaves) for name in names)):
        scope = walk.applicable(form, {**dict(zip(names, values, strict=True)), **preset})
        if conditions.holds(when, scope) and not all(conditions.holds(each, scope) for each in asked):
            return True
    return False


def _leaves(found: list[Condition], form: Form) -> list[Is | IsAnswered]:
    """Of the conditions, and of those of every question they look at."""
    steps = {field.key: step for step, field in form.fields()}
    leaves: dict[Is | IsAnswered, None] = {}
    waiting = [leaf for each in found for leaf in conditions.references(each)]
    while waiting:
        leaf = waiting.pop()
        if leaf not in leaves:
            leaves[leaf] = None
            for each in (steps[leaf.field].when, form.field(leaf.field).when):
                waiting.extend(conditions.references(each))
    return list(leaves)


def _official(field: Field, value: JSON) -> str:
    """Days as letters have them; the rest as it is filed."""
    if field.kind == "date" and isinstance(value, str) and len(value) == WHOLE_DAY:
        return f"{date.fromisoformat(value):%d.%m.%Y}"
    return walk.text(field, value)


def _own(field: Field, value: JSON) -> str:
    if value == NONE:
        return ""
    return KINDS[field.kind].display(field, value)


def _filled(text: str, values: Mapping[str, str]) -> str:
    """With one full stop where a value, "sp. z o.o." for example, brings that of the sentence."""
    return PLACEHOLDER.sub(lambda found: values[found[1]].removesuffix(found[2] or "\0") + found[2], text)

"""Polish for who has none: ready sentences chosen in the reader's language, filled in and confirmed.

The answer is that of the kind, {"pl", "own", "language"}, and "chosen" beside it: which sentences with which blanks,
so that they can be changed later. What was confirmed is filed as it was confirmed, whatever was answered since.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.text import format_lazy
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from jsonschema import Draft202012Validator

from procedures.language.kinds import texts
from procedures.language.kinds.base import AnswerField, Schema, refusal
from procedures.language.kinds.composing import (
    CHOSEN,
    Chosen,
    Composed,
    Kinds,
    Lacking,
    bank_of,
    composed,
    dicts,
    mark,
    offered,
    unfilled,
)
from procedures.language.kinds.texts import PolishField, fitting
from procedures.language.kinds.widgets import AnswerWidget, OrNone, Polish, Posted
from procedures.language.schema import JSON, Answers, Bank, Field, Sentence
from writing import cleaning

MOST = 20
WORDS = ("text", "name")  # kinds of a blank that is typed in Latin letters, on a page of any direction
CONFIRM = _("Read the Polish text of your sentences below and confirm it")


class Sentences(Polish):
    """The sentences, what they ask for, the Polish text beside its meaning, and the boxes for own words.

    `answers` of the rest of the form are given by the step's form.
    """

    template_name = "answers/widgets/sentences.html"

    def __init__(
        self, declared: Field, kinds: Kinds, attrs: dict[str, Any] | None = None, *, lines: bool = True
    ) -> None:
        super().__init__(attrs, lines=lines, example=declared.example)
        self.declared, self.bank, self.kinds = declared, bank_of(declared), kinds
        self.answers: Answers = {}

    def __deepcopy__(self, memo: dict[int, Any]) -> "Sentences":
        return type(self)(self.declared, self.kinds, dict(self.attrs), lines=self.lines)

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        read = {key: data.get(f"{name}-{key}", "") for key in ("shown", "said", "of", "confirmed")}
        picked = [str(key) for key in _all(data, f"{name}-sentence") if key]
        blanks = {key: self._typed(key, data, files, name) for key in picked}
        return {**super().value_from_datadict(data, files, name), **read, "blanks": blanks}

    def _typed(self, key: str, data: Mapping[str, Any], files: Any, name: str) -> dict[str, Any]:
        """What stands in the blanks of one sentence, by blank; nothing in those of an unknown one."""
        sentence = self.bank.sentence(key)
        if sentence is None:
            return {}
        return {
            blank.key: self._input(blank).value_from_datadict(data, files, _named(name, sentence, blank))
            for blank in sentence.blanks
        }

    def posted(self, name: str, value: JSON) -> Posted:
        """An answer comes back with the text that was confirmed and the choice it was made of."""
        if not isinstance(value, dict) or CHOSEN not in value:
            return super().posted(name, value)
        chosen = dicts(value[CHOSEN])
        sent: Posted = {f"{name}-{key}": [""] for key in ("own", "pl")}
        for each in chosen:
            sent |= self._posted_blanks(name, each)
        return sent | {
            f"{name}-sentence": [str(each.get("sentence")) for each in chosen],
            f"{name}-language": [str(value.get("language", ""))],
            f"{name}-shown": [str(value.get("pl", ""))],
            f"{name}-said": [str(value.get("own", ""))],
            f"{name}-of": [mark(chosen)],
            f"{name}-confirmed": ["yes"],
        }

    def id_for_label(self, id_: str) -> str:
        return f"{id_}-sentences"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        raw = value if isinstance(value, Mapping) else {}
        blanks: Mapping[str, Any] = raw.get("blanks", {})
        id_ = context["widget"]["attrs"].get("id", "")
        if blanks:  # a meaning is explained anew, in the language of this page
            context["widget"]["language"] = _reader()
        context["widget"] |= {
            "one": self.bank.one,
            "sentences": [self._choice(each, blanks.get(each.key), name, id_) for each in self._listed(blanks)],
            "own_is_open": any(cleaning.line(str(raw.get(key, ""))) for key in ("own", "pl")),
            "reader": _reader(),
            "preview": self._preview(blanks, raw) if blanks and not self.bank.one else None,
        }
        return context

    def _listed(self, blanks: Mapping[str, Any]) -> list[Sentence]:
        """What fits, and what was chosen when it still did."""
        fitting = {each.key for each in offered(self.bank, self.answers) if each.after in {"", *blanks}}
        return [each for each in self.bank.sentences if each.key in fitting | set(blanks)]

    def _choice(self, sentence: Sentence, raw: Any, name: str, id_: str) -> dict[str, Any]:
        is_chosen = raw is not None
        return {
            "key": sentence.key,
            "number": sentence.number if sentence.number > 1 else "",
            "label": unfilled(sentence),
            "official": sentence.official,
            "is_chosen": is_chosen,
            "blanks": [self._blank(sentence, each, raw, name, id_) for each in sentence.blanks] if is_chosen else [],
        }

    def _blank(self, sentence: Sentence, blank: Field, raw: Any, name: str, id_: str) -> dict[str, Any]:
        asked = self._input(blank)
        attrs = {"id": f"{id_}-{sentence.key}-{blank.key}"} | ({"dir": "auto"} if blank.kind in WORDS else {})
        part: dict[str, Any] = asked.get_context(_named(name, sentence, blank), raw[blank.key], attrs)["widget"]
        hint = gettext(blank.hint) if blank.hint else ""
        return part | {"label": gettext(blank.label), "hint": hint, "is_group": asked.use_fieldset}

    def _preview(self, blanks: Mapping[str, Any], raw: Mapping[str, Any]) -> dict[str, Any]:
        """The text of what is chosen, or what it lacks; and what was confirmed before, when that said otherwise."""
        field = SentencesField(self.declared, self.kinds, longest=self.declared.high or 2_000, lines=self.lines)
        field.answers = self.answers
        try:
            chosen = field.chosen(blanks)
            made = field.compose(chosen)
        except ValidationError as error:
            return {"lacks": error.messages}
        is_confirmed = bool(raw.get("confirmed")) and raw.get("of") == mark(chosen)
        is_same = raw.get("shown") == made.pl
        return {
            "pl": made.pl,
            "own": made.own,
            "of": mark(chosen),
            "before": raw.get("shown") if is_confirmed and not is_same else "",
            "confirmed": is_confirmed and is_same,
        }

    def _posted_blanks(self, name: str, each: Mapping[str, Any]) -> Posted:
        sentence, given = self.bank.sentence(str(each.get("sentence"))), each.get("blanks")
        sent: Posted = {}
        for blank in sentence.blanks if sentence else ():
            value = given.get(blank.key) if isinstance(given, dict) else None
            sent |= self._input(blank).posted(_named(name, sentence, blank), value)  # type: ignore[arg-type]
        return sent

    def _input(self, blank: Field) -> AnswerWidget:
        return self.kinds[blank.kind].form_field(blank).widget


class SentencesField(PolishField):
    """Ready sentences or own words, not both."""

    def __init__(self, declared: Field, kinds: Kinds, *, longest: int, lines: bool = True) -> None:
        AnswerField.__init__(self, declared, Sentences(declared, kinds, lines=lines))
        self.longest, self.lines, self.kinds = longest, lines, kinds
        self.answers: Answers = {}

    def read_answers(self, answers: Answers) -> None:
        """What the rest of the form says: it decides what is offered and fills it."""
        self.answers = answers
        widget = self.widget.inner if isinstance(self.widget, OrNone) else self.widget
        if isinstance(widget, Sentences):
            widget.answers = answers

    def is_blank(self, raw: Any) -> bool:
        return super().is_blank(raw) and not (raw and raw.get("blanks"))

    def parse(self, raw: Any) -> JSON:
        blanks = raw.get("blanks")
        if not blanks:
            return self._own_words(raw)
        if not super().is_blank(raw):
            said = _("Either choose ready sentences or write your own words, not both")
            raise refusal("sentences", said, part="pl")
        chosen = self.chosen(blanks)
        is_of_these = raw["of"] == mark(chosen)
        if is_of_these and raw["confirmed"] and cleaning.line(raw["shown"]):
            return self._kept(raw, chosen)
        made = self.compose(chosen)
        if not bank_of(self.declared).one:
            raise refusal("confirm", CONFIRM, part="confirmed")
        return self._made(made, chosen)

    def answer(self, chosen: JSON) -> JSON:
        """The answer that these sentences make: shown to the person, and theirs once it is sent as their answer."""
        if not Draft202012Validator(chosen_schema(bank_of(self.declared))).is_valid(chosen):
            raise refusal("schema", _("This value does not have the published shape"))
        widget, name = Sentences(self.declared, self.kinds, lines=self.lines), self.declared.key
        raw = widget.value_from_datadict(MultiValueDict(widget.posted(name, {CHOSEN: chosen})), {}, name)
        found = self.chosen(raw["blanks"])
        return self._made(self.compose(found), found)

    def _made(self, made: Composed, chosen: Chosen) -> JSON:
        return _answer(made.pl, "" if _reader() == "pl" else made.own, _reader(), chosen)

    def _own_words(self, raw: Any) -> JSON:
        """An error is at their box, which stands behind the sentences."""
        try:
            return super().parse(raw)
        except ValidationError as error:
            raise ValidationError(error.messages[0], code=error.code, params={"part": "pl"}) from error

    def chosen(self, blanks: Mapping[str, Any]) -> Chosen:
        """The choice in its one form; ValidationError says which blanks are not filled in."""
        most = 1 if bank_of(self.declared).one else MOST
        if len(blanks) > most:
            raise refusal("sentences", _("At most %(high)s can be written here"), high=most)
        if any(bank_of(self.declared).sentence(key) is None for key in blanks):
            raise refusal("sentences", _("Choose one of the answers of the list"))
        errors: list[ValidationError] = []
        found = [self._one(each, blanks[each.key], errors) for each in bank_of(self.declared).sentences
                 if each.key in blanks]  # fmt: skip
        if errors:
            raise ValidationError(errors)
        return found

    def compose(self, chosen: Chosen) -> Composed:
        """ValidationError says what has to be answered first, which sentence fits no longer, or that it is too long."""
        try:
            made = composed(self.declared, chosen, self.answers, self.kinds)
        except Lacking as lacking:
            raise ValidationError(list(_said(lacking))) from lacking
        fitting(made.pl, self.longest)
        fitting(made.own, self.longest)
        return made

    def _one(self, sentence: Sentence, raw: Any, errors: list[ValidationError]) -> dict[str, Any]:
        values: dict[str, JSON] = {}
        for blank in sentence.blanks:
            try:
                value = self.kinds[blank.kind].form_field(blank).clean(raw[blank.key])
            except ValidationError as error:
                errors.append(_at(sentence, blank, " ".join(error.messages), error.code))
                continue
            if value is None:
                errors.append(_at(sentence, blank, gettext("answer is missing"), "sentences"))
            values[blank.key] = value
        return {"sentence": sentence.key, **({"blanks": values} if values else {})}

    def _kept(self, raw: Any, chosen: Chosen) -> JSON:
        """What was shown and confirmed."""
        shown = texts.cleaned(raw["shown"], letters="latin", lines=self.lines, longest=self.longest, say="polish")
        said = texts.cleaned(raw["said"], letters="text", lines=self.lines, longest=self.longest)
        return _answer(str(shown), str(said or ""), self.language_of(raw), chosen)


def _answer(pl: str, own: str, language: str, chosen: Chosen) -> JSON:
    """A reader of Polish is told the meaning by the Polish itself."""
    words: dict[str, JSON] = {"own": own, "language": language} if own else {}
    return {"pl": pl, **words, CHOSEN: [dict(each) for each in chosen]}


def _at(sentence: Sentence, blank: Field, text: str, code: str | None) -> ValidationError:
    part = f"{sentence.key}-{blank.key}"
    return ValidationError(format_lazy("{}: {}", _(blank.label), text), code=code, params={"part": part})


def _said(lacking: Lacking) -> Iterator[ValidationError]:
    for field in lacking.answers:
        said = _("First answer “%(question)s”: the sentence takes its answer over")
        yield refusal("sentences", said, question=gettext(field.label))
    for sentence in lacking.sentences:
        said = _("This sentence does not fit your other answers: %(sentence)s")
        yield refusal("sentences", said, sentence=unfilled(sentence))


def _reader() -> str:
    return (get_language() or "pl").partition("-")[0]


def _named(name: str, sentence: Sentence, blank: Field) -> str:
    return f"{name}-of-{sentence.key}-{blank.key}"


def _all(data: Any, name: str) -> list[Any]:
    if hasattr(data, "getlist"):
        return list(data.getlist(name))
    value = data.get(name, [])
    return value if isinstance(value, list) else [value]


class ReadyText(texts.FreeText):
    """Free text, with the ready sentences of a question that has them."""

    rules: tuple[str, ...] = (*texts.FreeText.rules, "sentences", "confirm")

    def __init__(self, kinds: Kinds) -> None:
        self.kinds = kinds

    def form_field(self, field: Field) -> AnswerField:
        if field.bank is None:
            return super().form_field(field)
        return SentencesField(field, self.kinds, longest=self.longest(field), lines=self.lines)

    def json_schema(self, field: Field) -> Schema:
        return schema_with(field.bank, super().json_schema(field))


class ReadyPhrase(ReadyText):
    """A few words likewise."""

    lines = False

    def longest(self, field: Field) -> int:
        return texts.Phrase().longest(field)


def schema_with(bank: Bank | None, shape: Schema) -> Schema:
    """The shape of words in Polish, and which sentences they were made of."""
    if bank is None:
        return shape
    properties: Schema = shape["properties"]
    return {**shape, "properties": {**properties, CHOSEN: chosen_schema(bank)}}


def chosen_schema(bank: Bank) -> Schema:
    """Which sentences; their keys, and what each asks for, are told at an address of their own."""
    each = {"type": "object", "required": ["sentence"]}
    most = 1 if bank.one else MOST
    return {"type": "array", "items": each, "minItems": 1, "maxItems": most}

"""Kinds that are chosen: one of a list, yes or no, a country, a voivodeship."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from procedures.language import wording
from procedures.language.kinds import sentences
from procedures.language.kinds.base import AnswerField, Kind, Schema, refusal
from procedures.language.kinds.sentences import SentencesField
from procedures.language.kinds.texts import Phrase, PolishField
from procedures.language.kinds.widgets import AnswerWidget, OrNone, Parts, Radios, Select
from procedures.language.schema import JSON, Field, Option
from procedures.tables import countries, voivodeships
from writing import cleaning

OTHER = "other"
MOST_RADIOS = 20
OWN_WORDS = 200
YES_NO = frozenset({"true", "false"})
type Choices = Callable[[], list[tuple[str, str]]]


class ChoiceField(AnswerField):
    """One code of a list. `allowed` is narrowed by the form when options depend on other answers."""

    def __init__(self, declared: Field, choices: Choices, *, codes: frozenset[str], long: bool = False) -> None:
        super().__init__(declared, Select(choices) if long else Radios(choices))
        self.codes = self.allowed = codes

    def parse(self, raw: Any) -> JSON:
        return chosen(raw, codes=self.codes, allowed=self.allowed)

    def show_only_allowed(self) -> None:
        _narrow(self.widget, self.allowed)


def chosen(raw: Any, *, codes: frozenset[str], allowed: frozenset[str]) -> str | None:
    code = cleaning.code(str(raw or ""))
    if code and code not in codes:
        raise refusal("option", _("Choose one of the answers of the list"))
    if code and code not in allowed:
        raise refusal("option-excluded", _("This answer does not fit your other answers. Choose another one"))
    return code or None


class OtherField(AnswerField):
    """A list with a way out: a code, or the person's own words filed in Polish."""

    def __init__(self, declared: Field, choices: Choices, *, codes: frozenset[str], long: bool) -> None:
        pick = Select(choices) if long else Radios(choices)
        self.words = in_own_words(declared)
        super().__init__(declared, ChoiceOrOther({"choice": pick, OTHER: self.words.widget}))
        self.codes = self.allowed = codes

    def show_only_allowed(self) -> None:
        _narrow(self.widget, self.allowed)

    def is_blank(self, raw: Any) -> bool:
        return not raw or not cleaning.code(str(raw["choice"] or ""))

    def parse(self, raw: Any) -> JSON:
        if cleaning.code(str(raw["choice"] or "")) != OTHER:
            return chosen(raw["choice"], codes=self.codes, allowed=self.allowed)
        words = self._own_words(raw[OTHER])
        if words is None:
            raise refusal("other", _("Write your answer in your own words"))
        return {OTHER: words}

    def _own_words(self, raw: Any) -> JSON:
        """What is wrong in them is said at the list that led to them."""
        try:
            return self.words.parse(raw)
        except ValidationError as error:
            first = error.error_list[0]
            raise ValidationError(first.messages[0], code=first.code) from error


def in_own_words(declared: Field) -> PolishField:
    """What stands behind "something else": own words, or one of a further list that files official Polish."""
    words = replace(_bare(declared), bank=declared.bank, example=declared.example)
    if words.bank is None:
        return PolishField(words, longest=OWN_WORDS, lines=False)
    return SentencesField(words, {}, longest=OWN_WORDS, lines=False)


def _narrow(widget: AnswerWidget, allowed: frozenset[str]) -> None:
    """Find the list inside the widget, and show of it what is allowed and the way out."""
    if isinstance(widget, OrNone):
        _narrow(widget.inner, allowed)
    elif isinstance(widget, Parts):
        _narrow(widget.parts["choice"], allowed)
    elif isinstance(widget, Select):
        every = widget.choices
        widget.choices = lambda: [row for row in every() if row[0] in allowed | {"", OTHER}]


class ChoiceOrOther(Parts):
    template_name = "answers/widgets/choice_or_other.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The box for own words stays in sight while something stands in it, whatever is chosen."""
        context = super().get_context(name, value, attrs)
        typed = value.get(OTHER) if isinstance(value, dict) else None
        context["widget"]["parts"][OTHER]["is_typed"] = isinstance(typed, dict) and any(
            text for part, text in typed.items() if part != "language"
        )
        return context

    def split(self, value: JSON) -> dict[str, JSON]:
        if isinstance(value, dict):
            return {"choice": OTHER, OTHER: value.get(OTHER)}
        return {"choice": value, OTHER: None}


class Choice(Kind):
    rules = ("option", "option-excluded")

    def options(self, field: Field) -> tuple[Option, ...]:
        return field.options

    def is_long(self, field: Field) -> bool:
        return len(self.options(field)) > MOST_RADIOS

    def form_field(self, field: Field) -> AnswerField:
        codes = frozenset(option.code for option in self.options(field))
        if field.other:
            return OtherField(field, lambda: self._choices(field), codes=codes, long=self.is_long(field))
        return ChoiceField(field, lambda: self._choices(field), codes=codes, long=self.is_long(field))

    def json_schema(self, field: Field) -> Schema:
        closed: Schema = {"type": "string", "enum": [option.code for option in self.options(field)]}
        if not field.other:
            return closed
        words = sentences.schema_with(field.bank, Phrase().json_schema(_bare(field)))
        own = {"type": "object", "properties": {OTHER: words}, "required": [OTHER], "additionalProperties": False}
        return {"anyOf": [closed, own]}

    def display(self, field: Field, value: JSON) -> str:
        if isinstance(value, dict):
            return Phrase().display(field, value[OTHER])
        return wording.of_option(field, self._option(field, value))

    def official(self, field: Field, value: JSON) -> str:
        if isinstance(value, dict):
            return Phrase().official(field, value[OTHER])
        return self._option(field, value).official

    def payload(self, field: Field, value: JSON) -> JSON:
        return {OTHER: self.official(field, value)} if isinstance(value, dict) else value

    def payload_schema(self, field: Field) -> Schema:
        shape = self.json_schema(field)
        if not field.other:
            return shape
        own = {"type": "object", "properties": {OTHER: {"type": "string"}}, "required": [OTHER]}
        return {"anyOf": [shape["anyOf"][0], {**own, "additionalProperties": False}]}

    def _choices(self, field: Field) -> list[tuple[str, str]]:
        found = [(option.code, wording.of_option(field, option)) for option in self.options(field)]
        if self.is_long(field):
            found.insert(0, ("", gettext("Choose from the list")))
        return [*found, (OTHER, gettext(field.other))] if field.other else found

    def _option(self, field: Field, value: JSON) -> Option:
        return next(option for option in self.options(field) if option.code == value)


class Voivodeship(Choice):
    """TERYT code of a voivodeship; it decides which voivode is competent (art. 104)."""

    def options(self, field: Field) -> tuple[Option, ...]:
        return tuple(
            Option(code=code, official=name, label=f"{name} ({voivodeships.SEATS[code]})")
            for code, name in voivodeships.NAMES.items()
        )

    def is_long(self, field: Field) -> bool:
        return True

    def display(self, field: Field, value: JSON) -> str:
        return voivodeships.NAMES[str(value)]

    def _choices(self, field: Field) -> list[tuple[str, str]]:
        return [("", gettext("Choose from the list")), *((each.code, each.label) for each in self.options(field))]


class YesNoField(AnswerField):
    def __init__(self, declared: Field) -> None:
        super().__init__(declared, YesNoRadios(lambda: [("true", gettext("Yes")), ("false", gettext("No"))]))

    def parse(self, raw: Any) -> JSON:
        code = chosen(raw, codes=YES_NO, allowed=YES_NO)
        return None if code is None else code == "true"


class YesNoRadios(Radios):
    def posted(self, name: str, value: JSON) -> dict[str, list[str]]:
        return {name: ["" if value is None else str(value).lower()]}


class YesNo(Kind):
    rules = ("option",)

    def form_field(self, field: Field) -> AnswerField:
        return YesNoField(field)

    def json_schema(self, field: Field) -> Schema:
        return {"type": "boolean"}

    def display(self, field: Field, value: JSON) -> str:
        return gettext("Yes") if value else gettext("No")

    def official(self, field: Field, value: JSON) -> str:
        return "Tak" if value else "Nie"


class Country(Kind):
    rules = ("option",)
    codes = countries.LIST

    def form_field(self, field: Field) -> AnswerField:
        return ChoiceField(field, lambda: countries.choices(field.also), codes=countries.codes(field.also), long=True)

    def json_schema(self, field: Field) -> Schema:
        return {"type": "string", "enum": sorted(countries.codes(field.also))}

    def display(self, field: Field, value: JSON) -> str:
        return countries.name(str(value))

    def official(self, field: Field, value: JSON) -> str:
        return countries.polish(str(value))


def _bare(field: Field) -> Field:
    return Field(key=field.key, kind=field.kind, options=field.options)

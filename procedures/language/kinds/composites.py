"""Kinds of several parts in one box (address, authority and country, pay), and of the same value several times."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from procedures import money
from procedures.language import conditions
from procedures.language.kinds.base import NONE_PL, AnswerField, Kind, Schema, refusal, said
from procedures.language.kinds.choices import Choice, ChoiceField, Country
from procedures.language.kinds.numbers import Integer
from procedures.language.kinds.texts import Pattern, Text
from procedures.language.kinds.widgets import OrNone, Parts, Several, Ticks
from procedures.language.schema import JSON, NONE, Field, Option

MOST = 20


class PartsWidget(Parts):
    """Each part with its own label."""

    template_name = "answers/widgets/parts.html"

    def __init__(self, inputs: Mapping[str, AnswerField], attrs: dict[str, Any] | None = None) -> None:
        super().__init__({key: field.widget for key, field in inputs.items()}, attrs)
        self.inputs = inputs

    def __deepcopy__(self, memo: dict[int, Any]) -> "PartsWidget":
        copied: PartsWidget = super().__deepcopy__(memo)  # type: ignore[assignment]  # Parts copies its own class
        return copied

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for key, part in context["widget"]["parts"].items():
            field = self.inputs[key]
            part["label"], part["hint"], part["is_group"] = field.label, field.help_text, self.parts[key].use_fieldset
            if part["hint"]:
                part["attrs"]["aria-describedby"] = f"{part['attrs']['id']}-hint"
            part["when_json"], part["when_text"] = self._when(field.declared, name)
        return context

    def _when(self, part: Field, name: str) -> tuple[str, str]:
        """When this part is asked: for the page's script, and in words for who has none."""
        if part.when is None:
            return "", ""
        asked = {key: field.declared for key, field in self.inputs.items()}
        renamed = conditions.renamed(part.when, lambda key: f"{name}-{key}")
        return json.dumps(conditions.as_json(renamed)), said(part.when, asked)


class CompositeField(AnswerField):
    def __init__(self, declared: Field, kind: "Composite") -> None:
        self.inputs = {part.key: KIND_OF_PART[part.kind].form_field(part) for part in kind.parts_of(declared)}
        super().__init__(declared, PartsWidget(self.inputs))

    def is_blank(self, raw: Any) -> bool:
        return not raw or all(field.is_untouched(raw.get(key)) for key, field in self.inputs.items())

    def parse(self, raw: Any) -> JSON:
        if self.is_blank(raw):
            return None
        found: dict[str, JSON] = {}
        errors: list[ValidationError] = []
        for key, field in self.inputs.items():
            if not conditions.holds(field.declared.when, {}, found):
                continue
            try:
                value = field.clean(raw.get(key))
            except ValidationError as error:
                errors.append(_at(key, field, error))
                continue
            if value is not None:
                found[key] = value
            elif conditions.required(field.declared.required, {}, found):
                errors.append(_at(key, field, refusal("part-missing", _("answer is missing"))))
        if errors:
            raise ValidationError(errors)
        return found


def _at(key: str, field: AnswerField, error: ValidationError) -> ValidationError:
    return ValidationError(
        format_lazy("{}: {}", field.label, " ".join(error.messages)), code=error.code, params={"part": key}
    )


class Composite(Kind):
    """One box of the official form that holds several things; the answer is an object."""

    parts: tuple[Field, ...] = ()
    rules: tuple[str, ...] = ("part-missing",)

    def parts_of(self, field: Field) -> tuple[Field, ...]:
        return self.parts

    def form_field(self, field: Field) -> AnswerField:
        return CompositeField(field, self)

    def json_schema(self, field: Field) -> Schema:
        return {
            "type": "object",
            "properties": {part.key: KIND_OF_PART[part.kind].json_schema(part) for part in self.parts},
            "required": [part.key for part in self.parts if part.required is True],
            "additionalProperties": False,
        }

    def display(self, field: Field, value: JSON) -> str:
        none = gettext("None")
        return self.joined(
            {
                key: none if each == NONE else KIND_OF_PART[part.kind].display(part, each)
                for key, part, each in self.given(field, value)
            }
        )

    def official(self, field: Field, value: JSON) -> str:
        return self.joined(
            {
                key: NONE_PL if each == NONE else KIND_OF_PART[part.kind].official(part, each)
                for key, part, each in self.given(field, value)
            }
        )

    def joined(self, texts: Mapping[str, str]) -> str:
        return ", ".join(texts.values())

    def given(self, field: Field, value: JSON) -> list[tuple[str, Field, JSON]]:
        """The parts that are answered."""
        given = value if isinstance(value, dict) else {}
        return [(part.key, part, given[part.key]) for part in self.parts_of(field) if part.key in given]


class Address(Composite):
    """An address in one box, with its country."""

    parts = (
        Field(key="street", kind="text", label="Street", required=False),
        Field(key="houseNo", kind="text", label="House number", high=20, width=5),
        Field(key="flatNo", kind="text", label="Flat number", required=False, high=20, width=5),
        Field(key="postalCode", kind="text", label="Postal code", required=False, high=20, width=10),
        Field(key="city", kind="text", label="Town or village"),
        Field(key="country", kind="country", label="Country"),
    )

    def joined(self, texts: Mapping[str, str]) -> str:
        house = "/".join(texts[key] for key in ("houseNo", "flatNo") if key in texts)
        town = f"{texts.get('postalCode', '')} {texts['city']}".strip()
        if "street" not in texts:  # a village: its houses are numbered through
            return ", ".join((f"{town} {house}".strip(), texts["country"]))
        return ", ".join((f"{texts['street']} {house}".strip(), town, texts["country"]))


class Occupation(Composite):
    """An occupation of the classification (KZiS): its six digits and the name that stands beside them there."""

    parts = (
        Field(key="code", kind="occupation-code", label="Code of the occupation", hint="Six digits.", width=5),
        Field(
            key="name",
            kind="text",
            label="Name of the occupation",
            hint="In Polish, as the classification has it, for example Kucharz.",
            high=150,
        ),
    )

    def joined(self, texts: Mapping[str, str]) -> str:
        return f"{texts['code']} {texts['name']}"


class IssuingAuthority(Composite):
    """The authority that issued a document, and its country."""

    parts = (
        Field(key="name", kind="text", label="Name of the authority", high=150),
        Field(key="country", kind="country", label="Country of the authority"),
    )


class Money(Pattern):
    rules = ("amount",)
    pattern = r"(0|[1-9][0-9]{0,8})\.[0-9]{2}"
    mode = "decimal"
    message = _("Write the amount in złoty and grosze, for example 4806.00")

    def tidy(self, text: str) -> str:
        plain = text.replace(" ", "").replace(",", ".")
        whole, _dot, rest = plain.partition(".")
        return f"{whole}.{rest.ljust(2, '0')}" if whole else text

    def display(self, field: Field, value: JSON) -> str:
        """As the reader's language writes numbers; the filed document has its own way, below."""
        return money.number(Decimal(str(value)))

    def official(self, field: Field, value: JSON) -> str:
        return str(value).replace(".", ",")


class Pay(Composite):
    """Gross pay in złoty and what it is paid for."""

    parts = (
        Field(key="amount", kind="money", label="Gross amount in złoty", width=10),
        Field(
            key="per",
            kind="choice",
            label="Pay period",
            options=(
                Option(code="month", official="miesięcznie", label="a month"),
                Option(code="year", official="rocznie", label="a year"),
                Option(code="hour", official="za godzinę", label="an hour"),
            ),
        ),
    )

    def joined(self, texts: Mapping[str, str]) -> str:
        return f"{texts['amount']} zł {texts['per']}"


class OccupationCode(Pattern):
    rules = ("occupation",)
    pattern = "[0-9]{6}"
    mode = "numeric"
    message = _("The code of an occupation has six digits, for example 512001")

    def tidy(self, text: str) -> str:
        return text.replace(" ", "").replace(".", "")


class Fraction(Pattern):
    """Of full time (etat): never more than the whole."""

    rules = ("fraction",)
    # One digit below: only what is less than one; two digits below always are
    pattern = r"(1|[1-9]/[1-9][0-9]|1/[2-9]|2/[3-9]|3/[4-9]|4/[5-9]|5/[6-9]|6/[7-9]|7/[89]|8/9)"
    message = _("Write the part of full time as 1, 1/2, 3/4 and so on: at most 1, which is full time")

    def tidy(self, text: str) -> str:
        return text.replace(" ", "").replace("½", "1/2").replace("¼", "1/4").replace("¾", "3/4")


class WorkingTime(Composite):
    """Part of full time for an employment contract, or hours a week; either or both."""

    parts = (
        Field(key="fraction", kind="fraction", label="Part of full time", required=False, width=5),
        Field(key="hours", kind="integer", label="Hours a week", required=False, low=1, high=168, width=4),
    )

    def json_schema(self, field: Field) -> Schema:
        return {**super().json_schema(field), "minProperties": 1}

    def joined(self, texts: Mapping[str, str]) -> str:
        fraction = f"{texts['fraction']} etatu" if "fraction" in texts else ""
        hours = f"{texts['hours']} godz. tygodniowo" if "hours" in texts else ""
        return ", ".join(part for part in (fraction, hours) if part)


class SeveralField(AnswerField):
    def __init__(self, declared: Field, each: AnswerField) -> None:
        super().__init__(declared, Several(each.widget))
        self.each = each

    def is_blank(self, raw: Any) -> bool:
        return all(self.each.is_blank(value) for value in raw or [])

    def parse(self, raw: Any) -> JSON:
        found: list[JSON] = [value for value in (self.each.clean(typed) for typed in raw or []) if value is not None]
        if len(set(map(str, found))) < len(found):
            raise refusal("repeated", _("The same answer stands here twice"))
        if len(found) > (self.declared.high or MOST):
            raise refusal("too-many", _("At most %(most)s answers"), most=self.declared.high or MOST)
        return found or None


class TicksField(SeveralField):
    """Several codes of a closed list. `allowed` is narrowed by the form when options depend on other answers."""

    def __init__(self, declared: Field, each: ChoiceField) -> None:
        AnswerField.__init__(self, declared, Ticks(each.widget.choices))  # type: ignore[attr-defined]  # a list has them
        self.each: ChoiceField = each

    @property
    def allowed(self) -> frozenset[str]:
        return self.each.allowed

    @allowed.setter
    def allowed(self, codes: frozenset[str]) -> None:
        self.each.allowed = codes

    def show_only_allowed(self) -> None:
        self.each.show_only_allowed()
        inner = self.widget.inner if isinstance(self.widget, OrNone) else self.widget
        inner.choices = self.each.widget.choices  # type: ignore[attr-defined]  # both are lists


class SeveralOf(Kind):
    """One to `high` values of the kind named by `of`, each once; of a closed list, boxes to tick."""

    rules = ("repeated", "too-many", *Choice.rules)

    def form_field(self, field: Field) -> AnswerField:
        each = KIND_OF_PART[field.of].form_field(_single(field))
        if isinstance(each, ChoiceField) and field.options:
            return TicksField(field, each)
        return SeveralField(field, each)

    def json_schema(self, field: Field) -> Schema:
        each = KIND_OF_PART[field.of].json_schema(_single(field))
        return {
            "type": "array",
            "items": each,
            "minItems": 1,
            "maxItems": field.high or MOST,
            "uniqueItems": True,
        }

    def display(self, field: Field, value: JSON) -> str:
        return ", ".join(KIND_OF_PART[field.of].display(field, each) for each in _items(value))

    def official(self, field: Field, value: JSON) -> str:
        return ", ".join(KIND_OF_PART[field.of].official(field, each) for each in _items(value))


def _single(field: Field) -> Field:
    return Field(
        key=field.key,
        kind=field.of,
        label=field.label,
        also=field.also,
        options=field.options,
        verbatim=field.verbatim,
        official=field.official,
    )


def _items(value: JSON) -> list[JSON]:
    return value if isinstance(value, list) else []


COMPOSITES: tuple[Composite, ...] = (Address(), IssuingAuthority(), Pay(), WorkingTime(), Occupation())

# What may stand inside a composite or be asked for several times; filled in by the table of kinds
KIND_OF_PART: dict[str, Kind] = {
    "text": Text(),
    "country": Country(),
    "choice": Choice(),
    "integer": Integer(),
    "money": Money(),
    "fraction": Fraction(),
    "occupation-code": OccupationCode(),
}

"""What forms of steps and of rows have in common: conditions first, then the kinds, then the named rules."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from procedures.language import conditions, wording
from procedures.language.kinds import KINDS, AnswerField, Question
from procedures.language.rules import RULES, is_broken, said
from procedures.language.schema import JSON, Answers, Condition, Field, RuleUse
from writing.listing import listed

REQUIRED = _("Answer this question")
REQUIRED_OR_NONE = _("Answer this question, or choose “none”")


class AnswersForm(forms.Form):
    """Binds what was posted to canonical answers: `answers()`. Questions that do not apply are not looked at."""

    use_required_attribute = False
    in_row: ClassVar[bool] = False
    rules: ClassVar[tuple[RuleUse, ...]] = ()

    def __init__(self, *args: Any, outer: Answers, quiet: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.outer, self.quiet = outer, quiet
        self.cautions: list[tuple[str, str]] = []  # field, text: shown, never refusing

    def add_prefix(self, field_name: str) -> str:
        """Keys of the official form have dots; in names and ids of a page they are dashes."""
        return super().add_prefix(field_name).replace(".", "-")

    def answers(self) -> dict[str, JSON]:
        """The canonical answers, once valid."""
        self.full_clean_once()
        return dict(self.cleaned_data)

    def full_clean_once(self) -> None:
        if self._errors is None:
            self.full_clean()

    def is_valid(self) -> bool:
        return not self.quiet and super().is_valid()

    def full_clean(self) -> None:
        """A quiet form shows what was typed and judges nothing."""
        if self.quiet:
            self._errors, self.cleaned_data = ErrorDict(renderer=self.renderer), {}
        else:
            super().full_clean()

    def asked(self) -> Iterator[tuple[str, AnswerField]]:
        """Every field; these forms hold no others."""
        for name, field in self.fields.items():
            if isinstance(field, AnswerField):
                yield name, field

    def questions(self) -> Iterator[tuple[str, Question, AnswerField]]:
        """Every field with the place it has on the page, which is made now: its words are looked up in a language."""
        for name, field in self.asked():
            bound = self[name]
            if isinstance(bound, Question):
                yield name, bound, field

    def holds(self, condition: Condition | None) -> bool:
        own: Answers = getattr(self, "cleaned_data", {})
        return conditions.holds(condition, *self._scope(own))

    def _scope(self, own: Answers) -> tuple[Answers, Answers]:
        return (self.outer, own) if self.in_row else ({**self.outer, **own}, {})

    def _clean_fields(self) -> None:
        for name, bound, field in self.questions():
            declared = field.declared
            if not self.holds(declared.when):
                continue
            try:
                value = self._read(bound, field)
            except ValidationError as error:
                self.add_error(name, error)
                continue
            if value is not None:
                self.cleaned_data[name] = value
            elif conditions.required(declared.required, *self._scope(self.cleaned_data)):
                self.add_error(name, self._missing(declared))
        self._apply_rules()

    def _missing(self, declared: Field) -> ValidationError:
        """What is asked because nothing else was answered says what else it could be."""
        others = [self.fields[key].label for key in conditions.instead_of(declared.required) if key in self.fields]
        if not others:
            return required_error(declared)
        questions = [f"“{label}”" for label in (wording.of_question(declared), *others)]
        return ValidationError(
            _("Answer at least one of these: %(questions)s"), code="required", params={"questions": listed(questions)}
        )

    def _read(self, bound: Question, field: AnswerField) -> JSON:
        narrow(field, *self._scope(self.cleaned_data))
        return field.clean(bound.data)

    def _apply_rules(self) -> None:
        outer, row = self._scope(self.cleaned_data)
        for rule in self.rules:
            if rule.mark in self.cleaned_data and is_broken(rule, row if self.in_row else outer):
                self._refuse(rule)

    def _refuse(self, rule: RuleUse) -> None:
        if rule.warn:
            self.cautions.append((rule.mark, said(rule)))
        else:
            self.add_error(rule.mark, ValidationError(RULES[rule.name].message, code=rule.name))


def required_error(declared: Field) -> ValidationError:
    return ValidationError(REQUIRED_OR_NONE if declared.none else REQUIRED, code="required")


def narrow(field: AnswerField, answers: Answers, row: Answers) -> None:
    """Leave only the options that fit the other answers."""
    if any(option.when for option in field.declared.options):
        fitting = (o.code for o in field.declared.options if conditions.holds(o.when, answers, row))
        field.allowed = frozenset(fitting)  # type: ignore[attr-defined]  # a field with options has it


def form_fields(declared: Iterable[Field]) -> dict[str, AnswerField]:
    return {field.key: KINDS[field.kind].form_field(field) for field in declared}


def as_posted(fields: Mapping[str, forms.Field], answers: Answers, add_prefix: Any) -> dict[str, list[str]]:
    """What a browser would send for these answers."""
    posted: dict[str, list[str]] = {}
    for key, field in fields.items():
        posted |= field.widget.posted(add_prefix(key), answers.get(key))
    return posted

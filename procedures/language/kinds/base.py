"""What every kind of field answers for: its input, its schema, how it reads, what is filed, what the register gets."""

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from procedures.language import conditions, wording
from procedures.language.kinds.widgets import AnswerWidget, OrNone, Rows, Several
from procedures.language.schema import JSON, NONE, Condition, Field, Is
from writing import cleaning

type Schema = dict[str, Any]

NO_ANSWER = "—"  # what the filed document shows where an optional box is empty
NONE_PL = "brak"  # instruction 3 of the official form


class Question(BoundField):
    """A bound field that also knows the official form: its wording, its number, its warnings."""

    @property
    def declared(self) -> Field:
        field: AnswerField = self.field  # type: ignore[assignment]  # only AnswerField makes a Question
        return field.declared

    @property
    def number(self) -> str:
        return self.declared.number

    @property
    def is_in_official_words(self) -> bool:
        """Then they need no line of their own."""
        return wording.is_verbatim(self.declared)

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Any = None) -> dict[str, Any]:
        """Inputs that repeat have no label each: the question is their name."""
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        asked = widget or self.field.widget
        repeats = isinstance(asked.inner if isinstance(asked, OrNone) else asked, Several)
        return {**built, "aria-label": str(self.label)} if repeats else built

    @property
    def when_json(self) -> str:
        """The condition over names of this page, for its script; nothing when other pages have decided it."""
        if self._decided_elsewhere:
            return ""
        return json.dumps(conditions.as_json(conditions.renamed(self.declared.when, self.form.add_prefix)))

    @property
    def when_text(self) -> str:
        """When the question applies, said once before the first of several that apply together."""
        if self._decided_elsewhere or self._continues:
            return ""
        return said(self.declared.when, {key: field.declared for key, field in self.form.fields.items()})  # type: ignore[attr-defined]  # see AnswerField

    @property
    def _decided_elsewhere(self) -> bool:
        leaves = list(conditions.references(self.declared.when))
        return not leaves or any(leaf.field not in self.form.fields for leaf in leaves)

    @property
    def _continues(self) -> bool:
        names = list(self.form.fields)
        place = names.index(self.name)
        before = self.form.fields[names[place - 1]].declared if place else None  # type: ignore[attr-defined]  # ditto
        return before is not None and before.when == self.declared.when

    @property
    def list_errors(self) -> list[str]:
        """Errors of a list that belong to none of its rows."""
        errors = self.form.errors.as_data().get(self.name, [])
        return [text for error in errors if "row" not in (error.params or {}) for text in error.messages]

    @property
    def warnings(self) -> list[str]:
        return [text for key, text in getattr(self.form, "cautions", ()) if key == self.name]


class AnswerField(forms.Field):
    """A Django field whose clean value is the canonical answer: JSON, or None when there is none."""

    layout = "answers/field.html"
    widget: AnswerWidget

    def __init__(self, declared: Field, widget: AnswerWidget) -> None:
        if declared.autocomplete:
            widget.offer(declared.autocomplete)
        if declared.none and not isinstance(widget, Rows):
            widget = OrNone(widget, _(declared.none_label) if declared.none_label else _("None"))
        label = wording.of_question_later(declared)
        super().__init__(
            required=False,
            label=label if declared.required is not False else format_lazy("{} ({})", label, _("optional")),
            label_suffix="",  # our label has none, and it takes long to work out
            help_text=wording.of_hint_later(declared) if declared.hint else "",
            widget=widget,
            template_name=self.layout,
        )
        self.declared = declared
        self.official = declared.official

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> Question:
        return Question(form, self, field_name)

    def clean(self, value: Any) -> JSON:
        if not self.declared.none:
            return self.parse(value)
        raw, is_none = value
        if not is_none:
            return self.parse(raw)
        if self.is_blank(raw):
            return NONE
        raise refusal("none-and-value", _("Either write an answer or choose “none”, not both"))

    def show_only_allowed(self) -> None:
        """Leave out of the page what other pages have excluded; only a closed list has anything to leave out."""

    def is_untouched(self, raw: Any) -> bool:
        """Was nothing typed, chosen or ticked here?"""
        if not self.declared.none:
            return self.is_blank(raw)
        typed, is_none = raw
        return not is_none and self.is_blank(typed)

    def is_blank(self, raw: Any) -> bool:
        return raw is None or not cleaning.line(str(raw))

    def parse(self, raw: Any) -> JSON:
        """The canonical answer, None for a blank; ValidationError with a named code otherwise."""
        raise NotImplementedError


class Kind:
    """One way of answering. Subclasses say what they need; `rules` are the codes parsing may refuse with.

    `codes`: the closed list its answers are of, whose names the API tells at an address of their own.
    """

    rules: tuple[str, ...] = ()
    codes: str = ""

    def form_field(self, field: Field) -> AnswerField:
        raise NotImplementedError

    def json_schema(self, field: Field) -> Schema:
        raise NotImplementedError

    def display(self, field: Field, value: JSON) -> str:
        """For the reader, in the active language."""
        return str(value)

    def official(self, field: Field, value: JSON) -> str:
        """For the filed document, in Polish."""
        return str(value)

    def payload(self, field: Field, value: JSON) -> JSON:
        return value

    def payload_schema(self, field: Field) -> Schema:
        """The shape of what `payload` gives."""
        return self.json_schema(field)


def said(condition: Condition | None, asked: Mapping[str, Field]) -> str:
    """When a question applies, in words, by the questions of its page."""
    if not isinstance(condition, Is):
        return gettext("Only if it applies to you")
    question, values = asked[condition.field], condition.values
    labels = [wording.of_option(question, option) for option in question.options if option.code in values]
    labels += [gettext({True: "Yes", False: "No"}[value]) for value in values if isinstance(value, bool)]
    return gettext("Only if you answered “%(answer)s” to “%(question)s”") % {
        "answer": " / ".join(labels),
        "question": wording.of_question(question),
    }


def refusal(code: str, message: Any, **params: Any) -> ValidationError:
    return ValidationError(message, code=code, params=params or None)

"""Forms that ask for the days of a term; what cannot be counted is refused by the engine, in its words."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from procedures.deadlines import engine, saying
from procedures.deadlines.engine import CannotCount, Deadline
from procedures.deadlines.rules import NUMBER, TermRule
from procedures.deadlines.visits import Visit
from procedures.language.kinds.numbers import DateField
from procedures.language.schema import Field

LEAST_ROWS, MOST_ROWS = 3, 60


class DayField(DateField):
    """Typed and refused as every date of an application; cleaned, a date or None."""

    def __init__(self, key: str, label: str) -> None:
        super().__init__(Field(key=key, kind="date"))
        self.label = label

    def clean(self, value: Any) -> date | None:  # type: ignore[override]  # an answer is text, this is a day
        found = super().clean(value)
        return date.fromisoformat(str(found)) if found else None


class CountForm(forms.Form):
    """The days of one rule; valid, it has its `deadline`."""

    use_required_attribute = False
    deadline: Deadline | None = None

    def __init__(self, data: Any, *, rule: TermRule) -> None:
        super().__init__(data)
        self.rule = rule
        for key, label in rule.asks.items():
            self.fields[key] = _number(rule, _(label)) if key == NUMBER else DayField(key, _(label))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = self.cleaned_data
        if self.errors:
            return cleaned
        days = {key: cleaned[key] for key in self.rule.days_asked if cleaned[key]}
        try:
            self.deadline = engine.count(self.rule, days, cleaned.get(NUMBER))
        except CannotCount as refused:
            self.add_error(refused.field, saying.refusal(refused))
        return cleaned


class VisitsForm(forms.Form):
    """Stays, a row each with the days of entry and exit, and the day as of which is counted."""

    use_required_attribute = False

    def __init__(self, data: Any, *, rows: int) -> None:
        super().__init__(data)
        self.rows = rows
        for row in range(1, rows + 1):
            self.fields[f"entered{row}"] = DayField(f"entered{row}", _("Day of entry"))
            self.fields[f"left{row}"] = DayField(f"left{row}", _("Day of exit, empty while you are there"))
        self.fields["on"] = DayField("on", _("As of which day? Empty: today"))

    @property
    def pairs(self) -> Iterable[tuple[int, Any, Any]]:
        return ((row, self[f"entered{row}"], self[f"left{row}"]) for row in range(1, self.rows + 1))

    @property
    def visits(self) -> list[Visit]:
        rows = ((self.cleaned_data[f"entered{row}"], self.cleaned_data[f"left{row}"]) for row in self._named())
        return [Visit(entered, left) for entered, left in rows]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = self.cleaned_data
        for row in range(1, self.rows + 1):
            entered, left = cleaned.get(f"entered{row}"), cleaned.get(f"left{row}")
            if left and not entered and f"entered{row}" not in self.errors:
                self.add_error(f"entered{row}", str(saying.REFUSED["required"]))
            elif entered and left and left < entered:
                self.add_error(f"left{row}", str(saying.REFUSED["before-the-other"]))
        for key in [key for key, named in cleaned.items() if named and not _is_counted(named)]:
            self.add_error(key, str(saying.REFUSED["out-of-bounds"]))
        return cleaned

    def _named(self) -> list[int]:
        return [row for row in range(1, self.rows + 1) if self.cleaned_data[f"entered{row}"]]


def _is_counted(day: date) -> bool:
    return engine.EARLIEST <= day <= engine.LATEST


def _number(rule: TermRule, label: str) -> forms.IntegerField:
    refused = {"invalid": gettext_lazy("Write a whole number in digits")}
    hint = _("From %(least)s to %(most)s") % {"least": rule.least, "most": rule.most}
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    return forms.IntegerField(required=False, label=label, help_text=hint, widget=widget, error_messages=refused)

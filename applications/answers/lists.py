"""A list inside a step: rows with forms of their own, "none" as an answer, and buttons that need no JavaScript."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.answers.fields import AnswersForm, as_posted, form_fields
from procedures.language.kinds import KINDS
from procedures.language.kinds.lists import MOST, most
from procedures.language.schema import JSON, NONE, Answers, Field, Step

type Posted = dict[str, list[str]]
LONGEST_COUNT = 4  # digits of a number of rows
MOST_OPEN = 20  # rows that stand open at once: three hundred of them were four megabytes


class RowForm(AnswersForm):
    """One row. A row in which nothing was typed is no row."""

    in_row = True
    template_name = "answers/row.html"

    def is_untouched(self) -> bool:
        return all(field.is_untouched(bound.data) for _name, bound, field in self.questions())


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRow:
    """A row on the page: its questions, or once folded one line of text and what was typed, out of sight."""

    form: RowForm
    text: str = ""
    typed: Sequence[tuple[str, str]] = ()
    is_opened: bool = False  # by the person, so that it stays open


class ListRows:
    """The rows of one list, from what was posted, or from its answer when nothing was."""

    def __init__(
        self, declared: Field, name: str, *, data: MultiValueDict[str, Any], outer: Answers, quiet: bool
    ) -> None:
        self.declared, self.name, self.quiet, self.data = declared, name, quiet, data
        self.is_none = bool(data.get(f"{name}-none"))
        count = _count(data.get(f"{name}-count"))
        form = row_form(declared)
        self.forms = [form(data, prefix=f"{name}-{place}", outer=outer, quiet=quiet) for place in range(count)]
        self.errors: list[Any] = []

    @property
    def shown(self) -> list[ShownRow]:
        """Of many rows only those are open that are blank, wrong, or opened to be changed."""
        if len(self.forms) <= MOST_OPEN:
            return [ShownRow(form=form) for form in self.forms]
        opened, typed = set(self.data.getlist(f"{self.name}-open")), self._typed()
        return [
            ShownRow(form=form, is_opened=True)
            if str(place) in opened
            else ShownRow(form=form, text=_said(self.declared, form), typed=typed.get(place, ()))
            for place, form in enumerate(self.forms)
        ]

    def _typed(self) -> dict[int, list[tuple[str, str]]]:
        """Every string of every row, under the name it was posted by."""
        found: dict[int, list[tuple[str, str]]] = {}
        of_row = _of_row(self.name)
        for key, values in self.data.lists():
            if row := of_row.fullmatch(key):
                found.setdefault(int(row[1]), []).extend((key, str(value)) for value in values)
        return found

    @property
    def is_full(self) -> bool:
        return len(self.forms) >= most(self.declared)

    @property
    def row_label(self) -> str:
        return gettext(self.declared.row_label) if self.declared.row_label else ""

    @property
    def none_label(self) -> str:
        return gettext(self.declared.none_label) if self.declared.none_label else gettext("None")

    def clean(self) -> JSON:
        """The rows as one answer; ValidationError holds every error of every row."""
        filled = [(place, form) for place, form in enumerate(self.forms, 1) if not form.is_untouched()]
        if self.is_none and filled:
            raise self._refusal("none-and-value", _("Either write an answer or choose “none”, not both"))
        if self.is_none and self.declared.none:
            return NONE
        self._judge_count(len(filled))
        errors = [error for place, form in filled for error in _row_errors(place, form)]
        if errors:
            raise ValidationError(errors)
        return [form.answers() for _place, form in filled] or None

    def cautions(self) -> list[str]:
        return [text for form in self.forms for _field, text in form.cautions]

    def _judge_count(self, count: int) -> None:
        low, high = self.declared.low or 1, most(self.declared)
        if 0 < count < low:
            raise self._refusal("too-few", _("At least %(low)s are wanted"), low=low)
        if count > high:
            raise self._refusal(
                "too-many", _("At most %(high)s can be written here: hand in the rest as a file"), high=high
            )

    def _refusal(self, code: str, message: Any, **params: Any) -> ValidationError:
        error = ValidationError(message, code=code, params=params)
        self.errors += error.messages
        return error


@dataclass(frozen=True, slots=True, kw_only=True)
class Acted:
    """What is posted after a row was added or removed, and where on the page to go on."""

    posted: Posted
    anchor: str


_ROW_FORMS: dict[Field, type[RowForm]] = {}


def row_form(declared: Field) -> type[RowForm]:
    found = _ROW_FORMS.get(declared)
    if found is None:
        attributes: dict[str, Any] = {**form_fields(declared.fields), "rules": declared.rules}
        found = _ROW_FORMS[declared] = type("RowForm", (RowForm,), attributes)
    return found


def posted(declared: Field, name: str, value: JSON) -> Posted:
    """What a browser would send for this list; with no rows yet, one to begin with."""
    rows = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
    sent: Posted = {f"{name}-count": [str(len(rows) if value is not None else 1)]}
    if value == NONE:
        sent[f"{name}-none"] = ["none"]
    for place, row in enumerate(rows):
        form = row_form(declared)(prefix=f"{name}-{place}", outer={})
        sent |= as_posted(form.fields, row, form.add_prefix)
    return sent


def acted(step: Step, post: QueryDict, *, prefix: str) -> Acted | None:
    """Was a button of a list pressed? Then the same data with a row more or less, numbered anew."""
    for field in step.fields:
        name = f"{prefix}-{field.key}".replace(".", "-")
        if field.kind == "list" and f"{name}-add" in post:
            return _added(post, name, prefix)
        if field.kind == "several" and f"{name}-add" in post:
            return _lengthened(post, name, prefix)
        if field.kind == "list" and f"{name}-change" in post:
            return _opened(post, name, prefix, _count(post[f"{name}-change"]))
        if field.kind == "list" and f"{name}-remove" in post:
            return _removed(post, name, prefix, _count(post[f"{name}-remove"]))
    return None


def _added(post: QueryDict, name: str, prefix: str) -> Acted:
    count = _count(post.get(f"{name}-count"))
    sent = {**_own(post, prefix), f"{name}-count": [str(min(count + 1, MOST))]}
    sent.pop(f"{name}-none", None)
    return Acted(posted=sent, anchor=f"#id_{name}-{count}")


def _opened(post: QueryDict, name: str, prefix: str, place: int) -> Acted:
    sent, opened = _own(post, prefix), f"{name}-open"
    return Acted(posted={**sent, opened: [*sent.get(opened, ()), str(place)]}, anchor=f"#id_{name}-{place}")


def _lengthened(post: QueryDict, name: str, prefix: str) -> Acted:
    values = [value for value in post.getlist(name) if value.strip()]
    return Acted(posted={**_own(post, prefix), name: [*values, ""]}, anchor=f"#id_{name}-{len(values)}")


def _removed(post: QueryDict, name: str, prefix: str, place: int) -> Acted:
    row = _of_row(name)
    count = _count(post.get(f"{name}-count"))
    opened = set(post.getlist(f"{name}-open"))
    sent: Posted = {
        f"{name}-count": [str(max(count - (place < count), 0))],
        f"{name}-open": [str(each - (each > place)) for each in range(count) if str(each) in opened and each != place],
    }
    for key, values in _own(post, prefix).items():
        found = row.fullmatch(key)
        if found is None:
            sent.setdefault(key, values)
        elif int(found[1]) != place:
            number = int(found[1]) - (int(found[1]) > place)
            sent[f"{name}-{number}-{found[2]}"] = values
    return Acted(posted=sent, anchor=f"#id_{name}")


def _of_row(name: str) -> re.Pattern[str]:
    """The names of a row's strings: its number, and what follows."""
    return re.compile(rf"{re.escape(name)}-(\d{{1,3}})-(.+)")


def _said(declared: Field, form: RowForm) -> str:
    """The row in the reader's words; empty where something is missing or wrong in it, or nothing is written."""
    if form.is_untouched():
        return ""
    judged = type(form)(form.data, prefix=form.prefix, outer=form.outer) if form.quiet else form
    judged.full_clean_once()
    return "" if judged.errors else KINDS[declared.kind].display(declared, [judged.answers()])


def _own(post: QueryDict, prefix: str) -> Posted:
    """The step's own values, without the buttons."""
    buttons = ("-add", "-remove", "-change")
    own = {key: values for key, values in post.lists() if key.startswith(f"{prefix}-")}
    return {key: [str(value) for value in values] for key, values in own.items() if not key.endswith(buttons)}


def _count(raw: Any) -> int:
    text = str(raw or "0")
    return min(int(text), MOST + 1) if text.isascii() and text.isdigit() and len(text) <= LONGEST_COUNT else 0


def _row_errors(place: int, form: RowForm) -> list[ValidationError]:
    """Each error of the row, with the number of the row and the question, for the summary above the page."""
    found = []
    for name, errors in form.errors.as_data().items():
        label = form.fields[name].label
        for error in errors:
            text = " ".join(str(message) for message in error.messages)
            found.append(
                ValidationError(f"{place}. {label}: {text}", code=error.code, params={"row": place - 1, "field": name})
            )
    return found

"""Kinds that count: dates (also partly known), whole numbers, and the identifiers with a check digit."""

import re
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from stdnum import iban
from stdnum.exceptions import InvalidChecksum, InvalidComponent
from stdnum.pl import nip, pesel, regon

from procedures.language.kinds.base import AnswerField, Kind, Schema, refusal
from procedures.language.kinds.texts import Pattern
from procedures.language.kinds.widgets import DateInput, Input
from procedures.language.schema import JSON, Field
from writing import cleaning

EARLIEST, LATEST = 1900, 2099
NOBODYS = 9  # zeros at the start of a NIP or REGON that was given to nobody
YEAR, MONTH = len("2026"), len("2026-11")  # of a date known only so far


class DateField(AnswerField):
    def __init__(self, declared: Field) -> None:
        super().__init__(declared, DateInput())

    def is_blank(self, raw: Any) -> bool:
        return not raw or not any(cleaning.code(str(part)) for part in raw.values())

    def parse(self, raw: Any) -> JSON:
        if self.is_blank(raw):
            return None
        year, month, day = (self._number(raw[part]) for part in ("year", "month", "day"))
        if year is None:
            raise refusal("date", _("Enter the year with four digits"))
        if month is None and (day is not None or self.declared.least != "year"):
            raise refusal("date", _("Enter the month as a number from 1 to 12"))
        if day is None and self.declared.least == "day":
            raise refusal("date", _("Enter the day as a number from 1 to 31"))
        return self._joined(year, month, day)

    def _number(self, typed: Any) -> int | None:
        """None where nothing is known: passports print 00 for that."""
        text = cleaning.code(str(typed))
        if text and not re.fullmatch("[0-9]{1,4}", text):
            raise refusal("date", _("Write the date in digits"))
        return int(text or 0) or None

    def _joined(self, year: int, month: int | None, day: int | None) -> str:
        if not EARLIEST <= year <= LATEST:
            raise refusal("date", _("Enter a year from 1900 to 2099"))
        try:
            date(year, month or 1, day or 1)
        except ValueError as error:
            raise refusal("date", _("There is no such day in the calendar")) from error
        if month is None:
            return f"{year}"
        return f"{year}-{month:02}" if day is None else f"{year}-{month:02}-{day:02}"


class Date(Kind):
    """ISO 8601; with `least` = "year" or "month" also a date known only so far (instruction 4)."""

    rules = ("date",)

    def form_field(self, field: Field) -> AnswerField:
        return DateField(field)

    def json_schema(self, field: Field) -> Schema:
        year, month, day = "(19|20)[0-9]{2}", "-(0[1-9]|1[0-2])", "-(0[1-9]|[12][0-9]|3[01])"
        shapes = {
            "day": year + month + day,
            "month": f"{year}{month}({day})?",
            "year": f"{year}({month}({day})?)?",
        }
        return {"type": "string", "pattern": f"^{shapes[field.least]}$"}

    def display(self, field: Field, value: JSON) -> str:
        text = str(value)
        if len(text) == YEAR:
            return text
        if len(text) == MONTH:
            return str(date_format(date.fromisoformat(f"{text}-01"), "YEAR_MONTH_FORMAT"))
        return str(date_format(date.fromisoformat(text), "j E Y"))


class IntegerField(AnswerField):
    def __init__(self, declared: Field) -> None:
        super().__init__(declared, Input(width=min(declared.width, 4), mode="numeric"))

    def parse(self, raw: Any) -> JSON:
        text = cleaning.code(str("" if raw is None else raw))
        if not text:
            return None
        low, high = self.declared.low or 0, self.declared.high or 999
        if not re.fullmatch("[0-9]{1,9}", text) or not low <= int(text) <= high:
            raise refusal("number", _("Write a whole number from %(low)s to %(high)s"), low=low, high=high)
        return int(text)


class Integer(Kind):
    rules = ("number",)

    def form_field(self, field: Field) -> AnswerField:
        return IntegerField(field)

    def json_schema(self, field: Field) -> Schema:
        return {"type": "integer", "minimum": field.low or 0, "maximum": field.high or 999}

    def display(self, field: Field, value: JSON) -> str:
        return f"{value} {field.unit}".strip()

    def official(self, field: Field, value: JSON) -> str:
        return f"{value} {field.unit}".strip()


class CheckedField(AnswerField):
    def __init__(self, declared: Field, kind: "Checked") -> None:
        super().__init__(declared, Input(width=10, mode="numeric"))
        self.kind = kind

    def parse(self, raw: Any) -> JSON:
        text = re.sub("[ -]", "", cleaning.code(str(raw or "")))
        if not text:
            return None
        code = self.kind.rules[0]
        if not re.fullmatch(self.kind.pattern, text):
            raise refusal(code, self.kind.shape_message)
        if (wrong := self.kind.wrong(text)) is not None:
            raise refusal(code, wrong)
        return text


class Checked(Pattern):
    """A number of a Polish register with a check digit."""

    number: Any = None
    shape_message: Any = ""
    zeros_message: Any = ""

    def form_field(self, field: Field) -> AnswerField:
        return CheckedField(field, self)

    def wrong(self, text: str) -> Any:
        """A sentence that is true of these digits; None when they are a number of the register."""
        if text.startswith("0" * NOBODYS):  # its check digit fits
            return self.zeros_message
        return None if self.number.is_valid(text) else self.message


class Pesel(Checked):
    rules = ("pesel",)
    pattern = "[0-9]{11}"
    shape_message = _("A PESEL number has 11 digits")
    message = _("This PESEL number has a mistake: its check digit does not fit. Compare it with the document")

    def wrong(self, text: str) -> Any:
        try:
            pesel.validate(text)
        except InvalidComponent:
            return _("This PESEL number has a mistake: its first six digits are no date. Compare it with the document")
        except InvalidChecksum:
            return self.message
        return None


class Nip(Checked):
    rules = ("nip",)
    pattern = "[0-9]{10}"
    number = nip
    shape_message = _("A NIP number has 10 digits")
    zeros_message = _("This is no NIP number: it begins with nine zeros. Compare it with the document")
    message = _("This NIP number has a mistake: its check digit does not fit. Compare it with the document")


class Regon(Checked):
    rules = ("regon",)
    pattern = "([0-9]{9}|[0-9]{14})"
    number = regon
    shape_message = _("A REGON number has 9 or 14 digits")
    zeros_message = _("This is no REGON number: it begins with nine zeros. Compare it with the document")
    message = _("This REGON number has a mistake: its check digit does not fit. Compare it with the document")


class Krs(Checked):
    """Of the National Court Register, which numbers its entries through: no digit of it checks the others."""

    rules = ("krs",)
    pattern = "[0-9]{10}"
    shape_message = _("A KRS number has 10 digits, with the zeros it begins with")

    def wrong(self, text: str) -> Any:
        return None if text.strip("0") else _("This is no KRS number: all its digits are zeros")


class IbanField(AnswerField):
    def __init__(self, declared: Field) -> None:
        super().__init__(declared, Input(width=30, mode="text"))

    def parse(self, raw: Any) -> JSON:
        text = re.sub("[ -]", "", cleaning.code(str(raw or ""))).upper()
        if not text:
            return None
        if re.fullmatch("[0-9]{26}", text):  # as it is written inside Poland
            text = f"PL{text}"
        if not re.fullmatch(Iban.pattern, text):
            raise refusal("iban", _("Write the number of the account (IBAN) with its country: PL and 26 digits"))
        if not iban.is_valid(text):
            raise refusal(
                "iban",
                _("This IBAN number has a mistake: its check digits do not fit. Compare it with the bank’s"),
            )
        return text


class Iban(Kind):
    """Number of a bank account (ISO 13616): kept in one, shown in groups of four."""

    rules = ("iban",)
    pattern = "[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}"

    def form_field(self, field: Field) -> AnswerField:
        return IbanField(field)

    def json_schema(self, field: Field) -> Schema:
        return {"type": "string", "pattern": f"^{self.pattern}$"}

    def display(self, field: Field, value: JSON) -> str:
        return str(iban.format(str(value)))

    def official(self, field: Field, value: JSON) -> str:
        return str(iban.format(str(value)))

"""Kinds that are written: names, texts, free text filed in Polish, document numbers, e-mail and telephone."""

import re
from typing import Any

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from procedures.language import repertoire
from procedures.language.kinds.base import AnswerField, Kind, Schema, refusal
from procedures.language.kinds.widgets import Input, Polish, TextArea
from procedures.language.schema import JSON, Field
from writing import cleaning

SHORT = 100
LANGUAGE = re.compile(r"[a-z]{2,3}")


UNREADABLE = _("These signs cannot be read: %(letters)s. Take them out")
# What may be wrong with the letters of a text, by its repertoire: (letters of another script, other signs)
LETTERS_SAY = {
    "name": (
        _("Write it in Latin letters, as in the passport. This is in another alphabet: %(letters)s"),
        _(
            "The filed document cannot show these in a name: %(letters)s. "
            "Take them out, or write the name as in the two bottom lines of the passport"
        ),
    ),
    "latin": (
        _("Write it in Latin letters, as in the documents. This is in another alphabet: %(letters)s"),
        _("The filed document cannot show: %(letters)s. Take it out or write it in words"),
    ),
    "polish": (
        _("This text is filed: write it in Polish, in Latin letters. This is in another alphabet: %(letters)s"),
        _("The filed document cannot show: %(letters)s. Take it out or write it in words"),
    ),
    "text": (UNREADABLE, UNREADABLE),
}


def cleaned(text: Any, *, letters: str, lines: bool = False, longest: int = SHORT, say: str = "") -> str | None:
    """The text in its one form; refuses letters outside the repertoire, naming them, and what is too long."""
    try:
        clean = repertoire.clean(str(text or ""), repertoire=letters, lines=lines)
    except repertoire.Unprintable as error:
        script, signs = LETTERS_SAY[say or letters]
        raise refusal("letters", script if error.is_other_script else signs, letters=error.named) from error
    return fitting(clean, longest)


def fitting(text: str, longest: int = SHORT) -> str | None:
    if len(text) > longest:
        raise refusal("too-long", _("Write at most %(longest)s characters"), longest=longest)
    return text or None


class TextField(AnswerField):
    def __init__(self, declared: Field, *, letters: str, lines: bool = False, longest: int = SHORT) -> None:
        super().__init__(declared, TextArea() if lines else Input(width=declared.width))
        self.letters, self.lines, self.longest = letters, lines, longest

    def parse(self, raw: Any) -> JSON:
        return cleaned(raw, letters=self.letters, lines=self.lines, longest=self.longest)


class NameField(TextField):
    def parse(self, raw: Any) -> JSON:
        text = super().parse(raw)
        if text is None or repertoire.is_name(str(text)):
            return text
        if self.declared.none:
            raise refusal("name", _("A name has letters. Write it as in the passport, or choose “none” below"))
        raise refusal("name", _("A name has letters. Write it as in the passport"))


class Text(Kind):
    """A short text copied as it stands in a document: Latin letters, digits and signs."""

    rules: tuple[str, ...] = ("letters", "too-long")
    lines = False

    def letters(self, field: Field) -> str:
        return field.repertoire

    def longest(self, field: Field) -> int:
        return field.high or SHORT

    def form_field(self, field: Field) -> AnswerField:
        return TextField(field, letters=self.letters(field), lines=self.lines, longest=self.longest(field))

    def json_schema(self, field: Field) -> Schema:
        pattern = repertoire.pattern(self.letters(field), lines=self.lines)
        return {"type": "string", "minLength": 1, "maxLength": self.longest(field), "pattern": pattern}


class Name(Text):
    """A name as in the passport, in the Latin letters of DIN SPEC 91379."""

    rules = (*Text.rules, "name")

    def form_field(self, field: Field) -> AnswerField:
        return NameField(field, letters="name", longest=self.longest(field))

    def letters(self, field: Field) -> str:
        return "name"


class PatternField(AnswerField):
    def __init__(self, declared: Field, kind: "Pattern") -> None:
        super().__init__(declared, Input(width=declared.width, mode=kind.mode))
        self.kind = kind

    def parse(self, raw: Any) -> JSON:
        text = self.kind.tidy(fitting(cleaning.code(str(raw or ""))) or "")
        if text and not re.fullmatch(self.kind.shape(self.declared), text):
            raise misshapen(self.kind.rules[0], text, self.kind.message)
        return text or None


def misshapen(code: str, text: str, message: Any) -> ValidationError:
    """Letters that only look Latin are named: nobody could see them."""
    if foreign := repertoire.not_latin(text):
        return refusal(
            code,
            _("This is in another alphabet: %(letters)s. Type it again with a Latin keyboard"),
            letters=repertoire.named(foreign),
        )
    return refusal(code, message)


class Pattern(Kind):
    """A short code with a shape of its own."""

    pattern = ""
    mode = ""
    message: Any = ""

    def shape(self, field: Field) -> str:
        return self.pattern

    def tidy(self, text: str) -> str:
        return text

    def form_field(self, field: Field) -> AnswerField:
        return PatternField(field, self)

    def json_schema(self, field: Field) -> Schema:
        return {"type": "string", "pattern": f"^{self.shape(field)}$"}


class DocumentNumber(Pattern):
    """Number or series of a document, as its machine readable zone has it (ICAO Doc 9303)."""

    rules = ("document-number",)
    message = _("Write it with letters A–Z and digits only, as in the document, without spaces and other signs")

    def shape(self, field: Field) -> str:
        return f"[A-Z0-9]{{1,{field.high or 15}}}"

    def tidy(self, text: str) -> str:
        return text.upper().replace(" ", "")


class PostalCode(Pattern):
    rules = ("postal-code",)
    pattern = "[0-9]{2}-[0-9]{3}"
    mode = "numeric"
    message = _("Write the Polish postal code as two digits, a hyphen and three digits, for example 00-624")

    def tidy(self, text: str) -> str:
        digits = re.sub("[ -]", "", text)
        return f"{digits[:2]}-{digits[2:]}" if re.fullmatch("[0-9]{5}", digits) else text


class Pkd(Pattern):
    """A subclass of the Polish Classification of Activities."""

    rules = ("pkd",)
    pattern = r"[0-9]{2}\.[0-9]{2}\.[A-Z]"
    message = _("Write the PKD subclass as two digits, two digits and a letter, for example 62.10.B")

    def tidy(self, text: str) -> str:
        found = re.fullmatch(r"([0-9]{2})\.?([0-9]{2})\.?([A-Za-z])", text.replace(" ", ""))
        return f"{found[1]}.{found[2]}.{found[3].upper()}" if found else text


class EmailAnswerField(AnswerField):
    def __init__(self, declared: Field) -> None:
        super().__init__(declared, Input(width=20, mode="email"))

    def parse(self, raw: Any) -> JSON:
        text = fitting(cleaning.code(str(raw or "")), longest=254)
        if text and not self._is_address(text):
            raise misshapen("email", text, _("Write an e-mail address like name@example.com"))
        return text

    def _is_address(self, text: str) -> bool:
        if not re.fullmatch(Email.pattern, text):
            return False
        try:
            validate_email(text)
        except ValidationError:
            return False
        return True


class Email(Kind):
    rules = ("email",)
    pattern = r"[!-?A-~]{1,64}@[0-9A-Za-z.-]{1,180}"

    def form_field(self, field: Field) -> AnswerField:
        return EmailAnswerField(field)

    def json_schema(self, field: Field) -> Schema:
        return {"type": "string", "format": "email", "pattern": f"^{self.pattern}$"}


class PhoneField(AnswerField):
    def __init__(self, declared: Field) -> None:
        super().__init__(declared, Input(width=20, mode="tel"))

    def parse(self, raw: Any) -> JSON:
        text = fitting(cleaning.code(str(raw or "")), longest=254)
        if not text:
            return None
        try:
            number = phonenumbers.parse(text, "PL")  # a number without +NN is a Polish one
        except phonenumbers.NumberParseException:
            number = None
        found = "" if number is None or not is_whole(number) else _e164(number)
        if not re.fullmatch(Phone.pattern, found):
            raise refusal("phone", _("Write the whole telephone number with its country code, such as +48 600 700 800"))
        return found


def is_whole(number: phonenumbers.PhoneNumber) -> bool:
    """A number of the country's plan, or as long as its mobile ones: new ranges open before the tables know them."""
    if phonenumbers.is_valid_number(number):
        return True
    region = phonenumbers.region_code_for_country_code(number.country_code or 0)
    mobile = phonenumbers.example_number_for_type(region, phonenumbers.PhoneNumberType.MOBILE)
    lengths = [len(phonenumbers.national_significant_number(each)) for each in (number, mobile or number)]
    return mobile is not None and phonenumbers.is_possible_number(number) and lengths[0] == lengths[1]


def _e164(number: phonenumbers.PhoneNumber) -> str:
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


class Phone(Kind):
    """Kept as E.164, shown in groups."""

    rules = ("phone",)
    pattern = r"\+[1-9][0-9]{4,14}"

    def form_field(self, field: Field) -> AnswerField:
        return PhoneField(field)

    def json_schema(self, field: Field) -> Schema:
        return {"type": "string", "pattern": f"^{self.pattern}$"}

    def display(self, field: Field, value: JSON) -> str:
        return _grouped(str(value))

    def official(self, field: Field, value: JSON) -> str:
        return _grouped(str(value))


def _grouped(e164: str) -> str:
    number = phonenumbers.parse(e164)
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL))


class PolishField(AnswerField):
    """{"pl": filed} or {"pl": filed, "own": the person's words, "language": of those words}."""

    def __init__(self, declared: Field, *, longest: int, lines: bool = True) -> None:
        super().__init__(declared, Polish(lines=lines, example=declared.example))
        self.longest, self.lines = longest, lines

    def is_blank(self, raw: Any) -> bool:
        return not raw or not (cleaning.line(str(raw["own"])) or cleaning.line(str(raw["pl"])))

    def parse(self, raw: Any) -> JSON:
        own = cleaned(raw["own"], letters="text", lines=self.lines, longest=self.longest)
        filed = cleaned(raw["pl"], letters="latin", lines=self.lines, longest=self.longest, say="polish")
        if own and not filed:
            raise refusal("polish", _("Write or confirm the Polish text: it is what is filed (art. 8(1) of the Act)"))
        if not filed:
            return None
        if not own:
            return {"pl": filed}
        return {"pl": filed, "own": own, "language": self.language_of(raw)}

    def language_of(self, raw: Any) -> str:
        language = cleaning.code(str(raw["language"] or get_language()))[:3].split("-")[0]
        if not LANGUAGE.fullmatch(language):
            raise refusal("language", _("Say in which language your own text is"))
        return language


class FreeText(Kind):
    """Free text: filed in Polish, with the person's own words kept beside it (art. 8(1), instruction 2)."""

    rules: tuple[str, ...] = ("letters", "too-long", "polish")
    lines = True

    def longest(self, field: Field) -> int:
        return field.high or 2_000

    def form_field(self, field: Field) -> AnswerField:
        return PolishField(field, longest=self.longest(field), lines=self.lines)

    def json_schema(self, field: Field) -> Schema:
        limits = {"type": "string", "minLength": 1, "maxLength": self.longest(field)}
        return {
            "type": "object",
            "properties": {
                "pl": {**limits, "pattern": repertoire.pattern("latin", lines=self.lines)},
                "own": {**limits, "pattern": repertoire.pattern("text", lines=self.lines)},
                "language": {"type": "string", "pattern": f"^{LANGUAGE.pattern}$"},
            },
            "required": ["pl"],
            "dependentRequired": {"own": ["language"], "language": ["own"]},
            "additionalProperties": False,
        }

    def display(self, field: Field, value: JSON) -> str:
        text = value if isinstance(value, dict) else {}
        return str(text.get("own") or text.get("pl", ""))

    def official(self, field: Field, value: JSON) -> str:
        return str(value["pl"]) if isinstance(value, dict) else ""

    def payload(self, field: Field, value: JSON) -> JSON:
        return self.official(field, value)  # only Polish goes to the register

    def payload_schema(self, field: Field) -> Schema:
        shape: Schema = self.json_schema(field)["properties"]["pl"]
        return shape


class Phrase(FreeText):
    """A few words, filed in Polish likewise."""

    lines = False

    def longest(self, field: Field) -> int:
        return field.high or SHORT

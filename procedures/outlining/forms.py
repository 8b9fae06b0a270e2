"""The outline of a form: each step and question, its official words and the reader's, and what the register is told."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from procedures import catalogue
from procedures.language import wording
from procedures.language.kinds import KINDS
from procedures.language.rules import RULES, law_of
from procedures.language.schema import (
    OF_ANNEX,
    PERSONAL,
    QUALIFIED,
    TRUSTED,
    Annex,
    Bank,
    Condition,
    Declaration,
    Field,
    Form,
    Option,
    RuleUse,
    Sentence,
    Step,
)
from procedures.outlining.conditions_in_words import NO_ROW, Questions, said
from procedures.outlining.outline import (
    FORM,
    Line,
    Outline,
    OutlinePart,
    Target,
    articles,
    group,
    kept,
    law_line,
    translated,
)

KIND_NAMES: Mapping[str, Any] = {
    "name": gettext_lazy("a name"),
    "text": gettext_lazy("text as the person writes it"),
    "free-text": gettext_lazy("Polish sentences, ready or translated"),
    "phrase": gettext_lazy("a few Polish words, ready or translated"),
    "document-number": gettext_lazy("number or series of a document"),
    "postal-code": gettext_lazy("Polish postal code"),
    "pkd": gettext_lazy("subclass of PKD"),
    "email": gettext_lazy("e-mail address"),
    "phone": gettext_lazy("telephone number"),
    "date": gettext_lazy("date"),
    "integer": gettext_lazy("whole number"),
    "pesel": gettext_lazy("PESEL number with its check digit"),
    "nip": gettext_lazy("NIP number with its check digit"),
    "regon": gettext_lazy("REGON number with its check digit"),
    "krs": gettext_lazy("KRS number"),
    "iban": gettext_lazy("account number with its check digits"),
    "choice": gettext_lazy("one answer of a list"),
    "yes-no": gettext_lazy("yes or no"),
    "country": gettext_lazy("a country"),
    "voivodeship": gettext_lazy("a voivodeship"),
    "address": gettext_lazy("an address"),
    "authority": gettext_lazy("an authority that issued a document"),
    "money": gettext_lazy("an amount of money"),
    "pay": gettext_lazy("pay, with what it is paid for"),
    "working-time": gettext_lazy("working time"),
    "occupation": gettext_lazy("an occupation of the classification"),
    "several": gettext_lazy("several answers"),
    "list": gettext_lazy("a list with questions of its own"),
    "group": gettext_lazy("several boxes of one question"),
}
COUNTED: Mapping[str, Any] = {  # what a limit is a number of, where it is not the answer itself
    "list": gettext_lazy("rows"),
    "several": gettext_lazy("answers"),
    "integer": "",
}
CHARACTERS = gettext_lazy("characters")
ROLE_NAMES: Mapping[str, Any] = {
    "surname": gettext_lazy("Surname"),
    "given_names": gettext_lazy("Given names"),
    "pesel": gettext_lazy("PESEL number"),
    "birth_date": gettext_lazy("Date of birth"),
    "sex": gettext_lazy("Sex"),
    "office": gettext_lazy("Voivodeship whose office decides"),
    "signed_on": gettext_lazy("Box with the day of signing"),
    "addressee": gettext_lazy("Box with the office it goes to"),
}
SIGNATURES: Mapping[str, Any] = {
    QUALIFIED: gettext_lazy("qualified signature"),
    PERSONAL: gettext_lazy("personal signature"),
    TRUSTED: gettext_lazy("trusted signature"),
}
LEAST: Mapping[str, Any] = {
    "month": gettext_lazy("the month is enough"),
    "year": gettext_lazy("the year is enough"),
}


def of(form: Form) -> Outline:
    return Outline(
        kind=FORM,
        key=form.key,
        version=form.version,
        title=translated(form.title),
        lines=kept(_head(form)),
        parts=(
            *group("instructions", _("Instructions"), (), _numbered(form.instructions)),
            *(_step(step, form) for step in form.steps),
            *group("filled-in", _("Boxes that the portal fills in"), (question(each, form) for each in form.derived)),
            *group("declarations", _("Declarations"), map(_declaration, form.declarations)),
            *group("annexes", _("Annexes"), (_annex(each, form) for each in form.annexes)),
            *group("relied-on", _("Questions that the rest relies on"), (), _roles(form)),
        ),
    )


def when_line(condition: Condition | None, asked: Questions, *, name: str = "", row: Questions = NO_ROW) -> Line:
    return Line(name=name or _("When"), text=said(condition, asked, row) if condition else "")


def question(field: Field, form: Form, *, within: str = "", path: str = "", row: Questions = NO_ROW) -> OutlinePart:
    """With the questions of its rows or boxes, and its ready sentences. `path`: where its own begins in the payload."""
    inner = {each.key: each for each in field.fields} or row
    anchor = f"{within or 'question'}-{field.key}"
    below = f"{path}{field.path}{'[]' if field.kind == 'list' else ''}."
    return OutlinePart(
        anchor=anchor,
        number=field.number,
        title=field.official or wording.of_question(field),
        is_polish=bool(field.official),
        lines=kept(_of_question(field, form, path, row)),
        parts=(
            *(question(each, form, within=anchor, path=below, row=inner) for each in field.fields),
            *(_bank(field.bank, form, anchor) if field.bank else ()),
        ),
    )


def rule_line(use: RuleUse, asked: Questions, row: Questions = NO_ROW) -> Line:
    """Which answers it compares, what it says of them, and whether they are refused."""
    rule = RULES[use.name]
    compared = _quoted(use.fields, asked, row)
    reason = _("no rule of the law, but a mistake") if rule.reason and not use.law else ""
    condition = said(use.when, asked, row) if use.when else ""
    return Line(
        name=_("Warning") if use.warn else _("Refusal"),
        text=str(rule.message),
        note="; ".join(part for part in (compared, condition, reason) if part),
        law=articles(law_of(use)),
        is_unverified=not rule.verified,
    )


def _quoted(keys: Iterable[str], asked: Questions, row: Questions = NO_ROW) -> str:
    return ", ".join(_("“%(answer)s”") % {"answer": _named(key, asked, row)} for key in keys)


def _named(key: str, asked: Questions, row: Questions) -> str:
    field = row.get(key) or asked.get(key)
    return wording.of_question(field) if field else key


def _head(form: Form) -> Iterator[Line]:
    yield Line(name=_("Official title"), text=form.official_title, is_polish=True)
    yield Line(name=_("In a list of papers"), text=form.called, is_polish=True)
    yield Line(name=_("Version"), text=form.version)
    yield Line(name=_("Fingerprint of the official content"), text=form.digest, is_code=True)
    if form.provisional:
        text = _("Nobody has compared it with the official form: it is not filed.")
        yield Line(name=_("State"), text=text, is_unverified=True)
    yield Line(name=_("Who signs"), text=translated(form.who_signs))
    if form.signing:
        kinds = ", ".join(str(SIGNATURES[kind]) for kind in form.signing.kinds)
        yield Line(name=_("Signatures"), text=kinds, law=articles(form.signing.law))
    yield law_line(form.law)


def _numbered(sentences: Iterable[str]) -> Iterator[Line]:
    for number, sentence in enumerate(sentences, 1):
        yield Line(name=f"{number}.", text=sentence, is_polish=True)


def _step(step: Step, form: Form) -> OutlinePart:
    return OutlinePart(
        anchor=f"step-{step.key}",
        title=_("Step: %(title)s") % {"title": _(step.title)},
        lines=kept(
            [
                Line(name=_("Introduction"), text=translated(step.intro)),
                when_line(step.when, form.index, name=_("Asked when")),
                Line(name=_("Button"), text=translated(step.copy.label) if step.copy else ""),
                *(rule_line(use, form.index) for use in step.rules),
            ]
        ),
        parts=tuple(question(each, form) for each in step.fields),
    )


def _of_question(field: Field, form: Form, path: str, row: Questions) -> Iterator[Line]:
    yield from _words(field, form)
    yield from _kind(field)
    yield from _must(field, form, row)
    yield from (_option(each, form, row) for each in field.options)
    yield Line(name=_("In the person’s own words"), text=translated(field.other))
    if field.none:
        yield Line(name=_("Without an answer"), text="brak", is_polish=True, note=translated(field.none_label))
    inner = {each.key: each for each in field.fields}
    yield from (rule_line(use, form.index, inner) for use in field.rules)
    yield Line(name=_("Example of an answer"), text=field.example and _(field.example))
    yield from _filled_in(field, form)
    yield from _told(field, path) if form.is_told else ()


def _words(field: Field, form: Form) -> Iterator[Line]:
    sections = {each.key: each for each in form.sections}
    section = sections.get(field.section)
    if field.official:
        yield Line(name=_("The reader’s words"), text=translated(field.label))
    if field.verbatim:
        yield Line(name=_("In Polish"), text=_("The reader sees the official words: the answer has consequences."))
    yield Line(name=_("Hint"), text=translated(field.hint))
    yield Line(name=_("Official hint"), text=field.official_hint, is_polish=True)
    yield Line(name=_("Printed before the box"), text=field.prefix, is_polish=True)
    yield Line(name=_("Heading of several boxes"), text=_joined(field.group_number, field.group), is_polish=True)
    if section:
        yield Line(name=_("Official section"), text=_joined(section.number, section.heading), is_polish=True)


def _kind(field: Field) -> Iterator[Line]:
    of = KIND_NAMES[field.of] if field.of else ""
    yield Line(name=_("Kind"), text=str(KIND_NAMES[field.kind]), note=str(of))
    limits = [_("at least %(low)s") % {"low": field.low}] if field.low is not None else []
    limits += [_("at most %(high)s") % {"high": field.high}] if field.high is not None else []
    counted = COUNTED.get(field.kind, CHARACTERS)
    yield Line(name=_("Limits"), text=", ".join(limits), note=str(counted) if limits else "")
    yield Line(name=_("Part of a date"), text=str(LEAST.get(field.least, "")))


def _must(field: Field, form: Form, row: Questions) -> Iterator[Line]:
    yield when_line(field.when, form.index, name=_("Asked when"), row=row)
    if not field.is_asked or field.carried:
        return
    if isinstance(field.required, bool):
        yield Line(name=_("Must be answered"), text=_("Yes") if field.required else _("No"))
    else:
        yield when_line(field.required, form.index, name=_("Must be answered when"), row=row)


def _option(option: Option, form: Form, row: Questions) -> Line:
    number = f"{option.number} " if option.number else ""
    condition = said(option.when, form.index, row) if option.when else ""
    label = translated(option.label)
    return Line(
        name=_("Answer %(code)s") % {"code": option.code},
        text=number + option.official,
        is_polish=True,
        note="; ".join(part for part in (label if label != option.official else "", condition) if part),
    )


def _filled_in(field: Field, form: Form) -> Iterator[Line]:
    if field.given:
        yield Line(name=_("Filled in by"), text=_("the portal, when it is signed and filed"))
    if field.derived:
        asked = ", ".join(
            _("“%(answer)s”") % {"answer": _named(key, form.index, NO_ROW)} for key in field.derived.fields
        )
        yield Line(name=_("Filled in by"), text=_("the portal, out of other answers"), note=asked)
    if field.carried:
        yield Line(name=_("Filled in by"), text=_("the portal, out of the application"))
    if field.identity:
        yield Line(name=_("Begins with"), text=_("what the portal knows of the signed-in person"))


def _told(field: Field, path: str) -> Iterator[Line]:
    """Its name in the payload, with the names below it where the answer has several parts."""
    if field.helper:
        yield Line(name=_("Told to the register"), text=_("no: it only leads through the form"))
    elif field.is_asked:
        names = () if field.fields else _properties("", KINDS[field.kind].payload_schema(field))
        name = _("Told to the register as")
        yield Line(name=name, text=f"{path}{field.path}", is_code=True, note=", ".join(names))


def _properties(above: str, schema: Mapping[str, Any]) -> Iterator[str]:
    for name, inner in schema.get("properties", {}).items():
        yield f"{above}{name}"
        yield from _properties(f"{above}{name}.", inner)


def _bank(bank: Bank, form: Form, anchor: str) -> Iterator[OutlinePart]:
    lines = [_sentence(each, form) for each in bank.sentences]
    title = _("Answers of a closed list") if bank.one else _("Ready sentences")
    yield from group(f"{anchor}-sentences", title, (), lines)


def _sentence(sentence: Sentence, form: Form) -> Line:
    condition = said(sentence.when, form.index) if sentence.when else ""
    return Line(
        name=sentence.key,
        text=sentence.official,
        is_polish=True,
        note="; ".join(part for part in (_(sentence.label), condition) if part),
    )


def _declaration(declaration: Declaration) -> OutlinePart:
    words = Line(name=_("The reader’s words"), text=_(declaration.label))
    return OutlinePart(
        anchor=f"declaration-{declaration.key}",
        title=declaration.official,
        is_polish=True,
        lines=kept([words, law_line(declaration.law)]),
    )


def _annex(annex: Annex, form: Form) -> OutlinePart:
    other = catalogue.form(annex.form)
    both = {**form.index, **{f"{OF_ANNEX}{key}": field for key, field in other.index.items()}}
    who = _("the applicant, who signs it with the application") if annex.is_own else _("somebody else, who signs it")
    lines = [
        Line(name=_("Form"), text=translated(other.title), target=Target(kind=FORM, key=annex.form)),
        Line(name=_("Filled in by"), text=who),
        when_line(annex.when, form.index),
        Line(name=_("Asked for at"), text=_named(annex.emails, form.index, NO_ROW) if annex.emails else ""),
        Line(name=_("Limits"), text=_("at most %(high)s") % {"high": annex.most} if annex.most else ""),
        *(rule_line(use, both) for use in annex.rules),
        law_line(annex.law),
    ]
    return OutlinePart(
        anchor=f"annex-{annex.form}", title=other.called or other.official_title, is_polish=True, lines=kept(lines)
    )


def _roles(form: Form) -> Iterator[Line]:
    for role, name in ROLE_NAMES.items():
        key = getattr(form.roles, role)
        if key:
            field = form.index[key]
            yield Line(name=str(name), text=wording.of_question(field), anchor=f"question-{key}")


def _joined(number: str, text: str) -> str:
    return f"{number}. {text}" if number and text else text

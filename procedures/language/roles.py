"""Which questions the rooms rely on, whatever their keys: who signs, which office decides, the day of signing."""

from collections.abc import Mapping, Sequence
from dataclasses import fields

from procedures.language.schema import Field, Form, Roles
from procedures.reading import DefinitionPlace

SIGNED = ("signed_on",)  # an annex that somebody else signs
ROLES = tuple(each.name for each in fields(Roles))
PERSONAL = ("surname", "given_names", "pesel", "birth_date", "sex")
GIVEN = ("signed_on", "addressee")  # filled in by the filing room, never asked
FILED = tuple(role for role in ROLES if role != "addressee")  # what is signed names the office beside the boxes, too
SEXES: Mapping[str, str] = {"K": "F", "M": "M"}  # what the official form says, and what a certificate does
KINDS: Mapping[str, str] = {
    "surname": "name",
    "given_names": "name",
    "pesel": "pesel",
    "birth_date": "date",
    "sex": "choice",
    "office": "voivodeship",
    "signed_on": "date",
    "addressee": "text",
}


def judge(form: Form, place: DefinitionPlace) -> None:
    """Each role that is named is a question of the right kind."""
    for role in ROLES:
        key = getattr(form.roles, role)
        if key and not _fits(role, form.index.get(key)):
            raise place.error(f"[roles] {role}: no question {key!r} of the kind {KINDS[role]!r}")


def judge_common(form: Form, place: DefinitionPlace) -> None:
    """What a family shares is whole steps, and none that says who somebody is."""
    steps = {step.key: step for step in form.steps}
    for key in form.common:
        if key not in steps:
            raise place.error(f"common: no step {key!r}")
        if personal := [each.key for each in steps[key].fields if _is_personal(form, each)]:
            raise place.error(f"common: step {key!r} says who somebody is: {', '.join(personal)}")


def _is_personal(form: Form, field: Field) -> bool:
    return field.key in {getattr(form.roles, role) for role in PERSONAL} or field.identity not in {"", "email"}


def lacking(form: Form, roles: Sequence[str] = FILED) -> list[str]:
    """The roles that this form names no question for; without them a signature would prove nobody."""
    return [role for role in roles if not getattr(form.roles, role)]


def _fits(role: str, field: Field | None) -> bool:
    if field is None or field.kind != KINDS[role]:
        return False
    if role == "sex":
        return {option.code for option in field.options} <= set(SEXES)
    return field.given == (role in GIVEN)

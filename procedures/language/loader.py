"""From TOML to the schema: every error names file, step and field, and nothing unknown is let through."""

from collections.abc import Mapping
from dataclasses import fields as dataclass_fields
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from procedures import shapes
from procedures.claims import Claim
from procedures.language import conditions, digest, families, judging
from procedures.language.kinds import KINDS
from procedures.language.rules import DERIVATIONS
from procedures.language.schema import (
    APPLICANT,
    STATUTE,
    THIRD_PARTY,
    Annex,
    AtHand,
    Authority,
    Charge,
    Compared,
    Condition,
    Copy,
    Declaration,
    Derivation,
    Enclosure,
    Field,
    Form,
    Former,
    Instructed,
    Lack,
    LeastPay,
    LetterText,
    Option,
    Paragraph,
    Procedure,
    Relief,
    Roles,
    RuleUse,
    RunningTerm,
    Section,
    Signing,
    Step,
    Term,
    Window,
    Within,
    ZoneUse,
)
from procedures.law import citations
from procedures.reading import DefinitionPlace, Table, table
from procedures.tables import countries, papers

SPECIAL = {"required_when", "from"}  # written otherwise in TOML than in the schema
FIELD_KEYS = {each.name for each in dataclass_fields(Field)} - {"source", "bank"} | SPECIAL
PLAIN = FIELD_KEYS - {"required_when", "when", "options", "fields", "rules", "derived", "from", "also"}
FORM_KEYS = frozenset(
    {"title", "official_title", "law", "called", "who_signs", "provisional", "on_paper", "instructions", "sections",
     "steps", "derived", "declarations", "annexes", "roles", "compared", "signing", "common", "former"}
)  # fmt: skip
FILLERS = (THIRD_PARTY, APPLICANT)
CLAIMS: Mapping[str, type[Claim]] = {  # any number of each
    "conditions": Claim,
    "barriers": Claim,
    "refusals": Claim,
    "handing_in": Claim,
    "terms": Term,
    "duties": Term,
    "at_hand": AtHand,
    "lacking": Lack,
}


def form(path: Path, *, key: str = "") -> Form:
    """One version of a form; `forms/<key>/<version>.toml`."""
    raw = table(path)
    place = DefinitionPlace(f"{path.parent.name}/{path.name}")
    place.known(raw, FORM_KEYS)
    steps = tuple(_step(each, place) for each in place.tables(raw, "steps"))
    derived = tuple(_field(each, place) for each in place.tables(raw, "derived"))
    made = place.read(
        Form,
        key=key or path.parent.name,
        version=path.stem,
        title=raw.get("title", ""),
        official_title=raw.get("official_title", ""),
        law=_law(raw, place),
        called=raw.get("called", ""),
        who_signs=raw.get("who_signs", ""),
        provisional=raw.get("provisional", False),
        on_paper=raw.get("on_paper", False),
        instructions=place.texts(raw, "instructions"),
        common=place.texts(raw, "common"),
        roles=place.read(Roles, **place.table(raw, "roles")),
        compared=_compared(place.table(raw, "compared"), place),
        signing=_signing(place.table(raw, "signing"), place) if "signing" in raw else None,
        former=_former(place.table(raw, "former"), place) if "former" in raw else None,
        steps=steps,
        sections=tuple(place.read(Section, **each) for each in place.tables(raw, "sections")),
        derived=derived,
        declarations=tuple(_declaration(each, place) for each in place.tables(raw, "declarations")),
        annexes=tuple(_annex(each, place) for each in place.tables(raw, "annexes")),
        fixed=frozenset(field.key for step in steps for field in step.fields if field.carried),
        index={field.key: field for field in (*derived, *(field for step in steps for field in step.fields))},
    )
    judging.form(made, place)
    return replace(made, digest=digest.of(made))


def procedure(path: Path) -> Procedure:
    """One procedure; `definitions/<area>/<key>.toml`. Its form, fees and preset are judged by the system checks."""
    place = DefinitionPlace(path.name)
    raw = _with_family(families.taken_over(table(path), place), place)
    own = _own(raw)
    made = place.read(
        Procedure,
        **{
            **raw,
            "key": path.stem,
            "law": _law(raw, place),
            "preset": place.table(raw, "preset"),
            "who": place.texts(raw, "who"),
            "fees": _charges(raw, place),
            "reliefs": _reliefs(raw, own, place),
            "unsaid": place.texts(raw, "unsaid"),
            "cost": _claim_of(raw, "cost", own, place) if "cost" in raw else None,
            "window": _window(place.table(raw, "window"), place) if "window" in raw else None,
            "pay": _least_pay(place.table(raw, "pay"), place) if "pay" in raw else None,
            "documents": _documents(raw, place),
            "letter": _letter(place.table(raw, "letter"), place) if "letter" in raw else None,
            "face": tuple(_paragraph(each, place) for each in place.tables(raw, "face")),
            "running": tuple(_running(each, place) for each in place.tables(raw, "running")),
            "authorities": authorities(raw, place),
            "instruction": _instruction(raw, own, place),
            **{name: _claim_of(raw, name, own, place) for name in families.CLAIMS},
            **{name: tuple(_claims(raw, name, own, place)) for name in CLAIMS},
        },
    )
    judging.procedure(made, place)
    return made


@cache
def family(path: Path) -> Table:
    """One family, `families/<key>.toml`. Its rows are read as those of a definition are: a mistake names this file."""
    raw, place = families.read(path), DefinitionPlace(f"families/{path.name}")
    judging.family(raw, place)
    _law(raw, place)
    _documents(raw, place)
    for name in families.CLAIMS:
        if name in raw:
            _claim_of(raw, name, _own(raw), place)
    _reliefs(raw, _own(raw), place)
    for name in CLAIMS:
        _claims(raw, name, _own(raw), place)
    judging.authorities(authorities(raw, place), place)
    _instruction(raw, _own(raw), place)
    return raw


def barriers(path: Path) -> list[Claim]:
    """What bars the opening of a case, as the family has it for all of its procedures."""
    raw = family(path)
    return _claims(raw, "barriers", _own(raw), DefinitionPlace(f"families/{path.name}"))


def _with_family(raw: Table, place: DefinitionPlace) -> Table:
    if "family" not in raw:
        return raw
    if raw["family"] not in families.names():
        raise DefinitionPlace(place.file, field="family").error(f"family is one of {', '.join(families.names())}")
    return families.joined(raw, family(families.ROOT / f"{raw['family']}.toml"), place)


def _own(raw: Table) -> dict[str, Any]:
    """What a claim takes over from its file."""
    return {"source": raw.get("source", ""), "checked_on": raw.get("checked_on")}


def _documents(raw: Table, place: DefinitionPlace) -> tuple[Enclosure, ...]:
    return tuple(_document(each, place) for each in place.tables(raw, "documents"))


def _charges(raw: Table, place: DefinitionPlace) -> tuple[Charge, ...]:
    """Each is the name of a fee, or a table with the condition of those who owe it."""
    return tuple(_charge(each, place) for each in place.read(shapes.listed, raw.get("fees", ()), "fees"))


def _charge(raw: object, outer: DefinitionPlace) -> Charge:
    if isinstance(raw, str):
        return Charge(fee=raw)
    place = DefinitionPlace(outer.file, field="fees")
    if not isinstance(raw, Mapping):
        raise place.error(f"a fee is its name, or a table with fee, when and only, not {raw!r}")
    made = place.read(Charge, **{**raw, "when": _condition(raw.get("when"), place)})
    judging.said_of_some(made.when, made.only, place)
    return made


def _reliefs(raw: Table, own: Mapping[str, Any], place: DefinitionPlace) -> tuple[Relief, ...]:
    return tuple(_relief(each, own, place) for each in place.tables(raw, "reliefs"))


def _relief(raw: Table, own: Mapping[str, Any], outer: DefinitionPlace) -> Relief:
    place = DefinitionPlace(outer.file, field=str(raw.get("key", "")))
    values = {**own, **raw, "law": _law(raw, place), "when": _condition(raw.get("when"), place)}
    made = place.read(Relief, **values)
    judging.relief(made, place)
    return made


def _claim_of(raw: Table, name: str, own: Mapping[str, Any], outer: DefinitionPlace) -> Claim:
    return _claim(outer.table(raw, name), own, DefinitionPlace(outer.file, field=name), Claim)


def _claims(raw: Table, name: str, own: Mapping[str, Any], outer: DefinitionPlace) -> list[Claim]:
    return [
        _claim(each, own, DefinitionPlace(outer.file, field=f"{name}[{number}]"), CLAIMS[name])
        for number, each in enumerate(outer.tables(raw, name), 1)
    ]


def _claim(raw: Table, own: Mapping[str, Any], place: DefinitionPlace, shape: type[Claim]) -> Claim:
    """With a source and a day of checking of its own, or those of the whole definition."""
    made = place.read(shape, **{**own, **raw, "law": _law(raw, place)})
    if isinstance(made, Term):
        judging.term(made, place)
    if isinstance(made, AtHand):
        judging.at_hand(made, place)
    if isinstance(made, Lack) and bool(made.guide) != bool(made.link):
        raise place.error("a guide has the words of its link")
    return made


def _letter(raw: Table, outer: DefinitionPlace) -> LetterText:
    place = DefinitionPlace(outer.file, field="letter")
    values = {
        **raw,
        "sender": tuple(_paragraph(each, place) for each in place.tables(raw, "sender")),
        "opening": tuple(_paragraph(each, place) for each in place.tables(raw, "opening")),
        "paragraphs": tuple(_paragraph(each, place) for each in place.tables(raw, "paragraphs")),
        "details": place.texts(raw, "details"),
    }
    return place.read(LetterText, **values)


def _running(raw: Table, outer: DefinitionPlace) -> RunningTerm:
    place = DefinitionPlace(outer.file, field="running")
    return place.read(RunningTerm, **{**raw, "when": _condition(raw.get("when"), place)})


def _paragraph(raw: Table, place: DefinitionPlace) -> Paragraph:
    return place.read(Paragraph, **{**raw, "when": _condition(raw.get("when"), place)})


def authorities(raw: Table, outer: DefinitionPlace) -> tuple[Authority, ...]:
    """In their order; whether the form asks what they name is judged by the system checks."""
    own = _own(raw)
    return tuple(
        _authority(each, own, DefinitionPlace(outer.file, field=f"authorities[{number}]"))
        for number, each in enumerate(outer.tables(raw, "authorities"), 1)
    )


def _authority(raw: Table, own: Mapping[str, Any], place: DefinitionPlace) -> Authority:
    within = place.read(Within, **place.table(raw, "within")) if "within" in raw else None
    values = {**own, **raw, "law": _law(raw, place), "when": _condition(raw.get("when"), place), "within": within}
    return place.read(Authority, **values)


def _instruction(raw: Table, own: Mapping[str, Any], outer: DefinitionPlace) -> tuple[Instructed, ...]:
    found = []
    for number, each in enumerate(outer.tables(raw, "instruction"), 1):
        place = DefinitionPlace(outer.file, field=f"instruction[{number}]")
        found.append(place.read(Instructed, **{**own, **each, "law": _law(each, place)}))
    return tuple(found)


def _window(raw: Table, place: DefinitionPlace) -> Window:
    return place.read(Window, **{**raw, "law": _law(raw, place)})


def _former(raw: Table, outer: DefinitionPlace) -> Former:
    place = DefinitionPlace(outer.file, field="former")
    return place.read(Former, **{**raw, "law": _law(raw, place)})


def _least_pay(raw: Table, outer: DefinitionPlace) -> LeastPay:
    place = DefinitionPlace(outer.file, field="pay")
    summed = place.read(citations.read, raw.get("summed", ()))
    return place.read(LeastPay, **{**raw, "law": _law(raw, place), "summed": summed})


def _signing(raw: Table, outer: DefinitionPlace) -> Signing:
    place = DefinitionPlace(outer.file, field="signing")
    return place.read(Signing, **{**raw, "kinds": place.texts(raw, "kinds"), "law": _law(raw, place)})


def _compared(raw: Table, outer: DefinitionPlace) -> Compared:
    place = DefinitionPlace(outer.file, field="compared")
    return place.read(Compared, **{**raw, "pay_when": _condition(raw.get("pay_when"), place)})


def _law(raw: Table, place: DefinitionPlace) -> citations.Citations:
    return place.read(citations.read, raw.get("law", ()))


def _declaration(raw: Table, place: DefinitionPlace) -> Declaration:
    return place.read(Declaration, **{**raw, "law": _law(raw, place)})


def _document(raw: Table, outer: DefinitionPlace) -> Enclosure:
    place = DefinitionPlace(outer.file, field=str(raw.get("key", "")))
    represented = place.texts(raw, "represented")
    values = {"basis": STATUTE, **raw, **_of_a_file(raw, place), "law": _law(raw, place), "represented": represented}
    made = place.read(Enclosure, **{**values, "when": _condition(raw.get("when"), place)})
    judging.document(made, place)
    return made


def _of_a_file(raw: Table, place: DefinitionPlace) -> dict[str, Any]:
    """What is handed in as a file has its words from the table of papers, so that they are said once."""
    if not raw.get("purpose"):
        return {}
    if twice := sorted({"label", "official", "icon"} & set(raw)):
        raise place.error(f"a file's {', '.join(twice)} stands in papers.toml")
    paper = papers.find(raw["purpose"])
    if paper is None:
        raise place.error(f"papers.toml has no purpose {raw['purpose']!r}")
    return {"label": paper.label, "official": paper.official, "icon": paper.icon}


def _step(raw: Table, outer: DefinitionPlace) -> Step:
    place = DefinitionPlace(outer.file, str(raw.get("key", "")))
    place.known(raw, {"key", "title", "intro", "when", "fields", "rules", "copy", "mrz"})
    return place.read(
        Step,
        key=raw.get("key", ""),
        title=raw.get("title", ""),
        intro=raw.get("intro", ""),
        copy=place.read(Copy, **place.table(raw, "copy")) if "copy" in raw else None,
        mrz=tuple(_zone(each, place) for each in place.tables(raw, "mrz")),
        when=_condition(raw.get("when"), place),
        fields=tuple(_field(each, place) for each in place.tables(raw, "fields")),
        rules=tuple(_rule(each, place) for each in place.tables(raw, "rules")),
    )


def blank(raw: Table, place: DefinitionPlace) -> Field:
    """A question that stands in no form: what a ready sentence asks for."""
    return _field(raw, place)


def _zone(raw: Table, place: DefinitionPlace) -> ZoneUse:
    pairs = {name: place.table(raw, name) for name in ("fills", "chooses")}
    if not all(isinstance(value, str) for each in pairs.values() for value in each.values()):
        raise place.error("mrz: fills names questions, chooses names options")
    return place.read(ZoneUse, **{**raw, **pairs})


def _field(raw: Table, outer: DefinitionPlace) -> Field:
    place = DefinitionPlace(outer.file, outer.step, str(raw.get("key", "")))
    place.known(raw, FIELD_KEYS)
    if unknown := set(place.texts(raw, "also")) - set(countries.GROUPS):
        raise place.error(f"no states or people called {', '.join(sorted(unknown))}")
    if not isinstance(raw.get("kind"), str) or raw["kind"] not in KINDS:
        raise place.error(f"no kind {raw.get('kind')!r}")
    if "required" in raw and "required_when" in raw:
        raise place.error("required or required_when, not both")
    required_when = _condition(raw.get("required_when"), place)
    values: dict[str, Any] = {key: raw[key] for key in PLAIN if key in raw}
    values |= {
        "required": raw.get("required", True) if required_when is None else required_when,
        "when": _condition(raw.get("when"), place),
        "options": tuple(_option(each, place) for each in place.tables(raw, "options")),
        "fields": tuple(_field(each, place) for each in place.tables(raw, "fields")),
        "rules": tuple(_rule(each, place) for each in place.tables(raw, "rules")),
        "derived": place.read(_derivation, place.table(raw, "derived")) if "derived" in raw else None,
        "source": raw.get("from", ""),
        "also": place.texts(raw, "also"),
    }
    return place.read(Field, **values)


def _option(raw: Table, place: DefinitionPlace) -> Option:
    return place.read(Option, **{**raw, "when": _condition(raw.get("when"), place)})


def _rule(raw: Table, place: DefinitionPlace) -> RuleUse:
    values = {
        **raw,
        "fields": place.texts(raw, "fields"),
        "when": _condition(raw.get("when"), place),
        "law": _law(raw, place),
    }
    return place.read(RuleUse, **{"mark": values["fields"][-1] if values["fields"] else "", **values})


def _derivation(raw: Table) -> Derivation:
    made = shapes.make(Derivation, {**raw, "fields": shapes.texts(raw.get("fields", ()), "fields")})
    if made.rule not in DERIVATIONS:
        raise ValueError(f"no derivation {made.rule!r}")
    return made


def _annex(raw: Table, place: DefinitionPlace) -> Annex:
    values = {
        **raw,
        "when": _condition(raw.get("when"), place),
        "rules": tuple(_rule(each, place) for each in place.tables(raw, "rules")),
        "law": _law(raw, place),
    }
    annex = place.read(Annex, **values)
    if annex.by not in FILLERS:
        raise place.error(f"annex {annex.form!r}: by is one of {', '.join(FILLERS)}, not {annex.by!r}")
    if annex.is_own and annex.emails:
        raise place.error(f"annex {annex.form!r}: nobody is written to for what the applicant fills in")
    return annex


def _condition(raw: object, place: DefinitionPlace) -> Condition | None:
    return None if raw is None else place.read(conditions.read, raw)

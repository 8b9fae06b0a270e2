"""From TOML to the schema: every error names file, step and field, and nothing unknown is let through."""

from dataclasses import fields as dataclass_fields
from dataclasses import replace
from pathlib import Path
from typing import Any

from procedures.claims import Claim
from procedures.language import conditions, digest, roles
from procedures.language.kinds import KINDS
from procedures.language.rules import DERIVATIONS, RULES
from procedures.language.schema import (
    APPLICANT,
    THIRD_PARTY,
    Annex,
    Condition,
    Copy,
    Declaration,
    Derivation,
    Enclosure,
    Field,
    Form,
    Option,
    Procedure,
    Roles,
    RuleUse,
    Section,
    Step,
)
from procedures.reading import DefinitionPlace, Table, table
from procedures.tables import countries, papers, statuses

SPECIAL = {"required_when", "from"}  # written otherwise in TOML than in the schema
FIELD_KEYS = {each.name for each in dataclass_fields(Field)} - {"source"} | SPECIAL
PLAIN = FIELD_KEYS - {"required_when", "when", "options", "fields", "rules", "derived", "from"}

FILLERS = (THIRD_PARTY, APPLICANT)
CHANNELS = ("mos", "prepared", "information")
REGISTERS = ("d", "e", "f")  # art. 428(1)(2): temporary residence, permanent residence, long-term residents


def form(path: Path, *, key: str = "") -> Form:
    """One version of a form; `forms/<key>/<version>.toml`."""
    raw = table(path)
    place = DefinitionPlace(f"{path.parent.name}/{path.name}")
    place.known(
        raw,
        {"title", "official_title", "law", "provisional", "instructions", "sections", "steps", "derived",
         "declarations", "annexes", "roles"},
    )  # fmt: skip
    steps = tuple(_step(each, place) for each in raw.get("steps", ()))
    derived = tuple(_field(each, place) for each in raw.get("derived", ()))
    made = place.read(
        Form,
        key=key or path.parent.name,
        version=path.stem,
        title=raw.get("title", ""),
        official_title=raw.get("official_title", ""),
        law=raw.get("law", ""),
        provisional=raw.get("provisional", False),
        instructions=tuple(raw.get("instructions", ())),
        roles=place.read(Roles, **raw.get("roles", {})),
        steps=steps,
        sections=tuple(place.read(Section, **each) for each in raw.get("sections", ())),
        derived=derived,
        declarations=tuple(place.read(Declaration, **each) for each in raw.get("declarations", ())),
        annexes=tuple(_annex(each, place) for each in raw.get("annexes", ())),
        fixed=frozenset(field.key for step in steps for field in step.fields if field.carried),
        index={field.key: field for field in (*derived, *(field for step in steps for field in step.fields))},
    )
    _judge(made, place)
    return replace(made, digest=digest.of(made))


def procedure(path: Path) -> Procedure:
    """One procedure; `definitions/<key>.toml`. Its form, fees and preset are judged by the system checks."""
    raw = table(path)
    place = DefinitionPlace(path.name)
    if raw.get("channel") not in CHANNELS:
        raise place.error(f"channel is one of {', '.join(CHANNELS)}")
    values = {name: tuple(raw.get(name, ())) for name in ("law", "who", "fees")}
    claims = {name: place.read(Claim, **raw.get(name, {})) for name in ("deadline", "authority")}
    lists = {name: tuple(place.read(Claim, **each) for each in raw.get(name, ())) for name in ("conditions", "terms")}
    documents = tuple(_document(each, place) for each in raw.get("documents", ()))
    made = place.read(Procedure, **{**raw, "key": path.stem, "documents": documents, **values, **claims, **lists})
    _judge_case(made, path.name)
    return made


def _judge_case(procedure: Procedure, file: str) -> None:
    """What is filed here becomes a case: it enters a register, and its news have a meaning."""
    if not procedure.is_filed_here:
        return
    if procedure.register not in REGISTERS:
        raise DefinitionPlace(file, field="register").error(f"register is one of {', '.join(REGISTERS)}")
    if procedure.track not in statuses.names():
        raise DefinitionPlace(file, field="track").error(
            f"track is one of {', '.join(statuses.names())} (tables/statuses)"
        )


def _document(raw: Table, outer: DefinitionPlace) -> Enclosure:
    """One that is handed in as a file has its words from the table of papers, so that they are said once."""
    place = DefinitionPlace(outer.file, field=str(raw.get("key", "")))
    if not raw.get("purpose"):
        return place.read(Enclosure, **raw)
    if twice := sorted({"label", "official", "icon"} & set(raw)):
        raise place.error(f"a file's {', '.join(twice)} stands in papers.toml")
    paper = papers.find(raw["purpose"])
    if paper is None:
        raise place.error(f"papers.toml has no purpose {raw['purpose']!r}")
    return place.read(Enclosure, **{**raw, "label": paper.label, "official": paper.official, "icon": paper.icon})


def _step(raw: Table, outer: DefinitionPlace) -> Step:
    place = DefinitionPlace(outer.file, str(raw.get("key", "")))
    place.known(raw, {"key", "title", "intro", "when", "fields", "rules", "copy"})
    return place.read(
        Step,
        key=raw.get("key", ""),
        title=raw.get("title", ""),
        intro=raw.get("intro", ""),
        copy=place.read(Copy, **raw["copy"]) if "copy" in raw else None,
        when=_condition(raw.get("when"), place),
        fields=tuple(_field(each, place) for each in raw.get("fields", ())),
        rules=tuple(_rule(each, place) for each in raw.get("rules", ())),
    )


def _field(raw: Table, outer: DefinitionPlace) -> Field:
    place = DefinitionPlace(outer.file, outer.step, str(raw.get("key", "")))
    place.known(raw, FIELD_KEYS)
    if unknown := set(raw.get("also", ())) - set(countries.GROUPS):
        raise place.error(f"no states or people called {', '.join(sorted(unknown))}")
    if raw.get("kind") not in KINDS:
        raise place.error(f"no kind {raw.get('kind')!r}")
    if "required" in raw and "required_when" in raw:
        raise place.error("required or required_when, not both")
    required_when = _condition(raw.get("required_when"), place)
    values: dict[str, Any] = {key: raw[key] for key in PLAIN if key in raw}
    values |= {
        "required": raw.get("required", True) if required_when is None else required_when,
        "when": _condition(raw.get("when"), place),
        "options": tuple(_option(each, place) for each in raw.get("options", ())),
        "fields": tuple(_field(each, place) for each in raw.get("fields", ())),
        "rules": tuple(_rule(each, place) for each in raw.get("rules", ())),
        "derived": place.read(_derivation, raw["derived"]) if "derived" in raw else None,
        "source": raw.get("from", ""),
        "also": tuple(raw.get("also", ())),
    }
    return place.read(Field, **values)


def _option(raw: Table, place: DefinitionPlace) -> Option:
    return place.read(Option, **{**raw, "when": _condition(raw.get("when"), place)})


def _rule(raw: Table, place: DefinitionPlace) -> RuleUse:
    values = {**raw, "fields": tuple(raw.get("fields", ()))}
    return place.read(RuleUse, **{"mark": values["fields"][-1] if values["fields"] else "", **values})


def _derivation(raw: Table) -> Derivation:
    if raw["rule"] not in DERIVATIONS:
        raise ValueError(f"no derivation {raw['rule']!r}")
    return Derivation(rule=raw["rule"], fields=tuple(raw["fields"]))


def _annex(raw: Table, place: DefinitionPlace) -> Annex:
    annex = place.read(Annex, **{**raw, "when": _condition(raw.get("when"), place)})
    if annex.by not in FILLERS:
        raise place.error(f"annex {annex.form!r}: by is one of {', '.join(FILLERS)}, not {annex.by!r}")
    if annex.is_own and annex.emails:
        raise place.error(f"annex {annex.form!r}: nobody is written to for what the applicant fills in")
    return annex


def _condition(raw: object, place: DefinitionPlace) -> Condition | None:
    return None if raw is None else place.read(conditions.read, raw)


def _judge(form: Form, place: DefinitionPlace) -> None:
    """The form as a whole: names are unique, conditions look back, rules and sections exist."""
    sections = {section.key for section in form.sections}
    seen: set[str] = set()
    for step in form.steps:
        here = DefinitionPlace(place.file, step.key)
        if not step.key or not step.fields:
            raise here.error("a step has a key and at least one field")
        _looks_back(step.when, seen, here)
        for field in step.fields:
            at = DefinitionPlace(place.file, step.key, field.key)
            if field.key in seen:
                raise at.error("this key stands twice")
            _judge_field(field, at, seen, sections)
            seen.add(field.key)
        _judge_rules(step.rules, seen, {field.key for field in step.fields}, here)
        _judge_copy(step, form, here)
    for box in form.derived:
        _judge_derived(box, DefinitionPlace(place.file, field=box.key), seen)
    roles.judge(form, place)
    for annex in form.annexes:
        _looks_back(annex.when, seen, DefinitionPlace(place.file, field=annex.form))


def _judge_copy(step: Step, form: Form, at: DefinitionPlace) -> None:
    """Each question to copy into is asked here, and its origin before, in the same way."""
    if step.copy is None:
        return
    pairs = list(step.copied())
    if not pairs:
        raise at.error(f"copies into {step.copy.target!r}, which is not asked here")
    asked = {field.key: field for earlier in form.steps[: form.steps.index(step)] for field in earlier.fields}
    for field, origin in pairs:
        if origin not in asked or asked[origin].kind != field.kind:
            raise at.error(f"copies {origin!r}, which is not asked before in the same way")


def _judge_derived(field: Field, at: DefinitionPlace, seen: set[str]) -> None:
    if field.derived and (missing := set(field.derived.fields) - seen):
        raise at.error(f"derived from unknown {', '.join(sorted(missing))}")
    if field.register:
        raise at.error("a derived box stands in the document only: it has no register path")


def _judge_field(field: Field, at: DefinitionPlace, seen: set[str], sections: set[str]) -> None:
    if not field.key or not field.label:
        raise at.error("a field has a key and a label")
    if not field.helper and (not field.official or field.section not in sections):
        raise at.error("a field of the form has its official wording and stands in a section of the form")
    if field.kind == "choice" and not field.options:
        raise at.error("a choice has options")
    if field.kind == "several" and field.of not in KINDS:
        raise at.error(f"several of an unknown kind {field.of!r}")
    for condition in (field.when, None if isinstance(field.required, bool) else field.required):
        _looks_back(condition, seen, at)
    for option in field.options:
        _looks_back(option.when, seen, at)
    if field.kind == "list":
        _judge_row(field, at, seen)


def _judge_row(field: Field, at: DefinitionPlace, seen: set[str]) -> None:
    row: set[str] = set()
    if not field.fields:
        raise at.error("a list has fields")
    for sub in field.fields:
        here = DefinitionPlace(at.file, at.step, f"{field.key}[].{sub.key}")
        if sub.key in row or not sub.label or sub.kind == "list":
            raise here.error("a field of a row has a key of its own and a label, and is no list")
        for condition in (sub.when, None if isinstance(sub.required, bool) else sub.required):
            _looks_back(condition, seen, here, row=row)
        for option in sub.options:
            _looks_back(option.when, seen, here, row=row)
        row.add(sub.key)
    _judge_rules(field.rules, row, row, at)


def _judge_rules(rules: tuple[RuleUse, ...], seen: set[str], here: set[str], at: DefinitionPlace) -> None:
    for rule in rules:
        if rule.name not in RULES:
            raise at.error(f"no rule {rule.name!r}")
        if len(rule.fields) != RULES[rule.name].arity:
            raise at.error(f"rule {rule.name!r} wants {RULES[rule.name].arity} fields")
        if unknown := {*rule.fields} - seen:
            raise at.error(f"rule {rule.name!r} names unknown {', '.join(sorted(unknown))}")
        if rule.mark not in here:
            raise at.error(f"rule {rule.name!r} marks {rule.mark!r}, which is not asked here")


def _looks_back(condition: Condition | None, seen: set[str], at: DefinitionPlace, row: set[str] = frozenset()) -> None:  # type: ignore[assignment]  # an empty set
    for leaf in conditions.references(condition):
        if leaf.field not in (row if leaf.in_row else seen):
            raise at.error(f"a condition looks at {leaf.field!r}, which is not asked before")

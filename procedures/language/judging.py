"""A definition as a whole: names are given once, every reference leads somewhere, every question can be reached."""

from collections.abc import Iterable

from procedures.language import conditions, families, reaching, roles
from procedures.language.kinds import KINDS
from procedures.language.rules import RULES
from procedures.language.schema import (
    DAYS,
    PRACTICE,
    SINCE,
    STATUTE,
    WORKING_DAYS,
    Annex,
    Authority,
    Condition,
    Declaration,
    Enclosure,
    Field,
    Form,
    Is,
    Procedure,
    RuleUse,
    Step,
    Term,
    Window,
)
from procedures.reading import DefinitionPlace, Table
from procedures.tables import statements, statuses

CHANNELS = ("mos", "prepared", "information")
REGISTERS = ("d", "e", "f")  # art. 428(1)(2): temporary residence, permanent residence, long-term residents
BASES = (STATUTE, PRACTICE)
EMAILS = ("email", "several")  # kinds of a question for the addresses of those who fill in an annex

type Asked = dict[str, Field]  # by key, what a condition may look at


def form(made: Form, place: DefinitionPlace) -> None:
    if not made.title or not made.official_title or not made.law or not made.steps:
        raise place.error("a form has a title, an official title, its law and steps")
    place.unique("steps", (step.key for step in made.steps))
    place.unique("sections", (section.key for section in made.sections))
    place.unique("declarations", (each.key for each in made.declarations))
    place.unique("annexes", (each.form for each in made.annexes))
    seen: Asked = {}
    sections = {section.key for section in made.sections}
    for step in made.steps:
        _step(step, made, seen, sections, DefinitionPlace(place.file, step.key))
    for box in made.derived:
        _derived(box, DefinitionPlace(place.file, field=box.key), seen)
    _boxes([*made.derived, *(field for _step, field in made.fields())], place)
    for declaration in made.declarations:
        _declaration(declaration, DefinitionPlace(place.file, field=declaration.key))
    roles.judge(made, place)
    for annex in made.annexes:
        _annex(annex, seen, DefinitionPlace(place.file, field=annex.form))
    for step, field in reaching.unreachable(made):
        raise DefinitionPlace(place.file, step.key, field.key if field else "").error("nobody is ever asked this")


def family(raw: Table, place: DefinitionPlace) -> None:
    """What it says for all of its procedures is judged here once; its rows have keys, by which one can be changed."""
    place.known(raw, families.KEYS)
    closed = {"channel": CHANNELS, "register": REGISTERS, "track": statuses.names()}
    for name, values in closed.items():
        if name in raw and raw[name] not in values:
            raise DefinitionPlace(place.file, field=name).error(f"{name} is one of {', '.join(values)}")
    keys = [row.get("key") for name in families.LISTS for row in place.tables(raw, name)]
    if not all(isinstance(key, str) and key for key in keys):
        raise place.error("every row of a family has a key")
    place.unique("rows", keys)


def procedure(made: Procedure, place: DefinitionPlace) -> None:
    if made.channel not in CHANNELS:
        raise place.error(f"channel is one of {', '.join(CHANNELS)}")
    if not made.title or not made.official_title or not made.law or not made.source:
        raise place.error("a procedure has a title, an official title, its law and a source")
    if made.channel == "mos" and not made.form:
        raise DefinitionPlace(place.file, field="form").error("what is filed here has a form")
    if made.window is not None:
        _window(made.window, DefinitionPlace(place.file, field="window"))
    place.unique("documents", (each.key for each in made.documents))
    if not all(each.key for each in made.barriers):
        raise place.error("a barrier has a key, by which the page before an application asks it")
    place.unique("barriers", (each.key for each in made.barriers))
    place.unique("fees", made.fees)
    authorities(made.authorities, place)
    if unknown := set(made.unsaid) - {row.key for row in statements.table()}:
        raise DefinitionPlace(place.file, field="unsaid").error(f"no statement is called {', '.join(sorted(unknown))}")
    _case(made, place)


def authorities(rows: tuple[Authority, ...], place: DefinitionPlace) -> None:
    """Each has a key and says by one question, or by none; only the last that decides holds always."""
    place.unique("authorities", (each.key for each in rows))
    deciding = [each for each in rows if each.decides]
    for number, each in enumerate(rows, 1):
        at = DefinitionPlace(place.file, field=f"authorities[{number}]")
        if not each.key:
            raise at.error("a rule on who decides has a key")
        if each.role and each.question:
            raise at.error("a role or a question decides, not both")
        if each.role and each.role not in roles.FILED:
            raise at.error(f"role is one of {', '.join(roles.FILED)}")
        if each.within is not None and each.within.days < 1:
            raise at.error("within names at least one day")
        if not each.decides and not each.always_holds:
            raise at.error("a rule that no question decides has no when and no within")
        if each.decides and each.always_holds and each is not deciding[-1]:
            raise at.error("it always holds, so that no rule after it ever decides")


def term(made: Term, at: DefinitionPlace) -> None:
    if made.counts not in (DAYS, WORKING_DAYS):
        raise at.error(f"counts is one of {DAYS}, {WORKING_DAYS}")
    if made.days is not None and made.days < 1:
        raise at.error("a term has at least one day")
    if (made.days is None) != (not made.since):
        raise at.error("days and since stand together")
    if made.since and made.since not in SINCE:
        raise at.error(f"since is one of {', '.join(SINCE)}")
    if made.suspended_by and not any(row.key == made.suspended_by for row in statements.table()):
        raise at.error(f"no statement is called {made.suspended_by}")


def _window(made: Window, at: DefinitionPlace) -> None:
    if made.opens is None and made.closes is None:
        raise at.error("a window opens, closes, or both")
    if made.opens is not None and made.closes is not None and made.closes < made.opens:
        raise at.error("ends before it begins")
    if not made.law:
        raise at.error("a window cites its law")


def _case(made: Procedure, place: DefinitionPlace) -> None:
    """What is filed here becomes a case: it enters a register, and its news have a meaning."""
    if not made.is_filed_here:
        return
    if made.register not in REGISTERS:
        raise DefinitionPlace(place.file, field="register").error(f"register is one of {', '.join(REGISTERS)}")
    if made.track not in statuses.names():
        names = ", ".join(statuses.names())
        raise DefinitionPlace(place.file, field="track").error(f"track is one of {names} (tables/statuses)")
    if not any(each.decides and each.always_holds for each in made.authorities):
        raise DefinitionPlace(place.file, field="authorities").error("no rule says who decides in every other case")


def document(made: Enclosure, at: DefinitionPlace) -> None:
    if not made.key or not made.label or not made.official:
        raise at.error("a document has a key, a label and an official name")
    if made.basis not in BASES:
        raise at.error(f"basis is one of {', '.join(BASES)}")
    if made.basis == STATUTE and not made.law:
        raise at.error("a document that the law asks for cites its law")
    if made.verified and (made.basis == PRACTICE or any(not each.is_read for each in made.law)):
        raise at.error("verified, but it rests on practice or on what nobody read")


def _step(step: Step, made: Form, seen: Asked, sections: set[str], here: DefinitionPlace) -> None:
    if not step.key or not step.title or not step.fields:
        raise here.error("a step has a key, a title and at least one field")
    _looks_back(step.when, seen, here)
    for field in step.fields:
        at = DefinitionPlace(here.file, step.key, field.key)
        if field.key in seen:
            raise at.error("this key stands twice")
        _field(field, at, seen, sections)
        seen[field.key] = field
    _rules(step.rules, set(seen), {field.key for field in step.fields}, here)
    _copy(step, made, here)


def _copy(step: Step, form: Form, at: DefinitionPlace) -> None:
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


def _declaration(made: Declaration, at: DefinitionPlace) -> None:
    if not made.key or not made.official or not made.label or not made.law:
        raise at.error("a declaration has a key, its official words, a label and its law")


def _annex(made: Annex, seen: Asked, at: DefinitionPlace) -> None:
    if not made.law:
        raise at.error("an annex cites the law that asks for it")
    _looks_back(made.when, seen, at)
    if made.emails and (made.emails not in seen or seen[made.emails].kind not in EMAILS):
        raise at.error(f"no question {made.emails!r} asks for e-mail addresses")
    if len({bool(each) for each in (made.emails, made.address_label, made.silence_label)}) > 1:
        raise at.error("address_label and silence_label say who is asked by e-mail, and nobody else")


def _derived(field: Field, at: DefinitionPlace, seen: Asked) -> None:
    if field.derived and (missing := set(field.derived.fields) - set(seen)):
        raise at.error(f"derived from unknown {', '.join(sorted(missing))}")
    if field.register:
        raise at.error("a derived box stands in the document only: it has no register path")


def _boxes(fields: Iterable[Field], place: DefinitionPlace) -> None:
    """Each box of the official form has its own place in the document and its own path in the register's payload."""
    boxes = [field for field in fields if not field.helper]
    for field in boxes:
        if field.seq < 1:
            raise DefinitionPlace(place.file, field=field.key).error("seq is its place on the official form, from 1")
    place.unique("boxes in one place (seq)", (field.seq for field in boxes))
    place.unique("register paths", (field.path for field in boxes if field.derived is None))


def _field(field: Field, at: DefinitionPlace, seen: Asked, sections: set[str]) -> None:
    if not field.key or not field.label:
        raise at.error("a field has a key and a label")
    if not field.helper and (not field.official or field.section not in sections):
        raise at.error("a field of the form has its official wording and stands in a section of the form")
    if field.kind == "several" and field.of not in KINDS:
        raise at.error(f"several of an unknown kind {field.of!r}")
    _options(field, at)
    for condition in (field.when, None if isinstance(field.required, bool) else field.required):
        _looks_back(condition, seen, at)
    for option in field.options:
        _looks_back(option.when, seen, at)
    if field.kind == "list":
        _row(field, at, seen)


def _options(field: Field, at: DefinitionPlace) -> None:
    if field.kind == "choice" and not field.options:
        raise at.error("a choice has options")
    at.unique("options", (option.code for option in field.options))
    for option in field.options:
        if not option.code or not option.label or not (option.official or field.helper):
            raise at.error(f"option {option.code!r}: an option has a code, a label and its official words")


def _row(field: Field, at: DefinitionPlace, seen: Asked) -> None:
    row: Asked = {}
    if not field.fields:
        raise at.error("a list has fields")
    for sub in field.fields:
        here = DefinitionPlace(at.file, at.step, f"{field.key}[].{sub.key}")
        if sub.key in row or not sub.label or sub.kind == "list":
            raise here.error("a field of a row has a key of its own and a label, and is no list")
        _options(sub, here)
        for condition in (sub.when, None if isinstance(sub.required, bool) else sub.required):
            _looks_back(condition, seen, here, row)
        for option in sub.options:
            _looks_back(option.when, seen, here, row)
        row[sub.key] = sub
    at.unique("register paths of a row", (sub.path for sub in field.fields))
    _rules(field.rules, set(row), set(row), at)


def _rules(rules: tuple[RuleUse, ...], seen: set[str], here: set[str], at: DefinitionPlace) -> None:
    for rule in rules:
        if rule.name not in RULES:
            raise at.error(f"no rule {rule.name!r}")
        if len(rule.fields) != RULES[rule.name].arity:
            raise at.error(f"rule {rule.name!r} wants {RULES[rule.name].arity} fields")
        if unknown := {*rule.fields} - seen:
            raise at.error(f"rule {rule.name!r} names unknown {', '.join(sorted(unknown))}")
        if rule.mark not in here:
            raise at.error(f"rule {rule.name!r} marks {rule.mark!r}, which is not asked here")


def _looks_back(condition: Condition | None, seen: Asked, at: DefinitionPlace, row: Asked | None = None) -> None:
    """At what is asked before, and for answers that can be given there."""
    for leaf in conditions.references(condition):
        asked = (row or {}) if leaf.in_row else seen
        if leaf.field not in asked:
            raise at.error(f"a condition looks at {leaf.field!r}, which is not asked before")
        if isinstance(leaf, Is) and (never := reaching.never_answered(asked[leaf.field], leaf.values)):
            raise at.error(f"a condition wants {never[0]!r} of {leaf.field!r}, which nobody can answer")

"""A definition as a whole: names are given once, every reference leads somewhere, every question can be reached."""

from collections.abc import Iterable
from datetime import date

from procedures import claims, shapes
from procedures.language import conditions, families, letters, mrz, reaching, roles
from procedures.language.kinds import KINDS, composites
from procedures.language.rules import RULES
from procedures.language.schema import (
    DAYS,
    DAYS_NAMED,
    KNOWN_BY,
    MONTHS,
    MONTHS_NAMED,
    OF_ANNEX,
    ORIGINALS,
    PERSONAL,
    PRACTICE,
    QUALIFIED,
    REPRESENTED,
    SINCE,
    STATUTE,
    TRUSTED,
    WORKING_DAYS,
    Annex,
    Answers,
    AtHand,
    Authority,
    Condition,
    Declaration,
    Enclosure,
    Field,
    Form,
    Is,
    LeastPay,
    Procedure,
    Relief,
    RuleUse,
    Signing,
    Step,
    Term,
    Window,
)
from procedures.reading import DefinitionPlace, Table
from procedures.tables import parameters, statements, statuses

CHANNELS = ("mos", "prepared", "information")
REGISTERS = ("d", "e", "f")  # art. 428(1)(2): temporary residence, permanent residence, long-term residents
BASES = (STATUTE, PRACTICE)
ROWS = ("list", "group")  # kinds that have fields
A_MONTH = "PLN/month"  # unit of a figure that is a pay
COMPARED = {"pay": "pay", "working_time": "working-time", "entity": "text", "tax_number": "nip"}  # kinds of questions
SIGNATURES = (QUALIFIED, PERSONAL, TRUSTED)
EMAILS = ("email", "several")  # kinds of a question for the addresses of those who fill in an annex

type Asked = dict[str, Field]  # by key, what a condition may look at


def form(made: Form, place: DefinitionPlace) -> None:
    if not made.title or not made.official_title or not made.law or not made.steps:
        raise place.error("a form has a title, an official title, its law and steps")
    _version(made, place)
    place.unique("steps", (step.key for step in made.steps))
    place.unique("sections", (section.key for section in made.sections))
    place.unique("declarations", (each.key for each in made.declarations))
    place.unique("annexes", (each.form for each in made.annexes))
    seen: Asked = {}
    sections = {section.key for section in made.sections}
    for step in made.steps:
        _step(step, made, seen, sections, DefinitionPlace(place.file, step.key))
    for step in made.steps:
        _zones(step, seen, DefinitionPlace(place.file, step.key))
    for box in made.derived:
        _derived(box, DefinitionPlace(place.file, field=box.key), seen)
    _boxes([*made.derived, *(field for _step, field in made.fields())], place)
    for declaration in made.declarations:
        _declaration(declaration, DefinitionPlace(place.file, field=declaration.key))
    roles.judge(made, place)
    roles.judge_common(made, place)
    _of_others(made, seen, place)
    for step, field in reaching.unreachable(made):
        raise DefinitionPlace(place.file, step.key, field.key if field else "").error("nobody is ever asked this")


def _version(made: Form, place: DefinitionPlace) -> None:
    """Its name is the day from which it is used."""
    day = place.read(date.fromisoformat, made.version)
    if made.former is None:
        return
    inner = DefinitionPlace(place.file, field="former")
    if not made.former.law:
        raise inner.error("the version before it is taken longer by some law")
    if made.former.until < day:
        raise inner.error("the version before it is taken to the eve of this one's day without saying so")


def _of_others(made: Form, seen: Asked, place: DefinitionPlace) -> None:
    """What is compared and signed where others fill the form in, and the annexes it asks for itself."""
    _compared(made, DefinitionPlace(place.file, field="compared"))
    if made.signing is not None:
        _signing(made.signing, DefinitionPlace(place.file, field="signing"))
    for annex in made.annexes:
        _annex(annex, seen, DefinitionPlace(place.file, field=annex.form))


def family(raw: Table, place: DefinitionPlace) -> None:
    """What it says for all of its procedures is judged here once; its rows have keys, by which one can be changed."""
    place.known(raw, families.KEYS)
    closed = {"channel": CHANNELS, "register": REGISTERS, "track": statuses.names()}
    for name, values in closed.items():
        if name in raw and raw[name] not in values:
            raise DefinitionPlace(place.file, field=name).error(f"{name} is one of {', '.join(values)}")
    if "instruction" in raw or "instruction_version" in raw:
        _dated(raw.get("instruction_version"), DefinitionPlace(place.file, field="instruction_version"))
    keys = [row.get("key") for name in families.LISTS for row in place.tables(raw, name)]
    if not all(isinstance(key, str) and key for key in keys):
        raise place.error("every row of a family has a key")
    place.unique("rows", keys)


def _dated(version: object, at: DefinitionPlace) -> None:
    if not shapes.fits(version, date):
        raise at.error(f"the instruction on rights has a version, {shapes.called(date)}, not {version!r}")


def procedure(made: Procedure, place: DefinitionPlace) -> None:
    if made.channel not in CHANNELS:
        raise place.error(f"channel is one of {', '.join(CHANNELS)}")
    if not made.title or not made.official_title or not made.law or not made.source:
        raise place.error("a procedure has a title, an official title, its law and a source")
    if made.channel == "mos" and not made.form:
        raise DefinitionPlace(place.file, field="form").error("what is filed here has a form")
    if made.written_as and (made.form or not made.is_prepared):
        at = DefinitionPlace(place.file, field="written_as")
        raise at.error("only what is prepared and has no form of its own is written under another procedure")
    if made.window is not None:
        _window(made.window, DefinitionPlace(place.file, field="window"))
    if made.pay is not None:
        _least_pay(made.pay, DefinitionPlace(place.file, field="pay"))
    _keyed(made, place)
    _priced(made, place)
    authorities(made.authorities, place)
    if unknown := set(made.unsaid) - {row.key for row in statements.table()}:
        raise DefinitionPlace(place.file, field="unsaid").error(f"no statement is called {', '.join(sorted(unknown))}")
    _case(made, place)
    letters.judge(made, place)


def _priced(made: Procedure, place: DefinitionPlace) -> None:
    if made.cost is not None and made.fees:
        raise DefinitionPlace(place.file, field="cost").error("rows of fees.toml say what it costs, or this does")
    for each in made.reliefs:
        _relieved(each, made, DefinitionPlace(place.file, field=each.key))


def _keyed(made: Procedure, place: DefinitionPlace) -> None:
    """Rows that others name."""
    if not all(each.key for each in made.barriers):
        raise place.error("a barrier has a key, by which the page before an application asks it")
    place.unique("documents", (each.key for each in made.documents))
    for name in ("conditions", "barriers", "refusals", "handing_in", "terms", "duties", "at_hand", "lacking"):
        place.unique(name.replace("_", " "), (each.key for each in getattr(made, name) if each.key))
    place.unique("fees", (each.fee for each in made.fees))
    place.unique("reliefs", (each.key for each in made.reliefs))
    place.unique("sentences of the instruction", (each.key for each in made.instruction))


def authorities(rows: tuple[Authority, ...], place: DefinitionPlace) -> None:
    """Each has a key and says by one question, or by none; only the last that decides holds always."""
    place.unique("authorities", (each.key for each in rows))
    deciding = [each for each in rows if each.decides]
    for number, each in enumerate(rows, 1):
        at = DefinitionPlace(place.file, field=f"authorities[{number}]")
        if not each.key:
            raise at.error("a rule on who decides has a key")
        if sum(map(bool, (each.role, each.question, each.addressee))) > 1:
            raise at.error("a role, a question or an addressee decides, only one of them")
        if each.role and each.role not in roles.FILED:
            raise at.error(f"role is one of {', '.join(roles.FILED)}")
        if each.within is not None and each.within.days < 1:
            raise at.error("within names at least one day")
        if not each.decides and not each.always_holds:
            raise at.error("a rule that no question decides has no when and no within")
        if each.decides and each.always_holds and each is not deciding[-1]:
            raise at.error("it always holds, so that no rule after it ever decides")


def term(made: Term, at: DefinitionPlace) -> None:
    _length(made, at)
    if (made.length is None) != (not made.since):
        raise at.error("days and since stand together, and so do months and since")
    if made.since and made.since not in SINCE:
        raise at.error(f"since is one of {', '.join(SINCE)}")
    if made.suspended_by and not any(row.key == made.suspended_by for row in statements.table()):
        raise at.error(f"no statement is called {made.suspended_by}")


def _length(made: Term, at: DefinitionPlace) -> None:
    """How long it is, and how its title names that."""
    if made.counts not in (DAYS, WORKING_DAYS, MONTHS):
        raise at.error(f"counts is one of {DAYS}, {WORKING_DAYS}, {MONTHS}")
    if (made.months is not None) != (made.counts == MONTHS) or (made.days is not None and made.counts == MONTHS):
        raise at.error(f"a term has months and no days where it counts {MONTHS}")
    if made.length is not None and made.length < 1:
        raise at.error("a term has at least one day or month")
    if DAYS_NAMED in made.title and (made.days is None or "%" in made.title.replace(DAYS_NAMED, "")):
        raise at.error(f"only a term with days names them, as {DAYS_NAMED}, and nothing else")
    if (MONTHS_NAMED in made.title) != (made.months is not None):
        raise at.error(f"a term with months names them in its title, as {MONTHS_NAMED}, and no other does")


def at_hand(made: AtHand, at: DefinitionPlace) -> None:
    if not made.icon:
        raise at.error("what is at hand has an icon")
    if made.known_by and made.known_by not in KNOWN_BY:
        raise at.error(f"known_by is one of {', '.join(KNOWN_BY)}")


def _window(made: Window, at: DefinitionPlace) -> None:
    if made.opens is None and made.closes is None:
        raise at.error("a window opens, closes, or both")
    if made.opens is not None and made.closes is not None and made.closes < made.opens:
        raise at.error("ends before it begins")
    if not made.law:
        raise at.error("a window cites its law")


def _least_pay(made: LeastPay, at: DefinitionPlace) -> None:
    if not made.law:
        raise at.error("a least pay cites its law")
    if made.parameter not in {row.key for row in parameters.table() if row.unit == A_MONTH}:
        raise at.error(f"parameters.toml has no pay a month ({A_MONTH}) called {made.parameter!r}")


def _signing(made: Signing, at: DefinitionPlace) -> None:
    if not made.kinds or not made.law:
        raise at.error("an annex that others sign says with which signatures, and by which law")
    if unknown := set(made.kinds) - set(SIGNATURES):
        raise at.error(f"kinds are of {', '.join(SIGNATURES)}, not {', '.join(sorted(unknown))}")
    at.unique("kinds", made.kinds)


def _compared(made: Form, at: DefinitionPlace) -> None:
    """What a warning compares is asked, as an answer of the kind it can compare."""
    for name, kind in COMPARED.items():
        key = getattr(made.compared, name)
        if key and (key not in made.index or made.index[key].kind != kind):
            raise at.error(f"{name}: no question {key!r} of the kind {kind!r}")
    if made.compared.pay_when is not None:
        _looks_back(made.compared.pay_when, dict(made.index), at)


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
    if not made.at_hand or not made.lacking:
        at = DefinitionPlace(place.file, field="at_hand")
        raise at.error("what is filed here says what to have at hand, and what to do without it (lacking)")
    if not (made.instruction and made.instruction_version):
        at = DefinitionPlace(place.file, field="instruction")
        raise at.error("what is filed here has an instruction on rights, and its version")


def document(made: Enclosure, at: DefinitionPlace) -> None:
    if not made.key or not made.label or not made.official:
        raise at.error("a document has a key, a label and an official name")
    if made.basis not in BASES:
        raise at.error(f"basis is one of {', '.join(BASES)}")
    if made.basis == STATUTE and not made.law:
        raise at.error("a document that the law asks for cites its law")
    if made.verified and (made.basis == PRACTICE or any(not each.is_read for each in made.law)):
        raise at.error("verified, but it rests on practice or on what nobody read")
    if made.original and made.original not in ORIGINALS:
        raise at.error(f"original is one of {', '.join(ORIGINALS)}")
    if made.copies < 1:
        raise at.error("copies is how many are handed in, from 1")
    _asked_of(made, at)
    if not made.represented:
        said_of_some(made.when, made.only, at)


def _asked_of(made: Enclosure, at: DefinitionPlace) -> None:
    """What says by itself who needs it has no condition besides."""
    if made.represented and (made.annex or made.rest or made.when is not None or not made.only):
        raise at.error("who represents somebody needs it: only says so in a sentence, and nothing else decides")
    if unknown := set(made.represented) - set(REPRESENTED):
        raise at.error(f"represented has {', '.join(sorted(unknown))}; each is one of {', '.join(REPRESENTED)}")
    if made.annex and (made.purpose or made.when is not None):
        raise at.error("an annex is no file, and its form says who needs it")
    if made.rest and (not made.purpose or made.required or made.when is not None):
        raise at.error("the rest of a list is a file, nobody has to hand it in, and the list says who needs it")


def said_of_some(when: Condition | None, only: str, at: DefinitionPlace) -> None:
    """Who reads a guide has no answers yet: a condition is said in words too, or it says nothing to them."""
    if (when is None) == bool(only):
        raise at.error("when says by answers who is meant, and only says it in a sentence: both or neither")


def relief(made: Relief, at: DefinitionPlace) -> None:
    if not made.key or not made.because:
        raise at.error("a relief has a key and says why (because)")
    if made.free is bool(made.instead):
        raise at.error("a relief is free, or names the fee that is paid instead")
    if sum((made.when is not None, made.younger_than is not None, made.claimed)) != 1:
        raise at.error("a relief is granted by one of when, younger_than and claimed")
    if made.younger_than is not None and made.younger_than < 1:
        raise at.error("younger_than is an age in years, from 1")
    at.read(_cites, made)


def _cites(made: Relief) -> None:
    claims.judge(made.law, source=made.source, verified=made.verified)


def _relieved(made: Relief, procedure: Procedure, at: DefinitionPlace) -> None:
    if made.fee not in {each.fee for each in procedure.fees}:
        raise at.error(f"relieves of {made.fee!r}, which is no fee of this procedure")
    if made.evidence and made.evidence not in {each.key for each in procedure.documents}:
        raise at.error(f"its evidence {made.evidence!r} is no document of this procedure")


def of_answers(condition: Condition | None, form: Form, preset: Answers, at: DefinitionPlace) -> None:
    """What depends on answers is decided once the form is complete, and holds for some of its answers."""
    _looks_back(condition, dict(form.index), at)
    for leaf in conditions.references(condition):
        if form.index[leaf.field].required is not True:
            raise at.error(f"a condition looks at {leaf.field!r}, which may be left empty: nobody could decide it")
    if condition is not None and not reaching.is_possible(condition, form, preset):
        raise at.error("a condition that no answers fulfil")


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
    for rule in step.rules:
        _looks_back(rule.when, seen, here)
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


def _zones(step: Step, asked: Asked, at: DefinitionPlace) -> None:
    """Wherever they are asked: what the zone says of somebody stands in several steps."""
    for use in step.mrz:
        if not use.documents or set(use.documents) - set(mrz.DOCUMENTS):
            raise at.error(f"mrz: documents has letters of {mrz.DOCUMENTS}, not {use.documents!r}")
        for part, key in use.fills.items():
            if part not in mrz.KINDS_OF_PART:
                raise at.error(f"mrz: the zone has no {part!r}")
            if key not in asked or asked[key].kind not in mrz.KINDS_OF_PART[part]:
                raise at.error(f"mrz: {part} fills in {key!r}, which is not asked in that way")
        for key, code in use.chooses.items():
            if key not in asked or code not in {option.code for option in asked[key].options}:
                raise at.error(f"mrz: chooses {code!r} of {key!r}, which is no option")


def _declaration(made: Declaration, at: DefinitionPlace) -> None:
    if not made.key or not made.official or not made.label or not made.law:
        raise at.error("a declaration has a key, its official words, a label and its law")


def _annex(made: Annex, seen: Asked, at: DefinitionPlace) -> None:
    if not made.law:
        raise at.error("an annex cites the law that asks for it")
    _looks_back(made.when, seen, at)
    _across(made, seen, at)
    if made.emails and (made.emails not in seen or seen[made.emails].kind not in EMAILS):
        raise at.error(f"no question {made.emails!r} asks for e-mail addresses")
    if len({bool(each) for each in (made.emails, made.address_label, made.silence_label)}) > 1:
        raise at.error("address_label and silence_label say who is asked by e-mail, and nobody else")
    _most(made, seen, at)


def _most(made: Annex, seen: Asked, at: DefinitionPlace) -> None:
    if made.most is None:
        return
    if not made.emails or seen[made.emails].kind != "several":
        raise at.error("most limits a question that takes several e-mail addresses")
    taken = seen[made.emails].high or composites.MOST
    if not 0 < made.most < taken:
        raise at.error(f"most is at least 1 and less than the {taken} addresses that {made.emails!r} takes")


def _across(made: Annex, seen: Asked, at: DefinitionPlace) -> None:
    """Warnings over the form and an annex; whether the annex asks what they name is a system check."""
    of_annex = {key for rule in made.rules for key in rule.fields if key.startswith(OF_ANNEX)}
    _rules(made.rules, {*seen, *of_annex}, set(seen), at)
    for rule in made.rules:
        _looks_back(rule.when, seen, at)
        if not rule.warn:
            raise at.error(f"rule {rule.name!r}: over an annex there are only warnings")


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
    if field.verbatim and not field.official:
        raise at.error("verbatim, but it has no official words")
    if field.kind == "several" and field.of not in KINDS:
        raise at.error(f"several of an unknown kind {field.of!r}")
    _options(field, at)
    for condition in (field.when, None if isinstance(field.required, bool) else field.required):
        _looks_back(condition, seen, at)
    for option in field.options:
        _looks_back(option.when, seen, at)
    if field.kind in ROWS:
        _row(field, at, seen)


def _options(field: Field, at: DefinitionPlace) -> None:
    if "choice" in (field.kind, field.of) and not field.options:
        raise at.error("a choice has options")
    if field.kind == "several" and field.other:
        raise at.error("several codes of a closed list: there is no other")
    at.unique("options", (option.code for option in field.options))
    for option in field.options:
        if not option.code or not option.label or not (option.official or field.helper):
            raise at.error(f"option {option.code!r}: an option has a code, a label and its official words")


def _row(field: Field, at: DefinitionPlace, seen: Asked) -> None:
    row: Asked = {}
    if not field.fields:
        raise at.error(f"a {field.kind} has fields")
    if field.kind == "group" and field.rules:
        raise at.error("a group has no rules of its own: they stand in its step")
    for sub in field.fields:
        here = DefinitionPlace(at.file, at.step, f"{field.key}[].{sub.key}")
        if sub.key in row or not sub.label or sub.kind in ROWS:
            raise here.error("a field of a row has a key of its own and a label, and is no list")
        _options(sub, here)
        for condition in (sub.when, None if isinstance(sub.required, bool) else sub.required):
            _looks_back(condition, seen, here, row)
        for option in sub.options:
            _looks_back(option.when, seen, here, row)
        row[sub.key] = sub
    at.unique("register paths of a row", (sub.path for sub in field.fields))
    _rules(field.rules, set(row), set(row), at)
    if any(rule.when for rule in field.rules):
        raise at.error("a rule of a row has no condition")


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
        if (rule.when or rule.law) and not rule.warn:
            raise at.error(f"rule {rule.name!r}: only a warning has a condition or law of its own")


def _looks_back(condition: Condition | None, seen: Asked, at: DefinitionPlace, row: Asked | None = None) -> None:
    """At what is asked before, and for answers that can be given there."""
    for leaf in conditions.references(condition):
        asked = (row or {}) if leaf.in_row else seen
        if leaf.field not in asked:
            raise at.error(f"a condition looks at {leaf.field!r}, which is not asked before")
        if isinstance(leaf, Is) and (never := reaching.never_answered(asked[leaf.field], leaf.values)):
            raise at.error(f"a condition wants {never[0]!r} of {leaf.field!r}, which nobody can answer")

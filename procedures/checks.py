"""System checks: every definition and table loads and fits the others, or nothing starts."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Warning, register
from django.utils import timezone

from procedures import authorities, catalogue, declared, terms
from procedures.claims import Claim
from procedures.errors import ProceduresError
from procedures.language import banks, families, judging, letters, loader, roles, trees, walk
from procedures.language.schema import OF_ANNEX, Annex, Authority, Condition, Form, Procedure
from procedures.language.trees import Tree
from procedures.outputs import json_schema, texts
from procedures.reading import DefinitionPlace
from procedures.tables import counted, fees, offices, payees, voivodeships

OTHER_NAMES = frozenset({"day", "days", "months", "name", "since", "until"})  # filled by whoever says the text


@register()
def definitions(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Everything that is wrong, file by file; what relies on a file that can't be read is looked at once it can."""
    if unread := [Error(text, id="procedures.E001") for text in _unread()]:
        return list(unread)
    if wrong := [Error(text, id="procedures.E002") for text in _contradictions()]:
        return list(wrong)
    return [Warning(text, id="procedures.W001") for text in _ended()]


def _unread() -> Iterator[str]:
    complaints = (_complaint(each.read) for each in declared.files())
    yield from dict.fromkeys(filter(None, complaints))  # of a family once, not for every procedure of it


def _complaint(read: Callable[[], object]) -> str:
    try:
        read()
    except ProceduresError as error:
        return str(error)
    return ""


def _contradictions() -> Iterator[str]:
    if {row.key for row in offices.table()} != set(voivodeships.NAMES):
        yield "offices.toml: one office for each voivodeship"
    yield from _payees()
    yield from _numbers()
    for path in banks.files():
        if not (catalogue.FORMS / path.parent.name / path.name).exists():
            yield f"sentences/{path.parent.name}/{path.name}: there is no form {path.parent.name}/{path.name}"
    if wrong := [line for name in families.names() for line in _of_family(name)]:
        yield from wrong  # its procedures would only say the same once more each
        return
    for procedure in catalogue.procedures():
        yield from _of_procedure(procedure)
    for key in catalogue.tree_keys():
        yield from of_tree(catalogue.tree(key))


def _ended() -> Iterator[str]:
    """A date never stops the start: what holds no more is said here, and on the page it is missing from."""
    today = timezone.localdate()
    for procedure in catalogue.procedures():
        for key in _paid(procedure):
            if fees.due(key, filed_on=today, paid_on=today) is None:
                yield f"{procedure.key}.toml: its fee {key} has no row in fees.toml for {today.isoformat()}"


def _paid(procedure: Procedure) -> list[str]:
    """The rows of fees.toml that somebody pays for it: whole, and by a relief."""
    reduced = (each.instead for each in procedure.reliefs if each.instead)
    return list(dict.fromkeys((*(each.fee for each in procedure.fees), *reduced)))


def _payees() -> Iterator[str]:
    """Who is to be paid is known on every day of a fee, and has an account, empty or not, at every office."""
    for fee in fees.table():
        for day in sorted({fee.valid_from, fee.valid_to or timezone.localdate()}):
            if not any(row.key == fee.payee and row.holds(day) for row in payees.table()):
                yield f"fees.toml, {fee.key}: payees.toml has nobody called {fee.payee!r} on {day.isoformat()}"
    known = set(payees.keys())
    for office in offices.table():
        named = {account.payee for account in office.accounts}
        if missing := sorted(known - named):
            yield f"offices.toml, {office.key}: [[offices.accounts]] has no row of {', '.join(missing)}"
        if unknown := sorted(named - known):
            yield f"offices.toml, {office.key}: [[offices.accounts]] names {', '.join(unknown)}, not in payees.toml"


def of_tree(tree: Tree) -> Iterator[str]:
    """It ends at procedures there are; what goes on into a form is asked by one, and answers it."""
    known = {procedure.key for procedure in catalogue.procedures()}
    named = trees.ends(tree) - set(tree.outcomes)
    named |= {key for outcome in tree.outcomes.values() for key in outcome.procedures}
    yield from (f"trees/{tree.key}.toml: there is no procedure {key!r}" for key in sorted(named - known))
    forms = [catalogue.form(key) for key in catalogue.forms()]
    for question in tree.questions.values():
        for answer in question.answers:
            for key, value in (answer.fills or {}).items():
                if not any(key in form.index and json_schema.is_answer(form.index[key], value) for form in forms):
                    yield f"trees/{tree.key}.toml, field {question.key!r}: no form takes {value!r} for {key!r}"


def _of_family(name: str) -> Iterator[str]:
    file = f"families/{name}.toml"
    raw = loader.family(families.ROOT / f"{name}.toml")
    form = raw.get("form")
    if form is not None and not catalogue.versions(form):
        yield f"{file}, field 'form': there is no form {form!r}"
    elif form is not None:
        yield from _deciding(file, loader.authorities(raw, DefinitionPlace(file)), form)


def _deciding(file: str, rules: Sequence[Authority], form: str) -> Iterator[str]:
    """In every version: a draft stays with the one it began with."""
    for version in catalogue.versions(form):
        for complaint in authorities.complaints(rules, catalogue.form(form, version)):
            yield f"{file}, field 'authorities': {complaint}"


def _of_procedure(procedure: Procedure) -> Iterator[str]:
    known = {row.key for row in fees.table()}
    yield from (f"{procedure.key}.toml: fees.toml has no fee {key!r}" for key in _paid(procedure) if key not in known)
    yield from _terms(procedure)
    if not procedure.form:
        yield from _of_nobody(procedure)
    elif not catalogue.versions(procedure.form):
        yield f"{procedure.key}.toml: there is no form {procedure.form!r}"
    else:
        yield from _with_form(procedure)


def _with_form(procedure: Procedure) -> Iterator[str]:
    form = catalogue.form_of(procedure.key)
    yield from _preset(procedure, form)
    for version in catalogue.versions(procedure.form):
        yield from _of_some(procedure, catalogue.form_of(procedure.key, version))
    yield from _deciding(f"{procedure.key}.toml", procedure.authorities, procedure.form)
    if procedure.is_prepared:
        for version in catalogue.versions(procedure.form):
            yield from letters.complaints(procedure, catalogue.form_of(procedure.key, version))
    if procedure.channel != "mos":
        return
    if form.on_paper:
        yield f"{procedure.key}.toml: {form.key} is only printed (on_paper), and this is filed here"
    yield from _lacking(procedure.form, roles.FILED)
    for annex in walk.possible_annexes(form, procedure.preset):
        if not catalogue.versions(annex.form):
            yield f"{procedure.key}: its annex {annex.form} has no form"
        yield from _as_annex(annex)
        yield from _lacking(annex.form, roles.SIGNED)
        yield from _not_there(annex.form, form)
        yield from _not_in_annex(annex, form)
    yield from _pay(procedure, form)


def _pay(procedure: Procedure, form: Form) -> Iterator[str]:
    """A least pay is compared with what somebody says in an annex."""
    if procedure.pay is None:
        return
    annexes = [annex for annex in walk.possible_annexes(form, procedure.preset) if not annex.is_own]
    if not any(catalogue.form(annex.form).compared.pay for annex in annexes if catalogue.versions(annex.form)):
        yield f"{procedure.key}.toml, field 'pay': none of its annexes says a pay ([compared] pay)"


def _terms(procedure: Procedure) -> Iterator[str]:
    """What a definition says of a term is what the engine counts by the same unit."""
    for term in (*procedure.terms, *procedure.duties):
        rows = terms.rules_of(term)
        if term.length and rows and not any(terms.is_as(term, row) for row in rows):
            yield f"{procedure.key}.toml: {term.title!r} is not as deadlines/rules.toml counts {rows[0].key}"
        if term.length and not terms.rule_of(term):
            yield from _unlike(term, (term.days, term.months), procedure)
    for rule in procedure.authorities:
        if rule.within:
            yield from _unlike(rule, (rule.within.days, None), procedure)


def _unlike(claim: Claim, length: tuple[int | None, int | None], procedure: Procedure) -> Iterator[str]:
    """A unit of the law says one number: editors change it for everything that rests on it first."""
    for row in terms.released_periods():
        if row.key == claim.law[0].id and (row.days, row.months) != length:
            said = f"{row.number} {'days' if row.days else 'months'}"
            yield f"{procedure.key}.toml: {claim.title!r} is as long as {row.key} says, which gives {said}"


def _numbers() -> Iterator[str]:
    """A text that names a number of days or months names one that a rule or a unit has."""
    for text in texts.all_texts():
        named = [name for name in counted.NAMED.findall(text) if name not in OTHER_NAMES]
        if unknown := [name for name in named if name not in counted.names()]:
            yield f"{text!r}: no rule and no unit of the law is called {', '.join(unknown)}"
        elif len(named) > 1 or (named and counted.singular(text) == text):
            yield f"{text!r}: names one number, and the days or months follow it"


def _preset(procedure: Procedure, form: Form) -> Iterator[str]:
    """What a procedure answers beforehand is a question of its form, and an answer to it."""
    for key, value in procedure.preset.items():
        if key not in form.index:
            yield f"{procedure.key}.toml: presets {key!r}, which is not asked in {form.key}"
        elif not json_schema.is_answer(form.index[key], value):
            yield f"{procedure.key}.toml: presets {key!r} with {value!r}, which is no answer to it"


def _conditions(procedure: Procedure) -> Iterator[tuple[str, Condition]]:
    """With the key of what each of them is about."""
    found = (
        *((each.key, each.when) for each in procedure.documents),
        *((each.key, each.when) for each in procedure.reliefs),
        *((f"fees: {each.fee}", each.when) for each in procedure.fees),
    )
    yield from ((key, when) for key, when in found if when is not None)


def _of_nobody(procedure: Procedure) -> Iterator[str]:
    """Without a form nobody answers anything; its document may be written under a procedure that prints one."""
    if procedure.written_as:
        known = {each.key for each in catalogue.procedures() if each.is_prepared and each.is_begun_here}
        if procedure.written_as not in known:
            yield f"{procedure.key}.toml, field 'written_as': {procedure.written_as!r} prints no document"
    asked = [key for key, _when in _conditions(procedure)]
    asked += [each.key for each in procedure.reliefs if each.younger_than is not None]
    asked += [each.key for each in procedure.documents if each.annex]
    yield from (f"{procedure.key}.toml, field {key!r}: it depends on answers, and there is no form" for key in asked)


def _of_some(procedure: Procedure, form: Form) -> Iterator[str]:
    """What depends on answers can be decided by them."""
    for key, when in _conditions(procedure):
        place = DefinitionPlace(f"{procedure.key}.toml", field=key)
        yield from filter(None, [_complaint(partial(judging.of_answers, when, form, procedure.preset, place))])
    for relief in procedure.reliefs:
        if relief.younger_than is not None and not form.roles.birth_date:
            yield f"{procedure.key}.toml, field {relief.key!r}: {form.key} has no [roles] birth_date"
    possible = {annex.form for annex in walk.possible_annexes(form, procedure.preset)}
    for document in procedure.documents:
        if document.annex and document.annex not in possible:
            yield f"{procedure.key}.toml, field {document.key!r}: no answers ask for the annex {document.annex!r}"


def _as_annex(annex: Annex) -> Iterator[str]:
    """What is listed by a name has one; what the applicant fills in asks something, or it could never be complete."""
    for version in catalogue.versions(annex.form):
        form = catalogue.form(annex.form, version)
        if not form.called:
            yield f"{annex.form}/{version}.toml: an annex says how papers call it (called)"
        if not annex.is_own and not form.who_signs:
            yield f"{annex.form}/{version}.toml: what others fill in says who signs it (who_signs)"
        if not annex.is_own and form.signing is None:
            yield f"{annex.form}/{version}.toml: what others fill in says how it is signed ([signing])"
        if annex.is_own and not any(field.is_asked and not field.carried for _step, field in form.fields()):
            yield f"{annex.form}/{version}.toml: the applicant is asked nothing in it"


def _not_there(annex: str, form: Form) -> Iterator[str]:
    """What an annex takes over is asked in the application."""
    for version in catalogue.versions(annex):
        carried = (field for _step, field in catalogue.form(annex, version).fields() if field.carried)
        for field in carried:
            if field.source not in form.index:
                yield f"{annex}/{version}.toml: {field.key} takes over {field.source!r}, not asked in {form.key}"


def _not_in_annex(annex: Annex, form: Form) -> Iterator[str]:
    """What a warning compares with the application is asked in every version of the annex."""
    named = {key.removeprefix(OF_ANNEX) for rule in annex.rules for key in rule.fields if key.startswith(OF_ANNEX)}
    for version in catalogue.versions(annex.form):
        if missing := sorted(named - set(catalogue.form(annex.form, version).index)):
            yield f"{form.key}/{form.version}.toml: {annex.form}/{version} does not ask {', '.join(missing)}"


def _lacking(key: str, wanted: Sequence[str]) -> Iterator[str]:
    """In every version: a draft stays with the one it began with."""
    for version in catalogue.versions(key):
        if lacking := roles.lacking(catalogue.form(key, version), wanted):
            yield f"{key}/{version}.toml: what is signed here needs [roles] {', '.join(lacking)}"

"""System checks: every definition and table loads and fits the others, or nothing starts."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register
from django.utils import timezone

from procedures import catalogue
from procedures.errors import ProceduresError
from procedures.language import roles, walk
from procedures.language.schema import Form, Procedure
from procedures.tables import fees, offices, papers, parameters, payees, statuses, voivodeships


@register()
def definitions(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    try:
        return [Error(text, id="procedures.E002") for text in _contradictions()]
    except ProceduresError as error:
        return [Error(str(error), id="procedures.E001")]


def _contradictions() -> Iterator[str]:
    parameters.table()
    papers.table()
    for key in statuses.names():
        statuses.track(key)
    if {row.key for row in offices.table()} != set(voivodeships.NAMES):
        yield "offices.toml: one office for each voivodeship"
    yield from _payees()
    for path in catalogue.FORMS.glob("*/*.toml"):
        catalogue.form(path.parent.name, path.stem)
    for procedure in catalogue.procedures():
        yield from _of_procedure(procedure)


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


def _of_procedure(procedure: Procedure) -> Iterator[str]:
    fees.owed(procedure.fees, on=timezone.localdate())
    if not procedure.form:
        return
    form = catalogue.form_of(procedure.key)
    if unknown := set(procedure.preset) - set(form.index):
        yield f"{procedure.key}: presets unknown {', '.join(sorted(unknown))}"
    if procedure.channel != "mos":
        return
    yield from _lacking(procedure.form, roles.FILED)
    for annex in walk.possible_annexes(form, procedure.preset):
        if not catalogue.versions(annex.form):
            yield f"{procedure.key}: its annex {annex.form} has no form"
        yield from _lacking(annex.form, roles.SIGNED)
        yield from _not_there(annex.form, form)


def _not_there(annex: str, form: Form) -> Iterator[str]:
    """What an annex takes over is asked in the application."""
    for version in catalogue.versions(annex):
        carried = (field for _step, field in catalogue.form(annex, version).fields() if field.carried)
        for field in carried:
            if field.source not in form.index:
                yield f"{annex}/{version}.toml: {field.key} takes over {field.source!r}, not asked in {form.key}"


def _lacking(key: str, wanted: Sequence[str]) -> Iterator[str]:
    """In every version: a draft stays with the one it began with."""
    for version in catalogue.versions(key):
        if lacking := roles.lacking(catalogue.form(key, version), wanted):
            yield f"{key}/{version}.toml: what is signed here needs [roles] {', '.join(lacking)}"

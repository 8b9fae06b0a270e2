"""System checks: every definition and table loads and fits the others, or nothing starts."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register
from django.utils import timezone

from procedures import catalogue
from procedures.errors import ProceduresError
from procedures.language import walk
from procedures.language.schema import Procedure
from procedures.tables import fees, offices, parameters, statuses, voivodeships


@register()
def definitions(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    try:
        return [Error(text, id="procedures.E002") for text in _contradictions()]
    except ProceduresError as error:
        return [Error(str(error), id="procedures.E001")]


def _contradictions() -> Iterator[str]:
    parameters.table()
    for key in statuses.names():
        statuses.track(key)
    if {row.key for row in offices.table()} != set(voivodeships.NAMES):
        yield "offices.toml: one office for each voivodeship"
    for path in catalogue.FORMS.glob("*/*.toml"):
        catalogue.form(path.parent.name, path.stem)
    for procedure in catalogue.procedures():
        yield from _of_procedure(procedure)


def _of_procedure(procedure: Procedure) -> Iterator[str]:
    fees.owed(procedure.fees, on=timezone.localdate())
    if not procedure.form:
        return
    form = catalogue.form_of(procedure.key)
    if unknown := set(procedure.preset) - set(form.index):
        yield f"{procedure.key}: presets unknown {', '.join(sorted(unknown))}"
    if procedure.channel != "mos":
        return
    for annex in walk.annexes(form, procedure.preset):
        if not catalogue.versions(annex.form):
            yield f"{procedure.key}: its annex {annex.form} has no form"

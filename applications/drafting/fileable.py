"""Whether an application of a procedure may be begun today, and filed, and why not."""

from datetime import date

from django.conf import settings

from applications.drafting.errors import FormOutdated, FormProvisional, NotFileable, ProcedureClosed
from procedures import catalogue, terms
from procedures.language.schema import Procedure


def hindrance_to_begin(procedure: Procedure, *, on: date) -> NotFileable | None:
    """To be filed, or to be printed."""
    if not procedure.is_begun_here:
        return NotFileable()
    window = terms.window(procedure, on=on)
    if window is not None and not window.holds(on):
        return ProcedureClosed(window, on)
    return None


def hindrance_to_file(procedure: Procedure, form_version: str, *, on: date) -> NotFileable | None:
    """A draft outlives its window, and a provisional form is filled in everywhere; neither is filed. Nor is what is
    printed and taken to the office."""
    if not procedure.is_filed_here:
        return NotFileable()
    if found := hindrance_to_begin(procedure, on=on) or _outdated(procedure, form_version, on):
        return found
    is_provisional = catalogue.form_of(procedure.key, form_version).provisional
    return FormProvisional() if is_provisional and not settings.FILE_PROVISIONAL_FORMS else None


def _outdated(procedure: Procedure, form_version: str, on: date) -> FormOutdated | None:
    until = catalogue.taken_until(procedure.form, form_version)
    if until is None or on <= until:
        return None
    newer = catalogue.in_force(procedure.form, on)
    return FormOutdated(newer, date.fromisoformat(newer))

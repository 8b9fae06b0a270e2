"""Which other version of its form a draft could move to, and until when it can be filed as it is."""

from datetime import date

from django.utils import timezone

from applications.drafting import fileable
from applications.drafting.errors import NotFileable
from applications.drafting.models import Application
from procedures import catalogue
from procedures.language.schema import Form


def newer(application: Application) -> Form | None:
    """The version that is in force today, where it is a later one than the draft's; nothing moves once it is filed."""
    if application.draft is None or not application.is_editable:
        return None
    key = catalogue.procedure(application.procedure).form
    version = catalogue.in_force(key, timezone.localdate())
    return catalogue.form_of(application.procedure, version) if version > application.form_version else None


def not_fileable(application: Application) -> NotFileable | None:
    """What stands in the way of filing it today, whatever its answers are: its window, its version, its form."""
    procedure = catalogue.procedure(application.procedure)
    if application.filed_at is not None or not application.is_editable or not procedure.is_filed_here:
        return None
    return fileable.hindrance_to_file(procedure, application.form_version, on=timezone.localdate())


def since(form: Form) -> date:
    """The day from which this version is used."""
    return date.fromisoformat(form.version)


def taken_until(application: Application) -> date | None:
    """The last day on which the draft can be filed under its version; None while no other follows."""
    return catalogue.taken_until(catalogue.procedure(application.procedure).form, application.form_version)


def is_taken(application: Application) -> bool:
    until = taken_until(application)
    return until is None or timezone.localdate() <= until

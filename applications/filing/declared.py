"""All that a person declares by signing: in the application, and in each annex that they filled in themselves."""

from dataclasses import replace

from applications.annexes.own import filling
from applications.drafting import lifecycle
from applications.drafting.models import Application
from procedures.language.schema import Declaration


def of(application: Application) -> list[Declaration]:
    """A declaration of an annex bears the annex's key before its own: both forms may have one of the same key."""
    own = [
        replace(declaration, key=f"{annex.key}.{declaration.key}")
        for annex in filling.of(application)
        for declaration in annex.form.declarations
    ]
    return [*lifecycle.form_of(application).declarations, *own]

"""System checks of this floor: no step of a form hides behind another page of the journey, or nothing starts."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register

from content.journey import pages
from procedures import catalogue
from procedures.errors import ProceduresError


@register()
def keys_of_steps(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    try:
        return [Error(text, id="content.E001") for text in _hidden()]
    except ProceduresError:
        return []  # said by the check of the definitions


def _hidden() -> Iterator[str]:
    taken = pages.taken()
    for path in sorted(catalogue.FORMS.glob("*/*.toml")):
        form = catalogue.form(path.parent.name, path.stem)
        for step in form.steps:
            if step.key in taken:
                yield f"{form.key}/{path.name}: {step.key!r} is the address of another page, no key for a step"

"""What a page says beside the steps of a form: the editor's words by the key of the step.

A step that some version has may be spoken of: drafts are filled in under the version they were begun with. What today's
form does not ask is stale, and its editors are told so.
"""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from procedures import catalogue
from procedures.errors import Unknown
from procedures.language.schema import Form


def choices() -> list[tuple[str, str]]:
    """Every step of every form, once, by what it is called; steps of several forms share their keys."""
    titles: dict[str, set[str]] = {}
    for key in catalogue.forms():
        for step in _steps(_versions(key)):
            titles.setdefault(step.key, set()).add(_(step.title))
    named = {key: f"{' / '.join(sorted(each))} ({key})" for key, each in titles.items()}
    return sorted(named.items(), key=lambda pair: pair[1])


def of(value: Any) -> dict[str, str]:
    """The text of each step, as a block has it; of two for one step both are shown."""
    found: dict[str, list[str]] = {}
    for each in value:
        found.setdefault(each["step"], []).append(each["text"])
    return {step: "\n".join(texts) for step, texts in found.items() if step}


def strange(procedure: str, keys: Iterable[str]) -> list[str]:
    """Of these, what no version of the form has: nobody would ever read it."""
    known = {step.key for step in _steps(_versions(_form(procedure)))}
    return [key for key in keys if key not in known]


def stale(procedure: str, keys: Iterable[str]) -> list[str]:
    """Of these, what who begins today is not asked."""
    asked = _asked_today(procedure)
    return [key for key in keys if key not in asked]


def _asked_today(procedure: str) -> set[str]:
    try:
        form = catalogue.form_on(procedure, timezone.localdate())
    except Unknown:
        return set()
    return {step.key for step in form.steps}


def _form(procedure: str) -> str:
    try:
        return catalogue.procedure(procedure).form
    except Unknown:
        return ""


def _versions(key: str) -> list[Form]:
    return [catalogue.form(key, version) for version in catalogue.versions(key)]


def _steps(forms: Iterable[Form]) -> Iterable[Any]:
    return (step for form in forms for step in form.steps)

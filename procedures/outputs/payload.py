"""What the register is told: answers under the paths of the data catalogue (art. 13 and 430), codes and ISO values.

Boxes that are derived from answers or filled in by the portal stand in the signed document only.
"""

from procedures.language import walk
from procedures.language.schema import JSON, Answers, Field, Form


def of(form: Form, answers: Answers) -> dict[str, JSON]:
    """Questions that apply and are answered; "none" (brak) is null, helpers are not told."""
    told: dict[str, JSON] = {}
    for each in walk.answered(form, answers):
        if each.value is not None and not each.field.helper:
            _put(told, each.field, walk.payload(each.field, each.value))
    return told


def _put(told: dict[str, JSON], field: Field, value: JSON) -> None:
    """A path with dots makes an object inside an object."""
    *folders, name = field.path.split(".")
    place = told
    for folder in folders:
        inner = place.setdefault(folder, {})
        if not isinstance(inner, dict):
            raise ValueError(f"{field.key}: {field.path} runs through a value")  # noqa: TRY004  # the definition is wrong
        place = inner
    if name in place:
        raise ValueError(f"{field.key}: {field.path} is taken")
    place[name] = value

"""formtools' storage over a sealed sheet: canonical answers in the database, POST-shaped data for the forms."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from formtools.wizard.storage.base import BaseStorage

from applications.answers import forms
from applications.answers.sheets import Contents
from procedures.language.schema import Form

type Keep = Callable[[Contents, str], None]


class SheetStorage(BaseStorage):
    """Nothing lives in the session: every change goes through `keep`, which writes it or raises Stale."""

    def __init__(self, prefix: str, request: HttpRequest, file_storage: Any = None) -> None:
        super().__init__(prefix, request, file_storage)
        self.init_data()

    def load(self, form: Form, contents: Contents, *, keep: Keep) -> None:
        self.form, self.contents, self._keep = form, contents, keep

    def reset(self) -> None:
        """A draft ends by filing or expiry, never because a wizard was shown again."""

    def get_step_data(self, step: str) -> MultiValueDict[str, str] | None:
        """As a browser would post it: what was typed, or the answers; None for a step nobody has touched."""
        if step in self.contents.typed:
            return MultiValueDict(self.contents.typed[step])
        if step not in self.contents.changed:
            return None
        return MultiValueDict(forms.posted(self.form, self.form.step(step), self.contents.answers, prefix=step))

    def set_step_data(self, step: str, cleaned_data: Mapping[str, Any]) -> None:
        """The step is valid: its canonical answers take the place of what was there."""
        self._keep(self.contents.with_answers(step, cleaned_data, replacing=keys_of(self.form, step)), step)

    def set_step_typed(self, step: str, posted: Mapping[str, list[str]], *, left: bool) -> None:
        """The step is not valid, or was left: the strings are kept as they are."""
        replacing = keys_of(self.form, step)
        self._keep(self.contents.with_typed(step, posted, replacing=replacing, left=left), step)


def keys_of(form: Form, step: str) -> frozenset[str]:
    return frozenset(field.key for field in form.step(step).fields) - form.fixed

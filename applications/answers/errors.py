"""What can go wrong with a sheet of answers."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from applications.answers.sheets import Contents


class AnswersError(Exception):
    """Base of this room's errors."""


class Stale(AnswersError):
    """The sheet changed after the reader saw it; nothing was written. Carries what it holds now."""

    def __init__(self, *, revision: int, contents: "Contents") -> None:
        super().__init__(_("These answers were changed somewhere else. Look at both versions and choose one."))
        self.facts = {"revision": revision}
        self.revision = revision
        self.contents = contents


class NoSuchStep(AnswersError):
    """The form has no such step, or it is not asked with these answers."""

    def __init__(self) -> None:
        super().__init__(_("This form has no such step."))

"""What can go wrong with a sheet of answers."""

from django.utils.translation import gettext_lazy as _


class AnswersError(Exception):
    """Base of this room's errors."""

    code = "AnswersError"


class NoSuchStep(AnswersError):
    """The form has no such step, or it is not asked with these answers."""

    code = "NoSuchStep"

    def __init__(self) -> None:
        super().__init__(_("This form has no such step."))

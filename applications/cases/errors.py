"""What can go wrong with a case."""

from django.utils.translation import gettext_lazy as _


class CaseError(Exception):
    """Base of this room's errors."""

    code = "CaseError"


class Unexplained(CaseError):
    """The table of statuses has no row for this news: the message waits until it has one."""

    code = "Unexplained"


class NotWaitedFor(CaseError):
    """No copy of this thing can be sent: it is an appearance, or the case ended."""

    code = "NotWaitedFor"

    def __init__(self) -> None:
        super().__init__(_("The office does not wait for a file here any more, or asks you to come in person."))

"""What can be refused here; each error says to the person what to do."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class FindingError(Exception):
    """Base of this room's errors."""

    code = "FindingError"
    sentence: Promise | str = _("This outcome cannot be kept.")

    def __str__(self) -> str:
        return str(self.sentence)


class NotAtTheEnd(FindingError):
    """The answers lead to a question, not to an outcome."""

    code = "NotAtTheEnd"
    sentence = _("There are questions left. Answer them, then keep the outcome.")


class KeptEnough(FindingError):
    """Nobody needs more of them, and each is a row with a key."""

    code = "KeptEnough"
    sentence = _("You keep 50 outcomes already. Delete one that you do not need.")

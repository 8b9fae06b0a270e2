"""What can go wrong with a hand-over; each error says to the person what to do."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _


class HandOverError(Exception):
    """Base of this room's errors; its text is a sentence for the person."""

    code = "HandOverError"
    sentence: Promise | str = _("This cannot be done with the hand-over in its present state.")

    def __str__(self) -> str:
        return str(self.sentence)

    @property
    def facts(self) -> Mapping[str, Any]:
        return {}


class HandOverCannotMove(HandOverError):
    """It has ended."""

    code = "HandOverCannotMove"
    sentence = _("This cannot be done any more: the hand-over has ended. Open the page again.")


class NobodyToHandTo(HandOverError):
    """The owner filed for themselves, or for an adult whom they still represent."""

    code = "NobodyToHandTo"
    sentence = _("Only an application that was begun for a child is handed over, and only once the child is of age.")


class BirthdayUnknown(HandOverError):
    """No day of birth is known, or only its year."""

    code = "BirthdayUnknown"
    sentence = _(
        "The application says no full date of birth, so nobody can know here whether the person is of age. "
        "Answer that question first. Of an application that is at the office already, it cannot be added."
    )


class NotOfAgeYet(HandOverError):
    """The 18th birthday is still to come."""

    code = "NotOfAgeYet"

    def __init__(self, day: date) -> None:
        super().__init__(day)
        self.day = day

    def __str__(self) -> str:
        text = gettext("Until %(day)s you sign and act for the child. From that day on you can hand it over.")
        return text % {"day": date_format(self.day, "j E Y")}

    @property
    def facts(self) -> Mapping[str, Any]:
        return {"of_age_on": self.day.isoformat()}


class BeingFiled(HandOverError):
    """It was signed while the child was a minor, and is filed in a moment."""

    code = "BeingFiled"
    sentence = _("The application is signed and is being filed just now. Hand it over when you have its receipt.")


class NothingToHandOver(HandOverError):
    """The draft was deleted, or the case has ended and can be read by nobody."""

    code = "NothingToHandOver"
    sentence = _("Nothing of this application is left that could be handed over.")


class OwnAddress(HandOverError):
    """The link would go to who sends it."""

    code = "OwnAddress"
    sentence = _("This is the address of your own account. Write that of the person whom the application is for.")


class HandOverIsOpen(HandOverError):
    """A link is on its way, and works."""

    code = "HandOverIsOpen"
    sentence = _("You already sent a link. Take it back before you send another one.")


class TooManyHandOvers(HandOverError):
    """So many links in one day look like a mistake, or like abuse of somebody's address."""

    code = "TooManyHandOvers"
    sentence = _("Too many links were made today. Wait until tomorrow.")


class UnknownHandOver(HandOverError):
    """There never was such a link."""

    code = "UnknownHandOver"
    sentence = _("This link is not valid. Ask the person who sent it to you for a new one.")


class HandOverEnded(HandOverError):
    """The link was good once."""

    code = "HandOverEnded"
    sentence = _(
        "This link has ended: it was used, refused or taken back, or its time is over. If the application was not "
        "handed over to you, ask the person who sent the link for a new one."
    )


class AnotherAddress(HandOverError):
    """Who is signed in is not whom the link was sent to: a link that was passed on opens nothing."""

    code = "AnotherAddress"
    sentence = _(
        "This link was sent to another e-mail address than that of your account. Sign in with the account of the "
        "address where the mail came, or ask for a link to your address."
    )


class BornDiffers(HandOverError):
    """The day of birth is not that of the application; `left` tries remain."""

    code = "BornDiffers"

    def __init__(self, left: int) -> None:
        super().__init__(left)
        self.left = left

    def __str__(self) -> str:
        if not self.left:
            return gettext(
                "The date of birth does not match the application. There were too many tries: the link has ended. "
                "Ask the person who sent it for a new one."
            )
        text = ngettext(
            "The date of birth does not match the application. You can try %(count)d more time.",
            "The date of birth does not match the application. You can try %(count)d more times.",
            self.left,
        )
        return text % {"count": self.left}

    @property
    def facts(self) -> Mapping[str, Any]:
        return {"left": self.left}


class ReceiverHasDraft(HandOverError):
    """One person has one open draft of a procedure: whose account it would go to has one already."""

    code = "ReceiverHasDraft"
    sentence = _(
        "You already have a draft of the same application in your account, and there can be only one. File it or "
        "delete it, then open this link again."
    )

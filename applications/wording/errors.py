"""What can go wrong with wording; each error says to the person what to do."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class WordingError(Exception):
    """Base of this room's errors; its text is a sentence for the person."""

    code = "WordingError"
    sentence: Promise | str = _("This cannot be done with the text in its present state.")

    def __str__(self) -> str:
        return str(self.sentence)


class WordingCannotMove(WordingError):
    """No way leads from the state to the wanted one."""

    code = "WordingCannotMove"
    sentence = _("This cannot be done any more: it was decided already. Open the page again.")


class NothingToWrite(WordingError):
    """No text was chosen, or there is none."""

    code = "NothingToWrite"
    sentence = _("Choose at least one text. Only what you wrote in your own words can be sent.")


class TextsChanged(WordingError):
    """What the decision was made over is not what stands there now."""

    code = "TextsChanged"
    sentence = _("Something changed meanwhile. Look at the texts again.")


class OwnWordsChanged(WordingError):
    """The Polish belongs to words that stand in the draft no longer."""

    code = "OwnWordsChanged"
    sentence = _(
        "You changed your own words, or took the question out, after you had asked. The Polish text may not fit any "
        "more: leave it, and ask again."
    )


class AskedAlready(WordingError):
    """The same person was asked, and their link still works."""

    code = "AskedAlready"
    sentence = _("You already asked this person. Send the link again, or take the request back first.")


class TooManyWordingLinks(WordingError):
    """So many links in one day look like a mistake, or like abuse of somebody's address."""

    code = "TooManyWordingLinks"
    sentence = _("Too many links were made today. Wait until tomorrow.")


class UnknownWordingLink(WordingError):
    """No such link, or its request was taken back."""

    code = "UnknownWordingLink"
    sentence = _("This link is not valid, or the texts are not needed any more. Ask the person who sent it to you.")


class WordingLinkEnded(WordingError):
    """The link was good once."""

    code = "WordingLinkEnded"
    sentence = _("This link has ended. If the texts are still needed, ask the person for a new link.")


class PolishRefused(WordingError):
    """The Polish text cannot be filed as it is; the sentence says why."""

    code = "PolishRefused"

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.sentence = sentence


class MachineOff(WordingError):
    """This portal has no machine translation."""

    code = "MachineOff"
    sentence = _("This portal translates nothing by machine.")


class MachineUnavailable(WordingError):
    """The service does not answer, or gave nothing of use."""

    code = "MachineUnavailable"
    sentence = _(
        "The translation service does not answer now. Nothing you wrote is lost: try again later, write the Polish "
        "yourself, or ask somebody you trust."
    )

"""What can go wrong with an annex; each error says to the person what to do."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications.annexes.states import AnnexState
from procedures.language.schema import Field, Step


class AnnexError(Exception):
    """Base of this room's errors; its text is a sentence for the person."""

    code = "AnnexError"
    sentence: Promise | str = _("This cannot be done with the annex in its present state.")

    def __str__(self) -> str:
        return str(self.sentence)


class AnnexCannotMove(AnnexError):
    """No way leads from the state of the annex to the wanted one."""

    code = "AnnexCannotMove"

    def __init__(self, state: AnnexState, target: AnnexState) -> None:
        super().__init__()
        self.state, self.target = state, target


class NoSuchAnnex(AnnexError):
    """The application has no such annex, with the answers as they are."""

    code = "NoSuchAnnex"
    sentence = _("This application does not need such an annex.")


class NotReady(AnnexError):
    """The annex starts from answers of the application that are still missing."""

    code = "NotReady"
    sentence = _("The annex starts from your own data. Answer these questions of your application first.")

    def __init__(self, missing: Sequence[Field]) -> None:
        super().__init__()
        self.missing = tuple(missing)


class AlreadyAsked(AnnexError):
    """The same person was asked for the same annex."""

    code = "AlreadyAsked"
    sentence = _("You already asked this person. Send the link again instead.")


class AskedEnough(AnnexError):
    """The form admits no more annexes of this kind, say because there is one host."""

    code = "AskedEnough"
    sentence = _(
        "The form takes no further annex of this kind. To ask somebody else, change the address of who you asked, or "
        "stop asking them first."
    )


class AlreadySigned(AnnexError):
    """Signed over data that still stand: there is nothing to ask again, and nothing to change."""

    code = "AlreadySigned"
    sentence = _("This annex is signed already.")


class NotSignedYet(AnnexError):
    """Only what is signed can be opened for a correction: anything else can be corrected as it is."""

    code = "NotSignedYet"
    sentence = _("This annex is not signed yet. What is wrong in it can be corrected before it is signed.")


class TooManyLinks(AnnexError):
    """So many mails in one day look like a mistake, or like abuse of somebody's address."""

    code = "TooManyLinks"
    sentence = _("Too many links were sent today. Wait until tomorrow, or ask the person to look for the mail.")


class TooManySigners(AnnexError):
    """No entity is represented by so many together."""

    code = "TooManySigners"
    sentence = _("At most five people can sign with you.")


class NobodySigns(AnnexError):
    """Who filled it in does not sign, and named nobody who does."""

    code = "NobodySigns"
    sentence = _("Write the address of at least one person who signs.")


class SignedByThemAlready(AnnexError):
    """Who signed once already does not sign for somebody else, too."""

    code = "SignedByThemAlready"
    sentence = _("You signed this annex already. Now somebody else has to sign it.")


class MaybeTheSamePerson(AnnexError):
    """The certificates have no numbers that tell two people of one name apart."""

    code = "MaybeTheSamePerson"
    sentence = _(
        "Somebody with the same name signed this annex already, and your signature does not show that you are another "
        "person. If you are, sign with a signature that states your PESEL. Otherwise somebody else has to sign."
    )


class UnknownLink(AnnexError):
    """No such link, or it was replaced."""

    code = "UnknownLink"
    sentence = _(
        "This link is not valid, or the application is filed already and nothing more is needed. "
        "If you still have to fill in the annex, open the newest mail about it, or ask the applicant for a new link."
    )


class LinkEnded(AnnexError):
    """The link was good once: it expired, or the applicant needs the annex no longer."""

    code = "LinkEnded"
    sentence = _("This link has ended. If the annex is still needed, ask the applicant to send you a new link.")


class NotComplete(AnnexError):
    """Steps of the annex are not finished."""

    code = "NotComplete"
    sentence = _("Some questions are not answered yet. Answer them before you sign.")

    def __init__(self, steps: Sequence[Step]) -> None:
        super().__init__()
        self.steps = tuple(steps)


class ChangedMeanwhile(AnnexError):
    """What was signed is not what stands here now: the applicant or a colleague changed something."""

    code = "ChangedMeanwhile"
    sentence = _("The data changed while you were signing. Check the annex again and sign it anew.")

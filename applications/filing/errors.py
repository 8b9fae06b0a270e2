"""What can go wrong on the way to the receipt."""

from collections.abc import Sequence

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.annexes.own.filling import Filling
from applications.filing.states import SubmissionState
from jobs.errors import Later
from writing.listing import listed


class FilingError(Exception):
    """Base of this room's errors."""

    code = "FilingError"


class InstructionNotConfirmed(FilingError):
    """The instruction on rights was not confirmed in its present text (art. 7(4))."""

    code = "InstructionNotConfirmed"

    def __init__(self) -> None:
        super().__init__(_("Read the instruction on your rights and confirm it before you sign."))


class AnnexesNotReady(FilingError):
    """An annex is missing, unsigned, or signed over data that have changed since."""

    code = "AnnexesNotReady"

    def __init__(self, keys: Sequence[str]) -> None:
        super().__init__(
            _("An annex is missing or out of date. It must be signed before you can sign the application.")
        )
        self.keys = tuple(keys)


class OwnAnnexesIncomplete(FilingError):
    """An annex that the applicant fills in themselves is not complete, or its form was replaced; `facts` name it."""

    code = "OwnAnnexesIncomplete"

    def __init__(self, annexes: Sequence[Filling]) -> None:
        former = [annex for annex in annexes if annex.is_outdated]
        text = _("A newer form takes the place of the one you filled in. Look at it and move to it: %(annexes)s")
        unfinished = _("Before you sign, fill in: %(annexes)s")
        titles = listed(gettext(annex.form.title) for annex in former or annexes)
        super().__init__((text if former else unfinished) % {"annexes": titles})
        unanswered = {annex.key: [step.key for step in annex.unfinished] for annex in annexes}
        outdated = {"outdated": [annex.key for annex in former]} if former else {}
        self.facts = {"annexes": unanswered, **outdated}


class NotPrepared(FilingError):
    """There is nothing to sign yet, or the answers changed since."""

    code = "NotPrepared"

    def __init__(self) -> None:
        super().__init__(
            _(
                "The answers changed after you went to sign, so that signature does not count. "
                "Check them and sign again."
            )
        )


class SubmissionCannotMove(NotPrepared):
    """No way leads from the state of the submission to the wanted one."""

    code = "SubmissionCannotMove"

    def __init__(self, state: SubmissionState, target: SubmissionState) -> None:
        super().__init__()
        self.state, self.target = state, target


class AlreadyFiled(FilingError):
    """The application was filed before; its receipt stands."""

    code = "AlreadyFiled"

    def __init__(self) -> None:
        super().__init__(_("This application is already filed. The receipt shows when."))


class NoAuthority(FilingError):
    """The answers do not say yet which office decides."""

    code = "NoAuthority"

    def __init__(self, questions: Sequence[str] = ()) -> None:
        text = _("Answer this first, for it decides which office receives the application: %(questions)s")
        unsaid = _("Your answers do not say yet which office decides.")
        super().__init__(text % {"questions": listed(questions)} if questions else unsaid)


class AnswersWouldBeRefused(FilingError):
    """The register would refuse the answers by its own schema; entry ought to have said so at the field."""

    code = "AnswersWouldBeRefused"

    def __init__(self) -> None:
        super().__init__(
            _(
                "The office's system does not take these answers as they are written, so there is nothing to sign yet. "
                "Nothing you wrote is lost. Write your answers again without unusual signs, or tell us about it."
            )
        )


class FilesBeingChecked(FilingError, Later):
    """A file of a filed application could not be checked yet; its key must not be destroyed before: try later."""

    code = "FilesBeingChecked"

"""What can go wrong with a file a person hands in."""

from applications.uploads.refusals import REFUSALS
from applications.uploads.states import UploadState
from jobs.errors import Unavailable


class UploadsError(Exception):
    """Base of this room's errors."""


class FileRefused(UploadsError):
    """Refused before it was taken in; `refusal` is a key of `refusals.REFUSALS`, the text says what to do."""

    code = "FileRefused"

    def __init__(self, refusal: str) -> None:
        told = REFUSALS[refusal]
        super().__init__(f"{told.wrong} {told.remedy}")
        self.refusal = refusal


class NotAccepted(UploadsError):
    """The content of a file that has not passed the gate is handed to nobody."""

    code = "NotAccepted"


class UploadCannotMove(UploadsError):
    """The gate has answered before, and answers once."""

    def __init__(self, state: UploadState, target: UploadState) -> None:
        super().__init__(f"{state} does not become {target}")
        self.state, self.target = state, target


class ScannerDown(UploadsError, Unavailable):
    """A virus scanner is configured and does not answer: nothing is accepted until it does."""


class SignaturesOld(ScannerDown):
    """It answers and does not know the viruses of today: as good as none."""

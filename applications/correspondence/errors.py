"""What can go wrong with a question to the office."""


class CorrespondenceError(Exception):
    """Base of this room's errors."""

    code = "CorrespondenceError"


class ThreadClosed(CorrespondenceError):
    """Questions can be asked from the filing to the end of the case."""

    code = "ThreadClosed"

"""What an officer is told when something can't be done."""


class RegisterError(Exception):
    """Base of the register's errors; the text is shown to the officer."""


class NotFound(RegisterError):
    """There is no such record or message."""


class ActionNotPossible(RegisterError):
    """The action does not fit the record, or something is missing in it."""

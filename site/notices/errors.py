"""Why a mail did not leave; none of them repeats what a server said, which names the address."""

from jobs.errors import Later, Unavailable


class NoticesError(Exception):
    """Base of this room's errors."""


class Undeliverable(NoticesError):
    """Nobody can ever deliver it."""


class ServerAway(NoticesError, Unavailable):
    """The mail server does not answer, or takes nothing from us."""


class RecipientBusy(NoticesError, Later):
    """The server says «later» of this recipient."""


class MailRefused(NoticesError):
    """The server refuses this mail, not its recipient: a person has to look."""

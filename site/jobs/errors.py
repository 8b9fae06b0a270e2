"""What work may raise to say that it is not at fault: something it needs is away."""

from functools import cache

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.utils.module_loading import import_string

type Errors = tuple[type[BaseException], ...]

# The data is missing or of another kind: no machine is away
OWN_FAULTS: Errors = (FileNotFoundError, FileExistsError, IsADirectoryError, NotADirectoryError)


class Unavailable(Exception):
    """A service that the whole queue needs does not answer: the row waits and is never set aside."""


class Later(Unavailable):
    """This row alone has to wait for something; the queue's other rows need it not."""


def is_away(error: BaseException) -> bool:
    """Whether the work is to wait for somebody else, however often: database, storage, network, a room's service."""
    if isinstance(error, OWN_FAULTS):
        return False
    return isinstance(error, (Unavailable, OperationalError, InterfaceError, OSError, *_of_clients()))


@cache
def _of_clients() -> Errors:
    """What the clients of outside services raise, where these are no children of OSError."""
    return tuple(import_string(path) for path in settings.JOBS_AWAY)

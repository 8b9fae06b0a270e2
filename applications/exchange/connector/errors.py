"""What can go wrong in the government half; each child asks for a different reaction."""


class GovError(Exception):
    """Base of this half's errors; texts name reasons, never contents."""


class Alarm(GovError):
    """The stream contradicts itself: stop, and call a person."""


class Unavailable(GovError):
    """Not now: try again later."""


class Refused(GovError):
    """This message can't be applied as it is: a person must look."""


class Unreadable(GovError):
    """Half-made or damaged in the spool: it is set aside there, and asked for again."""


class Misnamed(Unreadable):
    """A message under another one's name."""


class Damaged(GovError):
    """The portal could not give a message whole: the others go on, and it is asked for again."""

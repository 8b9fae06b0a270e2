"""What can go wrong in the government half; each child asks for a different reaction."""


class GovError(Exception):
    """Base of this half's errors; texts name reasons, never contents."""


class Alarm(GovError):
    """The stream contradicts itself: stop, and call a person."""


class Unavailable(GovError):
    """Not now: try again later."""


class Refused(GovError):
    """This message can't be applied as it is: a person must look."""

"""What can go wrong in the portal half; each child asks for a different reaction."""


class ExchangeError(Exception):
    """Base of this room's errors."""


class AlreadyQueued(ExchangeError):
    """The message is in the outbox: its parts can't change any more."""


class NothingToSend(ExchangeError):
    """No part was stored under this message id."""


class WouldBeRefused(ExchangeError):
    """The register would refuse it, by its own schema: nothing is queued. The text names a place, never a value."""


class CallerRefused(ExchangeError):
    """The caller of `/gov/v1/` is not who may call, or did not sign this request."""

    code = "Refused"  # of the contract, as in `protocol.errors`


class Conflict(ExchangeError):
    """What arrives contradicts what is stored: the connector must stop and raise an alarm."""

    code = "Conflict"

"""What can be wrong with something that came over the wire."""


class ProtocolError(Exception):
    """Base of the protocol's errors; the text names a reason, never a value from the message.

    `code` is what the other side is told: a word of the contract, whatever the class is called.
    """

    code = "ProtocolError"


class Malformed(ProtocolError):
    """Not what the protocol says: wrong shape, too large, too deep, an unknown kind."""

    code = "Malformed"


class SignatureInvalid(ProtocolError):
    """A signature is missing, wrong, too old, or does not cover what it must."""

    code = "SignatureInvalid"


class ChainBroken(ProtocolError):
    """A number or a hash does not follow its predecessor: something was lost, doubled or changed."""

    code = "ChainBroken"


class CannotOpen(ProtocolError):
    """The sealed bytes are for another key, another place, or were changed."""

    code = "CannotOpen"

"""What can go wrong with sealed data."""


class SealingError(Exception):
    """Base of this package's errors."""


class KeyDestroyed(SealingError):
    """The data key is gone: what it sealed can never be read again."""


class SealBroken(SealingError):
    """The sealed bytes were changed, or belong to another context or key."""

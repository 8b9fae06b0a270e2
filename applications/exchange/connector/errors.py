"""What can go wrong in the connector by itself; what a backend says is in `protocol.backend`."""


class ConnectorError(Exception):
    """Base of the connector's errors; texts name reasons, never contents."""


class Alarm(ConnectorError):
    """The stream contradicts itself: stop, and call a person."""


class Unreadable(ConnectorError):
    """Half-made or damaged in the spool: it is set aside there, and asked for again."""


class Misnamed(Unreadable):
    """A message under another one's name."""


class Damaged(ConnectorError):
    """The portal could not give a message whole: the others go on, and it is asked for again."""


class WrongBackend(ConnectorError):
    """The environment names no backend, or one that is not there: the importer does not start."""

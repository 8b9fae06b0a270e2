"""Every process of the portal hears of a change as it is committed, on a connection of its own; nobody has to ask."""

import logging
import os
import select
import time
from collections.abc import Callable
from threading import Lock
from typing import Any

from django.db import Error, connections
from psycopg import Error as DriverError
from psycopg import sql

log = logging.getLogger(__name__)
CHANNEL = "published"
RETRY_SECONDS = 5
CONNECT_SECONDS = 2  # requests wait for it


class Listener:
    """Counts what it hears. It looks when it is asked, so it needs no thread; a fork makes a connection of its own."""

    def __init__(self, connect: Callable[[], Any]) -> None:
        self._connect, self._lock = connect, Lock()
        self._connection: Any = None
        self._poll: Any = None
        self._process, self._heard, self._next_try = 0, 0, 0.0

    def state(self) -> int | None:
        """Another number after each change; None while nobody would tell us, so that nothing may be kept."""
        with self._lock:
            if self._process != os.getpid():
                self._process, self._connection, self._next_try = os.getpid(), None, 0.0
            if self._connection is None and not self._listens():
                return None
            try:
                self._hear()
            except (DriverError, OSError):
                self.stop()
                return None
            return self._heard

    def stop(self) -> None:
        """What changes from now on is not heard: what was kept until now counts no longer."""
        if self._connection is not None:
            self._connection.close()
        self._connection, self._heard = None, self._heard + 1

    def _listens(self) -> bool:
        if time.monotonic() < self._next_try:
            return False
        self._next_try = time.monotonic() + RETRY_SECONDS
        try:
            made = self._connect()
            made.execute(sql.SQL("LISTEN {}").format(sql.Identifier(CHANNEL)))
        except (Error, DriverError, OSError) as error:
            log.warning("Nothing is kept: changes of pages are not heard (%s)", type(error).__name__)
            return False
        self._connection, self._poll = made, select.poll()
        self._poll.register(self._connection.fileno(), select.POLLIN)
        self._heard += 1
        return True

    def _hear(self) -> None:
        """A look at the socket costs a few microseconds; only what waits there is read."""
        while self._poll.poll(0):
            self._heard += sum(1 for _each in self._connection.notifies(timeout=0)) or 1


def own_connection() -> Any:
    """The driver's, to the database of the portal, outside of every request and transaction."""
    wrapper = connections.create_connection("default")
    wrapper.settings_dict = {
        **wrapper.settings_dict,
        "OPTIONS": {**wrapper.settings_dict["OPTIONS"], "connect_timeout": CONNECT_SECONDS},
    }
    wrapper.connect()
    return wrapper.connection


listener = Listener(own_connection)
state = listener.state

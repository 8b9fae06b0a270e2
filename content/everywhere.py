"""What stands on every page, alerts and menus: read once a process, and again when something published changed."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import Error
from django.utils import timezone
from django.utils.translation import get_language

from content import alerts, menus
from content.alerts import KnownAlert
from content.menus import KnownMenu
from freshness import hearing

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Everywhere:
    """Of all languages."""

    alerts: tuple[KnownAlert, ...] = ()
    menus: tuple[KnownMenu, ...] = ()


class EverywhereMemory:
    """What was read at a state of what is published; at any other state it is read anew."""

    def __init__(self) -> None:
        self.heard: int | None = None
        self.read = Everywhere()

    def now(self) -> Everywhere:
        """A page that says why the portal is down is shown without them: it has no database to ask."""
        heard = hearing.state()
        if heard is not None and heard == self.heard:
            return self.read
        try:
            read = Everywhere(alerts=_read(alerts.read), menus=_read(menus.read))
        except Error as error:
            log.warning("Alerts and menus were not read (%s)", type(error).__name__)
            return Everywhere()
        self.heard, self.read = heard, read
        return read


def _read[Known](part: Callable[[], tuple[Known, ...]]) -> tuple[Known, ...]:
    """What cannot be read is missing on the pages, and takes none of them away."""
    try:
        return part()
    except Error:
        raise
    except Exception:
        log.exception("%s: a row cannot be read; no page has any until somebody mends it", part.__module__)
        return ()


memory = EverywhereMemory()


def alerts_on(topics: Iterable[UUID] = ()) -> list[KnownAlert]:
    """On a page of these topics, in the current language."""
    known = memory.now().alerts
    return alerts.shown(known, language=get_language() or "", topics=topics, moment=timezone.now())


def menu(language: str) -> dict[str, KnownMenu]:
    """By place; without those that editors did not make."""
    return menus.of(memory.now().menus, language)


def seconds_of_alerts(at_most: int) -> int:
    """How long a cache may keep a page: not past the hour at which an alert begins or ends."""
    left = alerts.seconds_until_change(memory.now().alerts, timezone.now())
    return at_most if left is None else max(0, min(at_most, int(left)))

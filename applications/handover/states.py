"""Where a hand-over can be, and where it can go from there: it is open once, and each end is for good."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.badges import Badge


class HandOverState(models.TextChoices):
    OPEN = "open", _("Waiting for the other person")
    ACCEPTED = "accepted", _("Taken over")
    REFUSED = "refused", _("Refused by the other person")
    WITHDRAWN = "withdrawn", _("Taken back")
    EXPIRED = "expired", _("The link has ended")
    LOCKED = "locked", _("Stopped: the day of birth was wrong too often")
    OVER = "over", _("No longer needed")  # the draft was deleted or expired, or the case has ended


TRANSITIONS: Mapping[HandOverState, frozenset[HandOverState]] = {
    HandOverState.OPEN: frozenset(HandOverState) - {HandOverState.OPEN},
    HandOverState.ACCEPTED: frozenset(),
    HandOverState.REFUSED: frozenset(),
    HandOverState.WITHDRAWN: frozenset(),
    HandOverState.EXPIRED: frozenset(),
    HandOverState.LOCKED: frozenset(),
    HandOverState.OVER: frozenset(),
}
BADGES: Mapping[str, Badge] = {
    HandOverState.OPEN: Badge(kind="wait", icon="clock", text=HandOverState.OPEN.label),
    HandOverState.ACCEPTED: Badge(kind="done", icon="done", text=HandOverState.ACCEPTED.label),
    HandOverState.REFUSED: Badge(kind="act", icon="stop", text=HandOverState.REFUSED.label),
    HandOverState.WITHDRAWN: Badge(kind="", icon="stop", text=HandOverState.WITHDRAWN.label),
    HandOverState.EXPIRED: Badge(kind="act", icon="clock", text=HandOverState.EXPIRED.label),
    HandOverState.LOCKED: Badge(kind="act", icon="stop", text=HandOverState.LOCKED.label),
    HandOverState.OVER: Badge(kind="", icon="stop", text=HandOverState.OVER.label),
}


def may(source: HandOverState, target: HandOverState) -> bool:
    return target in TRANSITIONS[source]

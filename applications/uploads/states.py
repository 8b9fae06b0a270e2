"""Where a file somebody handed in can be: the gate answers once, for good."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.badges import Badge


class State(models.TextChoices):
    RECEIVED = "received", _("Being checked")
    ACCEPTED = "accepted", _("Accepted")
    REFUSED = "refused", _("Refused")


TRANSITIONS: Mapping[State, frozenset[State]] = {
    State.RECEIVED: frozenset({State.ACCEPTED, State.REFUSED}),
    State.ACCEPTED: frozenset(),
    State.REFUSED: frozenset(),
}
BADGES: Mapping[State, Badge] = {
    State.RECEIVED: Badge(kind="wait", icon="clock", text=State.RECEIVED.label),
    State.ACCEPTED: Badge(kind="done", icon="done", text=State.ACCEPTED.label),
    State.REFUSED: Badge(kind="act", icon="stop", text=State.REFUSED.label),
}


def may(source: State, target: State) -> bool:
    return target in TRANSITIONS[source]

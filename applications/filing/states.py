"""Where a frozen version of an application can be, and where it can go from there."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    PREPARED = "prepared", _("Ready to be signed")
    SIGNED = "signed", _("Signed, being filed")
    FILED = "filed", _("Filed")
    DISCARDED = "discarded", _("Discarded")


TRANSITIONS: Mapping[State, frozenset[State]] = {
    State.PREPARED: frozenset({State.SIGNED, State.DISCARDED}),
    State.SIGNED: frozenset({State.FILED, State.DISCARDED}),
    State.FILED: frozenset(),
    State.DISCARDED: frozenset({State.DISCARDED}),  # twice is once
}


def may(source: State, target: State) -> bool:
    return target in TRANSITIONS[source]

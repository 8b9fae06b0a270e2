"""Where a request to a third party can be, and where it can go from there."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where the request is. Whether it is out of date is computed, see `status`."""

    SENT = "sent", _("Sent")
    OPENED = "opened", _("Opened")
    SIGNED = "signed", _("Signed")
    EXPIRED = "expired", _("Expired")
    ENDED = "ended", _("No longer needed")


# Who is asked again gets a new link: what is filled in goes on where it is, all else begins anew as sent.
# What is sent again may come back signed: the person was away to sign when the link ended.
TRANSITIONS: Mapping[State, frozenset[State]] = {
    State.SENT: frozenset({State.SENT, State.OPENED, State.SIGNED, State.EXPIRED, State.ENDED}),
    State.OPENED: frozenset({State.OPENED, State.SENT, State.SIGNED, State.EXPIRED, State.ENDED}),
    State.SIGNED: frozenset({State.SENT, State.ENDED}),
    State.EXPIRED: frozenset({State.SENT, State.ENDED}),
    State.ENDED: frozenset(),
}
WAITING = frozenset({State.SENT, State.OPENED})


def may(source: State, target: State) -> bool:
    return target in TRANSITIONS[source]

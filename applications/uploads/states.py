"""Where a file somebody handed in can be: the gate answers once, for good."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.badges import Badge


class UploadState(models.TextChoices):
    RECEIVED = "received", _("Being checked")
    ACCEPTED = "accepted", _("Accepted")
    REFUSED = "refused", _("Refused")


TRANSITIONS: Mapping[UploadState, frozenset[UploadState]] = {
    UploadState.RECEIVED: frozenset({UploadState.ACCEPTED, UploadState.REFUSED}),
    UploadState.ACCEPTED: frozenset(),
    UploadState.REFUSED: frozenset(),
}
BADGES: Mapping[UploadState, Badge] = {
    UploadState.RECEIVED: Badge(kind="wait", icon="clock", text=UploadState.RECEIVED.label),
    UploadState.ACCEPTED: Badge(kind="done", icon="done", text=UploadState.ACCEPTED.label),
    UploadState.REFUSED: Badge(kind="act", icon="stop", text=UploadState.REFUSED.label),
}


def may(source: UploadState, target: UploadState) -> bool:
    return target in TRANSITIONS[source]

"""Where an application can be, and where it can go from there (design §4)."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.badges import Badge


class State(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SIGNING = "signing", _("Being signed")
    SIGNED = "signed", _("Signed")
    FILED = "filed", _("Filed")
    TRANSFERRED = "transferred", _("At the office")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    EXPIRED = "expired", _("Deleted")


TRANSITIONS: Mapping[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.SIGNING, State.EXPIRED}),
    State.SIGNING: frozenset({State.SIGNED, State.DRAFT, State.EXPIRED}),
    State.SIGNED: frozenset({State.FILED, State.DRAFT, State.EXPIRED}),
    State.FILED: frozenset({State.TRANSFERRED, State.WITHDRAWN}),
    State.TRANSFERRED: frozenset({State.CLOSED, State.WITHDRAWN}),
    State.CLOSED: frozenset(),
    State.WITHDRAWN: frozenset(),
    State.EXPIRED: frozenset(),
}
BADGES: Mapping[State, Badge] = {
    State.DRAFT: Badge(kind="info", icon="pen", text=State.DRAFT.label),
    State.SIGNING: Badge(kind="act", icon="pen", text=State.SIGNING.label),
    State.SIGNED: Badge(kind="act", icon="pen", text=State.SIGNED.label),
    State.FILED: Badge(kind="info", icon="inbox", text=State.FILED.label),
    State.TRANSFERRED: Badge(kind="info", icon="inbox", text=State.TRANSFERRED.label),
    State.CLOSED: Badge(kind="done", icon="done", text=State.CLOSED.label),
    State.WITHDRAWN: Badge(kind="", icon="stop", text=State.WITHDRAWN.label),
    State.EXPIRED: Badge(kind="", icon="clock", text=State.EXPIRED.label),
}
EDITABLE = frozenset({State.DRAFT, State.SIGNING, State.SIGNED})  # an edit of the last two discards the signatures
KEPT_DAYS = 45  # a draft is deleted 45 days after its last change (art. 225h)
WARNED_AT_DAYS = (30, 40, 44)


def may(source: State, target: State) -> bool:
    return target in TRANSITIONS[source]

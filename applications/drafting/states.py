"""Where an application can be, and where it can go from there (design §4)."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.badges import Badge
from procedures.deadlines import engine


class ApplicationState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SIGNING = "signing", _("Being signed")
    SIGNED = "signed", _("Signed")
    FILED = "filed", _("Filed")
    TRANSFERRED = "transferred", _("At the office")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    EXPIRED = "expired", _("Deleted")


TRANSITIONS: Mapping[ApplicationState, frozenset[ApplicationState]] = {
    ApplicationState.DRAFT: frozenset({ApplicationState.SIGNING, ApplicationState.EXPIRED}),
    ApplicationState.SIGNING: frozenset({ApplicationState.SIGNED, ApplicationState.DRAFT, ApplicationState.EXPIRED}),
    ApplicationState.SIGNED: frozenset({ApplicationState.FILED, ApplicationState.DRAFT, ApplicationState.EXPIRED}),
    ApplicationState.FILED: frozenset({ApplicationState.TRANSFERRED, ApplicationState.WITHDRAWN}),
    ApplicationState.TRANSFERRED: frozenset({ApplicationState.CLOSED, ApplicationState.WITHDRAWN}),
    ApplicationState.CLOSED: frozenset(),
    ApplicationState.WITHDRAWN: frozenset(),
    ApplicationState.EXPIRED: frozenset(),
}
BADGES: Mapping[ApplicationState, Badge] = {
    ApplicationState.DRAFT: Badge(kind="info", icon="pen", text=ApplicationState.DRAFT.label),
    ApplicationState.SIGNING: Badge(kind="act", icon="pen", text=ApplicationState.SIGNING.label),
    ApplicationState.SIGNED: Badge(kind="act", icon="pen", text=ApplicationState.SIGNED.label),
    ApplicationState.FILED: Badge(kind="info", icon="inbox", text=ApplicationState.FILED.label),
    ApplicationState.TRANSFERRED: Badge(kind="info", icon="inbox", text=ApplicationState.TRANSFERRED.label),
    ApplicationState.CLOSED: Badge(kind="done", icon="done", text=ApplicationState.CLOSED.label),
    ApplicationState.WITHDRAWN: Badge(kind="", icon="stop", text=ApplicationState.WITHDRAWN.label),
    ApplicationState.EXPIRED: Badge(kind="", icon="clock", text=ApplicationState.EXPIRED.label),
}
EDITABLE = frozenset(
    {ApplicationState.DRAFT, ApplicationState.SIGNING, ApplicationState.SIGNED}
)  # an edit of the last two discards the signatures
KEPT_DAYS = engine.days_of("draft")  # after its last change a draft is deleted (art. 225h)
WARNED_AT_DAYS = (30, 40, 44)


def may(source: ApplicationState, target: ApplicationState) -> bool:
    return target in TRANSITIONS[source]

"""Where a request for Polish wording can be, and each text of it, and where they can go from there."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.badges import Badge


class RequestState(models.TextChoices):
    OPEN = "open", _("Waiting for the texts")
    EXPIRED = "expired", _("The link has ended")
    WITHDRAWN = "withdrawn", _("Taken back")
    OVER = "over", _("No longer needed")  # the draft was frozen, filed, deleted, or expired


class TextState(models.TextChoices):
    ASKED = "asked", _("Not written yet")
    WRITTEN = "written", _("Look and take over")
    TAKEN = "taken", _("Taken over")
    LEFT = "left", _("Not taken over")


# A link that ended can be sent anew; what was written until then may still be taken over.
REQUESTS: Mapping[RequestState, frozenset[RequestState]] = {
    RequestState.OPEN: frozenset({RequestState.EXPIRED, RequestState.WITHDRAWN, RequestState.OVER}),
    RequestState.EXPIRED: frozenset({RequestState.OPEN, RequestState.WITHDRAWN, RequestState.OVER}),
    RequestState.WITHDRAWN: frozenset(),
    RequestState.OVER: frozenset(),
}
TEXTS: Mapping[TextState, frozenset[TextState]] = {
    TextState.ASKED: frozenset({TextState.WRITTEN}),
    TextState.WRITTEN: frozenset({TextState.WRITTEN, TextState.TAKEN, TextState.LEFT}),
    TextState.TAKEN: frozenset(),
    TextState.LEFT: frozenset(),
}
LIVE = frozenset({RequestState.OPEN, RequestState.EXPIRED})  # all that the applicant still sees
BADGES: Mapping[str, Badge] = {
    TextState.ASKED: Badge(kind="wait", icon="clock", text=TextState.ASKED.label),
    TextState.WRITTEN: Badge(kind="act", icon="pen", text=TextState.WRITTEN.label),
    TextState.TAKEN: Badge(kind="done", icon="done", text=TextState.TAKEN.label),
    TextState.LEFT: Badge(kind="", icon="stop", text=TextState.LEFT.label),
}


def may_request(source: RequestState, target: RequestState) -> bool:
    return target in REQUESTS[source]


def may_text(source: TextState, target: TextState) -> bool:
    return target in TEXTS[source]

"""Where a frozen version of an application can be, and a file that follows it, and where they can go from there."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _


class SubmissionState(models.TextChoices):
    PREPARED = "prepared", _("Ready to be signed")
    SIGNED = "signed", _("Signed, being filed")
    FILED = "filed", _("Filed")
    DISCARDED = "discarded", _("Discarded")


class FollowingState(models.TextChoices):
    CHECKED = "checked", _("Being checked")
    SENT = "sent", _("Passed on to the office")
    REFUSED = "refused", _("Refused")


TRANSITIONS: Mapping[SubmissionState, frozenset[SubmissionState]] = {
    SubmissionState.PREPARED: frozenset({SubmissionState.SIGNED, SubmissionState.DISCARDED}),
    SubmissionState.SIGNED: frozenset({SubmissionState.FILED, SubmissionState.DISCARDED}),
    SubmissionState.FILED: frozenset(),
    SubmissionState.DISCARDED: frozenset({SubmissionState.DISCARDED}),  # twice is once
}


FOLLOWING: Mapping[FollowingState, frozenset[FollowingState]] = {
    FollowingState.CHECKED: frozenset({FollowingState.SENT, FollowingState.REFUSED}),
    FollowingState.SENT: frozenset(),
    FollowingState.REFUSED: frozenset(),
}


def may(source: SubmissionState, target: SubmissionState) -> bool:
    return target in TRANSITIONS[source]

"""Where a request to a third party can be, and where it can go from there."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _


class AnnexState(models.TextChoices):
    """Where the request is. Whether it is out of date is computed, see `status`."""

    SENT = "sent", _("Sent")
    OPENED = "opened", _("Opened")
    PARTLY = "partly", _("Waiting for another signature")
    SIGNED = "signed", _("Signed")
    EXPIRED = "expired", _("Expired")
    ENDED = "ended", _("No longer needed")


# Who is asked again gets a new link: what is filled in goes on where it is, all else begins anew as sent.
# What is sent again may come back signed: the person was away to sign when the link ended.
# Where several sign, one after the other, the first signature freezes it: to change it, all of them are given up.
TRANSITIONS: Mapping[AnnexState, frozenset[AnnexState]] = {
    AnnexState.SENT: frozenset(
        {
            AnnexState.SENT,
            AnnexState.OPENED,
            AnnexState.PARTLY,
            AnnexState.SIGNED,
            AnnexState.EXPIRED,
            AnnexState.ENDED,
        }
    ),
    AnnexState.OPENED: frozenset(
        {
            AnnexState.OPENED,
            AnnexState.SENT,
            AnnexState.PARTLY,
            AnnexState.SIGNED,
            AnnexState.EXPIRED,
            AnnexState.ENDED,
        }
    ),
    AnnexState.PARTLY: frozenset(
        {
            AnnexState.PARTLY,
            AnnexState.SIGNED,
            AnnexState.OPENED,
            AnnexState.SENT,
            AnnexState.EXPIRED,
            AnnexState.ENDED,
        }
    ),
    AnnexState.SIGNED: frozenset({AnnexState.SENT, AnnexState.ENDED}),
    AnnexState.EXPIRED: frozenset({AnnexState.SENT, AnnexState.ENDED}),
    AnnexState.ENDED: frozenset(),
}
FILLABLE = frozenset({AnnexState.SENT, AnnexState.OPENED})
WAITING = FILLABLE | {AnnexState.PARTLY}


def may(source: AnnexState, target: AnnexState) -> bool:
    return target in TRANSITIONS[source]

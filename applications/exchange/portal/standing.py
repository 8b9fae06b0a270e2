"""Where each message of a case stands on its way to the office, as its sender may be told: the outbox's verdicts."""

from collections.abc import Mapping
from uuid import UUID

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications.badges import Badge
from applications.exchange.portal.models import OutboxMessage, Verdict


class MessageStanding(models.TextChoices):
    """Sent is not arrived: what the register has not taken is not at the office."""

    ON_ITS_WAY = "on-its-way", _("On its way to the office")
    ARRIVED = "arrived", _("At the office")
    SET_ASIDE = "set-aside", _("Not at the office yet")
    BEHIND = "behind", _("Waits its turn")
    NOT_TAKEN = "not-taken", _("The office does not have it")

    @property
    def is_stuck(self) -> bool:
        return self in _EXPLAINED

    @property
    def badge(self) -> Badge:
        return BADGES[self]

    @property
    def explained(self) -> str:
        """What it means and what the person can do; nothing while all goes well."""
        return str(_EXPLAINED.get(self, ""))


_EXPLAINED: Mapping[MessageStanding, str | Promise] = {
    MessageStanding.SET_ASIDE: _(
        "The office's system could not take this yet, and an officer is looking into it. You need not send it again "
        "here. If a day that the office set is near, hand it in at the office or send it by post as well."
    ),
    MessageStanding.BEHIND: _(
        "Something you sent before this could not be taken yet, and this waits behind it. You need not send it again "
        "here. If a day that the office set is near, hand it in at the office or send it by post as well."
    ),
    MessageStanding.NOT_TAKEN: _(
        "The office's system did not take this. Send it again, hand it in at the office or send it by post."
    ),
}
BADGES: Mapping[MessageStanding, Badge] = {
    MessageStanding.ON_ITS_WAY: Badge(kind="wait", icon="clock", text=MessageStanding.ON_ITS_WAY.label),
    MessageStanding.ARRIVED: Badge(kind="done", icon="done", text=MessageStanding.ARRIVED.label),
    MessageStanding.SET_ASIDE: Badge(kind="act", icon="warn", text=MessageStanding.SET_ASIDE.label),
    MessageStanding.BEHIND: Badge(kind="act", icon="warn", text=MessageStanding.BEHIND.label),
    MessageStanding.NOT_TAKEN: Badge(kind="act", icon="warn", text=MessageStanding.NOT_TAKEN.label),
}
_SETTLED: Mapping[str, MessageStanding] = {
    Verdict.APPLIED: MessageStanding.ARRIVED,
    Verdict.REJECTED: MessageStanding.NOT_TAKEN,
}


def of(case_id: UUID) -> dict[UUID, MessageStanding]:
    """Every message of the case by its id, in one query. One that is set aside holds up those after it."""
    rows = OutboxMessage.objects.filter(case_id=case_id).order_by("case_seq").values_list("pk", "verdict")
    found: dict[UUID, MessageStanding] = {}
    open_yet = MessageStanding.ON_ITS_WAY
    for pk, verdict in rows:
        if verdict == Verdict.QUARANTINED:
            found[pk], open_yet = MessageStanding.SET_ASIDE, MessageStanding.BEHIND
        else:
            found[pk] = _SETTLED.get(verdict, open_yet)
    return found

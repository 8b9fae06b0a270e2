"""What the receipt page tells: what was passed on, what is still owed, what the register said."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from applications.badges import Badge
from applications.drafting import attachments
from applications.drafting.models import Application
from applications.exchange.portal import standing
from applications.exchange.portal.models import OutboxMessage, Verdict
from applications.exchange.portal.standing import MessageStanding
from applications.filing.models import Following, Submission
from applications.filing.states import FollowingState
from applications.receipts.models import Receipt
from applications.uploads.models import Upload
from procedures.language.schema import Enclosure
from procedures.tables import papers
from procedures.tables.papers import Paper

BADGES: Mapping[FollowingState, Badge] = {
    FollowingState.CHECKED: Badge(kind="wait", icon="clock", text=FollowingState.CHECKED.label),
    FollowingState.SENT: Badge(kind="done", icon="done", text=FollowingState.SENT.label),
    FollowingState.REFUSED: Badge(kind="act", icon="stop", text=FollowingState.REFUSED.label),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A file after the filing: the upload says why it was refused, the outbox whether the office has it."""

    following: Following
    upload: Upload | None
    paper: Paper
    standing: MessageStanding | None = None  # once it is sent: whether the office has it

    @property
    def is_stuck(self) -> bool:
        return self.standing is not None and self.standing.is_stuck

    @property
    def is_waiting(self) -> bool:
        return self.following.is_being_checked

    @property
    def badge(self) -> Badge:
        """Once it is sent: where it is on its way."""
        if self.following.is_sent and self.standing is not None:
            return self.standing.badge
        return BADGES[FollowingState(self.following.state)]


def submission_of(application: Application) -> Submission | None:
    """The live one: prepared, signed or filed."""
    return application.submissions.live().first()


def handed_in_by(receipt: Receipt) -> int | None:
    """A user's number."""
    return Submission.objects.values_list("handed_in_by", flat=True).get(pk=receipt.message_id)


def verdict(receipt: Receipt) -> Verdict | Literal[""]:
    """Empty while the register has not answered."""
    said = OutboxMessage.objects.values_list("verdict", flat=True).get(pk=receipt.message_id)
    return Verdict(said) if said else ""


def owed(application: Application) -> list[Enclosure]:
    """Required documents that neither went with the application nor follow it."""
    followed = application.following.exclude(state=FollowingState.REFUSED).values_list("purpose", flat=True)
    submission = submission_of(application)
    there = set(submission.purposes if submission else ()) | set(followed)
    return [each for each in attachments.wanted(application) if each.purpose not in there]


def follow(application: Application) -> list[Followed]:
    rows = list(application.following.order_by("upload"))
    uploads = {
        each.pk: each for each in Upload.objects.filter(pk__in=[row.upload for row in rows]).select_related("key")
    }
    standings = standing.of(application.pk) if rows else {}
    return [
        Followed(
            following=row,
            upload=uploads.get(row.upload),
            paper=papers.paper(row.purpose),
            standing=standings.get(row.message_id),
        )
        for row in rows
    ]

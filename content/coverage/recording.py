"""The one writer of reviews: who may say that a translation says what the Polish text says, and of which words."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import Translation

from accounts.models import User
from content.coverage import worklist
from content.coverage.models import ReviewRole, SegmentReview
from content.coverage.worklist import WorkText
from content.roles.tasks import LegalReview


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    reviewed: int
    changed: int  # what was shown is another text by now, or somebody else has read it already


def role_of(user: Any, page: Page) -> ReviewRole | None:
    """As whom this person reads a page of this language; None for everybody else."""
    may = page.permissions_for_user(user)
    if may.can_publish():
        return ReviewRole.PUBLISHER
    if LegalReview().is_reviewer(page, user):
        return ReviewRole.LEGAL
    return ReviewRole.TRANSLATOR if may.can_edit() else None


def may_review(user: Any, text: WorkText) -> bool:
    """Nobody approves their own text."""
    return text.waits_for_review and not text.is_typed_by(user)


def record(page: Page, translation: Translation, marks: Collection[str], *, by: User) -> Recorded:
    """Of what was shown, by its marks; words that were changed meanwhile fit no mark, before this and after it."""
    role = role_of(by, page)
    if role is None:
        raise PermissionDenied
    texts = [text for text in worklist.of(page, translation) if text.mark in marks and may_review(by, text)]
    _keep(page, texts, role=role, reviewer=by, at=timezone.now())
    return Recorded(reviewed=len(texts), changed=len(set(marks)) - len(texts))


def record_whole(page: Page, translation: Translation, *, by: User) -> Recorded:
    """Somebody has read the page from its first word to its last."""
    return record(page, translation, {text.mark for text in worklist.of(page, translation)}, by=by)


def record_seed(page: Page, translation: Translation, *, on: date) -> None:
    """What came with the first pages as reviewed."""
    at = timezone.make_aware(datetime.combine(on, time.min))
    texts = [text for text in worklist.of(page, translation) if text.waits_for_review]
    _keep(page, texts, role=ReviewRole.SEED, reviewer=None, at=at)


def _keep(page: Page, texts: Iterable[WorkText], *, role: ReviewRole, reviewer: User | None, at: datetime) -> None:
    """Two who press at once have both read it; the first is remembered."""
    SegmentReview.objects.bulk_create(
        (
            SegmentReview(
                context_id=text.context_id,
                locale_id=page.locale_id,
                source=text.source,
                translation=text.digest,
                role=role,
                reviewer=reviewer,
                reviewed_at=at,
            )
            for text in texts
        ),
        ignore_conflicts=True,
    )

"""Pages that go live and expire at the hour their editors set; one that cannot never stops the others."""

import logging

from django.core.exceptions import ValidationError
from django.db import OperationalError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.log_actions import log as write_in_history
from wagtail.models import Page, Revision

from content import everywhere

log = logging.getLogger(__name__)
REFUSED = "content.schedule.refused"


def to_expire() -> QuerySet[Page]:
    pages: QuerySet[Page] = Page.objects.filter(live=True, expire_at__lte=timezone.now()).order_by("expire_at", "pk")
    return pages


def to_publish() -> QuerySet[Revision]:
    revisions: QuerySet[Revision] = Revision.page_revisions.filter(approved_go_live_at__lte=timezone.now())
    return revisions.order_by("approved_go_live_at", "pk")


def expire(page: Page) -> None:
    """It goes away in any case: where Wagtail cannot take it off, its row does."""
    try:
        with transaction.atomic():
            page.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    except OperationalError:
        raise
    except Exception:
        log.exception("Page %s was taken off without Wagtail", page.pk)
        Page.objects.filter(pk=page.pk).update(
            live=False, expired=True, live_revision=None, has_unpublished_changes=True
        )


def publish(revision: Revision) -> None:
    """What its page's own rules refuse is set aside with the reason; the page stays as readers know it."""
    try:
        with transaction.atomic():
            revision.publish(log_action="wagtail.publish.scheduled")
    except ValidationError as error:
        set_aside(revision, " ".join(error.messages))


def give_up(revision: Revision, error: Exception | None) -> bool:
    """Failed too often: its editors see it where they look, in the history of the page."""
    set_aside(revision, type(error).__name__ if error else "")
    return True


def set_aside(revision: Revision, reason: str) -> None:
    """Tried no more; told in the history of the page, where its editors look."""
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
    log.error("Page %s was not published at its hour", revision.object_id)
    if page := Page.objects.filter(pk=revision.object_id).first():
        write_in_history(instance=page, action=REFUSED, revision=revision, data={"reason": reason})


def seconds_to_keep(page: Page, at_most: int) -> int:
    """How long a cache may keep it: not past the hour at which it expires, or an alert on it begins or ends."""
    at_most = everywhere.seconds_of_alerts(at_most)
    if page.expire_at is None:
        return at_most
    return max(0, min(at_most, int((page.expire_at - timezone.now()).total_seconds())))

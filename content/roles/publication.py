"""Whether somebody may publish a text: never their own, and the law only after a legal reviewer. All ways pass here."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.log_actions import log as write_in_history
from wagtail.models import Page, Revision, TaskState
from wagtail.permissions import policy_registry

from accounts.models import User
from content import translating
from content.proofreading import findings
from content.roles import authorship
from content.roles.law_shown import shows_law

OF_LEGAL_REVIEWERS = {"task__content_type__app_label": "content", "task__content_type__model": "legalreview"}
ALONE = "content.published.alone"
_wagtails_check = PublishPageRevisionAction.check


class MayNotPublish(PermissionDenied):
    """With the reason, in words."""


def connect() -> None:
    """Wagtail has no hook that each of its ways to publish passes, the button of a page and its API among them."""
    PublishPageRevisionAction.check = _check


def reasons_against(page: Page, revision: Revision | None, user: Any) -> list[str]:
    """In words; empty when this person may publish this text, as far as second persons and faults go."""
    authors = authorship.authors(page, revision) if revision is not None else frozenset()
    if not authors or _is_alone(page, authors, user):
        return []
    if user.pk in authors:
        return [_("You changed this text. Somebody else has to publish it.")]
    if refused := findings.refused(revision.as_object()):  # type: ignore[union-attr]  # it has authors
        return [str(each) for each in refused]
    if _lacks_legal_review(page, revision, authors):
        return [_("This page says what the law is. A legal reviewer has to approve the text first: submit it.")]
    return []


def lacks_legal_review(page: Page, revision: Revision) -> bool:
    """Of exactly this text, by who did not write in it."""
    return _lacks_legal_review(page, revision, authorship.authors(page, revision))


def _is_alone(page: Page, authors: frozenset[int], user: Any) -> bool:
    """The one exception: an administrator of a system where no second person could do it. The history says so."""
    if not user.is_superuser or user.pk not in authors:
        return False
    policy = policy_registry.get_by_type(Page)
    others = policy.users_with_permission_for_instance("publish", page).exclude(pk__in=authors)
    return not others.exists()


def _lacks_legal_review(page: Page, revision: Any, authors: frozenset[int]) -> bool:
    """A translation made of strings has reviewers of its own."""
    coming = revision.as_object()
    if not authors or not shows_law(coming) or translating.of(page):
        return False
    words = authorship.text(coming)
    given = TaskState.objects.for_instance(page).filter(
        status=TaskState.STATUS_APPROVED, finished_by__isnull=False, **OF_LEGAL_REVIEWERS
    )
    given = given.exclude(finished_by__in=authors).select_related("revision").order_by("-pk")
    return all(authorship.text_of(state.revision) != words for state in given)


def _check(action: PublishPageRevisionAction, skip_permission_checks: bool = False) -> None:
    _wagtails_check(action, skip_permission_checks=skip_permission_checks)
    user = _who(action)
    if user is None:
        return
    if reasons := reasons_against(action.object, action.revision, user):
        raise MayNotPublish(" ".join(reasons))
    if _is_alone(action.object, authorship.authors(action.object, action.revision), user):
        write_in_history(instance=action.object, action=ALONE, user=user, revision=action.revision)


def _who(action: PublishPageRevisionAction) -> User | None:
    """None for the clock and our own commands. wagtail-localize publishes a page of strings for who saved it."""
    if action.user is not None:
        person: User = action.user
        return person
    if action.revision.approved_go_live_at is not None:  # it was judged when it was scheduled
        return None
    saver: User | None = action.revision.user if translating.of(action.object) else None
    return saver

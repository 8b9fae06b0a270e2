"""Who hears of a page that waits for another editor: its reviewers, and in the end the one who asked. Never by name."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import GroupApprovalTask, TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

from accounts.models import User
from notices import mail

WAITS, ANSWERED = "page-to-review", "page-reviewed"  # the texts, see site/templates/notices
# Wagtail's own mails: sent while the editor waits, with names and titles, and an address in the log when one fails
WAGTAILS = (
    (task_submitted, TaskState, "group_approval_task_submitted_email_notification"),
    (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification"),
    (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification"),
    (workflow_approved, WorkflowState, "workflow_state_approved_email_notification"),
)


def connect() -> None:
    """Once Wagtail has connected its own."""
    for signal, sender, uid in WAGTAILS:
        signal.disconnect(sender=sender, dispatch_uid=uid)
    task_submitted.connect(ask, sender=TaskState, dispatch_uid=WAITS)
    workflow_approved.connect(answer, sender=WorkflowState, dispatch_uid=ANSWERED)
    workflow_rejected.connect(answer, sender=WorkflowState, dispatch_uid=ANSWERED)


def review_by(group: Group) -> None:
    """Wagtail's own group of moderators has no members, and would be asked in vain."""
    for task in GroupApprovalTask.objects.filter(groups__name="Moderators"):
        task.groups.add(group)


def ask(instance: TaskState, user: User | None = None, **kwargs: Any) -> None:
    reviewers = User.objects.filter(groups__in=instance.task.specific.groups.all(), is_active=True).distinct()
    tell(reviewers.exclude(pk=user.pk) if user else reviewers, WAITS, instance.workflow_state)


def answer(instance: WorkflowState, user: User | None = None, **kwargs: Any) -> None:
    asked = instance.requested_by
    if asked is not None and asked.is_active and asked != user:
        tell([asked], ANSWERED, instance)


def tell(people: Iterable[User], text: str, state: WorkflowState) -> None:
    link = settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("wagtailadmin_pages:edit", args=[state.object_id])
    for person in people:
        mail.queue(person.email, text, language=person.language, context={"link": link})

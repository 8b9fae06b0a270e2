"""Who hears of a page that waits for another editor: its reviewers, and in the end the one who asked. Never by name."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Page, Task, TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

from accounts.models import User
from content.roles import authorship
from content.roles.tasks import SecondPersonTask
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


def ask(instance: TaskState, user: User | None = None, **kwargs: Any) -> None:
    """The group, but not its members who wrote the text: they may not answer."""
    page = instance.workflow_state.content_object.specific
    authors = authorship.authors(page, instance.revision)
    tell(_reviewers(instance.task.specific, page).exclude(pk__in=authors), WAITS, instance.workflow_state.object_id)


def _reviewers(task: Task, page: Page) -> QuerySet[User]:
    """Of our own steps those of this part of the tree; of a step that administrators made, its groups."""
    if isinstance(task, SecondPersonTask):
        return task.reviewers(page)
    groups = task.groups.all() if isinstance(task, GroupApprovalTask) else ()
    return User.objects.filter(groups__in=groups, is_active=True).distinct()


def answer(instance: WorkflowState, user: User | None = None, **kwargs: Any) -> None:
    asked = instance.requested_by
    if asked is not None and asked.is_active and asked != user:
        tell([asked], ANSWERED, instance.object_id)


def tell(people: Iterable[User], text: str, page: int | str) -> None:
    link = settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("wagtailadmin_pages:edit", args=[page])
    for person in people:
        mail.queue(person.email, text, language=person.language, context={"link": link})

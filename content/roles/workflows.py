"""The two ways to the readers: prose goes to a publisher, law to a legal reviewer and then to a publisher."""

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Page, Task, Workflow, WorkflowPage, WorkflowState, WorkflowTask

from content.roles.tasks import LegalReview, Publication

WAGTAILS_OWN = "Moderators approval"  # the workflow that Wagtail's migrations make


def prose() -> Workflow | None:
    """Found by its steps: administrators may name it as they like."""
    return _active().exclude(workflow_tasks__task__in=LegalReview.objects.all()).first()


def law() -> Workflow | None:
    return _active().filter(workflow_tasks__task__in=LegalReview.objects.all()).first()


@transaction.atomic
def make() -> None:
    """Idempotent; a workflow that administrators chose for a part of the tree stays."""
    with translation.override(settings.LANGUAGE_CODE):  # names that administrators may change
        legal, publication = _task(LegalReview, _("Legal review")), _task(Publication, _("Publication"))
        for_prose = prose() or _workflow(_("Prose"), publication)
        if law() is None:
            _workflow(_("Law"), legal, publication)
    _replace_wagtails(for_prose)


def _active() -> QuerySet[Workflow]:
    found: QuerySet[Workflow] = Workflow.objects.filter(
        active=True, workflow_tasks__task__in=Publication.objects.filter(active=True)
    )
    return found.order_by("pk")


def _task(kind: type[Task], name: str) -> Task:
    task: Task = kind.objects.filter(active=True).order_by("pk").first() or kind.objects.create(name=name)
    return task


def _workflow(name: str, *tasks: Task) -> Workflow:
    workflow: Workflow = Workflow.objects.create(name=name)
    for place, task in enumerate(tasks):
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=place)
    return workflow


def _replace_wagtails(chosen: Workflow) -> None:
    """Once: pages that wait in the old one begin again in the one that is theirs, asked by the same person."""
    root = Page.objects.get(depth=1)
    standing = WorkflowPage.objects.filter(page=root).select_related("workflow").first()
    if standing is not None and standing.workflow.name != WAGTAILS_OWN:
        return
    waiting = list(WorkflowState.objects.filter(workflow=standing.workflow).active()) if standing else []
    WorkflowPage.objects.update_or_create(page=root, defaults={"workflow": chosen})
    for state in waiting:
        _begin_again(state)


def _begin_again(state: WorkflowState) -> None:
    asked = state.requested_by
    state.cancel()
    page = Page.objects.filter(pk=state.object_id).first()
    if page is not None and asked is not None:
        page.specific.get_workflow().start(page.specific, asked)

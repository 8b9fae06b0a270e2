"""The steps of the two workflows: a legal reviewer's word, and the publication by somebody who is not the author."""

from typing import Any, ClassVar

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from wagtail.models import GroupPagePermission, Page, Task, TaskState, WorkflowState

from accounts.models import User
from content.roles import authorship, publication

LAW = "review_law"
LEGAL_RIGHT = "lock_page"  # on a part of the tree; with LAW it makes a legal reviewer of that part, and nothing more


class SecondPersonTask(Task):
    """Done by whoever has the right on this page, and is no author of the change: no list of groups to keep."""

    class Meta:
        abstract = True

    def groups_on(self, page: Page) -> QuerySet[Group]:
        """Whose members do it for this page; a section may have its own."""
        return self._granting(page__in=page.get_ancestors(inclusive=True))

    def reviewers(self, page: Page) -> QuerySet[User]:
        return User.objects.filter(is_active=True, groups__in=self.groups_on(page)).distinct()

    def is_reviewer(self, page: Page, user: Any) -> bool:
        return user.is_active and (user.is_superuser or self.reviewers(page).filter(pk=user.pk).exists())

    def user_can_access_editor(self, obj: Page, user: Any) -> bool:
        return self.is_reviewer(obj, user)

    def locked_for_user(self, obj: Page, user: Any) -> bool:
        return not self.is_reviewer(obj, user)

    def user_can_lock(self, obj: Page, user: Any) -> bool:
        return self.is_reviewer(obj, user)

    def get_actions(self, obj: Page, user: Any) -> list[tuple[str, Any, bool]]:
        if not self.is_reviewer(obj, user):
            return []
        back = [("reject", _("Request changes"), True)]
        if not self.may_approve(obj, user):
            return back
        return [*back, ("approve", _("Approve"), False), ("approve", _("Approve with comment"), True)]

    def may_approve(self, page: Page, user: Any) -> bool:
        """Nobody approves their own text."""
        raise NotImplementedError

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> Any:
        """The text may have changed since the page with the buttons was made."""
        page = task_state.workflow_state.content_object.specific
        if action_name not in {name for name, _label, _asks in self.get_actions(page, user)}:
            raise PermissionDenied
        if action_name == "approve":
            task_state.revision = page.get_latest_revision()  # the text that was read; it may have begun with an older
        return super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> QuerySet[TaskState]:
        states: QuerySet[TaskState] = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        if user.is_superuser:
            return states
        places = GroupPagePermission.objects.filter(group__user=user, group__in=self._granting())
        below = [Q(path__startswith=path) for path in places.values_list("page__path", flat=True).distinct()]
        if not below:
            return states.none()
        pages = Page.objects.filter(Q(*below, _connector=Q.OR)).annotate(key=Cast("pk", CharField()))
        return states.filter(workflow_state__object_id__in=pages.values("key"))

    def _granting(self, **where: Any) -> QuerySet[Group]:
        raise NotImplementedError


class LegalReview(SecondPersonTask):
    """Is what the page says the law."""

    class Meta:
        verbose_name = _("Legal review")
        verbose_name_plural = _("Legal reviews")
        permissions: ClassVar[list[tuple[str, Any]]] = [(LAW, _("Can review what pages say of the law"))]

    def may_approve(self, page: Page, user: Any) -> bool:
        revision = page.get_latest_revision()
        return revision is not None and user.pk not in authorship.authors(page, revision)

    def _granting(self, **where: Any) -> QuerySet[Group]:
        places = GroupPagePermission.objects.filter(permission__codename=LEGAL_RIGHT, **where)
        return Group.objects.filter(permissions__codename=LAW, pk__in=places.values("group"))

    @classmethod
    def get_description(cls) -> str:
        return str(_("Legal reviewers of this part of the tree approve what the page says of the law"))


class Publication(SecondPersonTask):
    """The last look, by whom the readers see it."""

    class Meta:
        verbose_name = _("Publication")
        verbose_name_plural = _("Publications")

    def start(self, workflow_state: WorkflowState, user: Any = None) -> TaskState:
        """A text that no legal reviewer has read goes there first: it was changed on the way, or cites law since."""
        page = workflow_state.content_object.specific
        legal = LegalReview.objects.filter(active=True).order_by("pk").first()
        if legal is not None and publication.lacks_legal_review(page, page.get_latest_revision()):
            return legal.start(workflow_state, user=user)
        return super().start(workflow_state, user=user)

    def may_approve(self, page: Page, user: Any) -> bool:
        return not publication.reasons_against(page, page.get_latest_revision(), user)

    def _granting(self, **where: Any) -> QuerySet[Group]:
        places = GroupPagePermission.objects.filter(permission__codename="publish_page", **where)
        return Group.objects.filter(pk__in=places.values("group"))

    @classmethod
    def get_description(cls) -> str:
        return str(_("Publishers of this part of the tree publish what others wrote"))

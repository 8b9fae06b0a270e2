"""What every page of ours has of the roles: which workflow it takes, and who may publish it."""

from functools import cached_property
from typing import Any

from wagtail.models import PagePermissionTester

from content.roles import publication, workflows
from content.roles.law_shown import shows_law


class SecondPersonTester(PagePermissionTester):
    """Publishing is for who did not write it; everything else is as Wagtail has it."""

    def can_publish(self) -> bool:
        return self.has_right_to_publish() and not self._reasons

    @cached_property
    def _reasons(self) -> list[str]:
        return publication.reasons_against(self.page, self.page.get_latest_revision(), self.user)

    def has_right_to_publish(self) -> bool:
        return bool(super().can_publish())

    def can_set_view_restrictions(self) -> bool:
        return self.has_right_to_publish()

    def can_unschedule(self) -> bool:
        return self.has_right_to_publish()

    def can_publish_subpage(self) -> bool:
        """A page that is made or copied is the text of who makes it, and begins as a draft."""
        return False


class WithSecondPersons:
    """Stands before Wagtail's page."""

    def permissions_for_user(self, user: Any) -> SecondPersonTester:
        return SecondPersonTester(user, self)

    def get_workflow(self) -> Any:
        """Of its part of the tree; where that is the prose's, a page that shows the law takes the law's."""
        assigned = super().get_workflow()  # type: ignore[misc]  # of Page
        prose = assigned is not None and assigned == workflows.prose()
        return (workflows.law() or assigned) if prose and shows_law(self) else assigned

"""What the checker beside a preview looks for: Wagtail's own rules, and those of WCAG 2.2 AA an editor can break."""

from typing import ClassVar

from django.http import HttpRequest
from wagtail.admin.userbar import BaseItem, ContentCheckerItem
from wagtail.models import Page

OURS = ("color-contrast", "image-alt", "link-in-text-block", "list", "listitem", "duplicate-id-aria", "html-has-lang")


class OurChecks(ContentCheckerItem):
    axe_run_only: ClassVar[list[str]] = [*ContentCheckerItem.axe_run_only, *OURS]


def with_ours(request: HttpRequest, items: list[BaseItem], page: Page | None) -> None:
    items[:] = [OurChecks() if isinstance(item, ContentCheckerItem) else item for item in items]

"""What Wagtail's pages that ask before pages are taken off or deleted say of the applications begun there."""

from typing import Any

from django import template
from wagtail.models import Page

from content import leaving

register = template.Library()


@register.inclusion_tag("content/editors/begun_there.html")
def begun_there(page: Page) -> dict[str, str]:
    return {"warning": leaving.said_of([page])}


@register.inclusion_tag("content/editors/begun_there.html")
def begun_on_listed(items: list[dict[str, Any]]) -> dict[str, str]:
    """Of a list of pages, as Wagtail gives it to its template."""
    return {"warning": leaving.said_of([each["item"] for each in items])}

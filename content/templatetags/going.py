"""What Wagtail's pages that ask before pages are taken off or deleted say of what goes with them."""

from typing import Any

from django import template
from wagtail.models import Page

from content import carrying, leaving

register = template.Library()


@register.inclusion_tag("content/editors/goes_with.html")
def goes_off_with(page: Page) -> dict[str, list[str]]:
    return _said_of([page], live_only=True)


@register.inclusion_tag("content/editors/goes_with.html")
def goes_off_with_listed(items: list[dict[str, Any]]) -> dict[str, list[str]]:
    """Of a list of pages, as Wagtail gives it to its template."""
    return _said_of([each["item"] for each in items], live_only=True)


@register.inclusion_tag("content/editors/goes_with.html")
def is_deleted_with_listed(items: list[dict[str, Any]]) -> dict[str, list[str]]:
    return _said_of([each["item"] for each in items])


def _said_of(pages: list[Page], *, live_only: bool = False) -> dict[str, list[str]]:
    translations = carrying.of(pages)
    going = translations.filter(live=True) if live_only else translations
    return {"warnings": [text for text in (carrying.said_of(going), leaving.said_of(pages)) if text]}

"""Pages about procedures, for tests: a body of blocks under the guides of a language."""

import json
from typing import Any

from wagtail.models import Page

from content.models import ArticlePage, GuidePage


def guides(language: str = "en") -> Page:
    found: Page = Page.objects.get(slug="guides", locale__language_code=language)
    return found


def article(*blocks: tuple[str, dict[str, Any]], language: str = "en", slug: str = "worth-knowing") -> ArticlePage:
    """Published, of these blocks."""
    page = ArticlePage(title="Worth knowing", slug=slug, body=body(*blocks), locale=guides(language).locale)
    guides(language).add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def guide(procedure: str, *blocks: tuple[str, dict[str, Any]], slug: str, language: str = "en") -> GuidePage:
    page = GuidePage(
        title="Another guide", slug=slug, procedure=procedure, body=body(*blocks), locale=guides(language).locale
    )
    guides(language).add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def body(*blocks: tuple[str, dict[str, Any]]) -> str:
    return json.dumps([{"type": kind, "value": {"heading": "Heading", **value}} for kind, value in blocks])

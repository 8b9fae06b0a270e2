"""The published pages that carry a procedure, as the journey finds them: where a draft began, the guide, an address."""

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import cast
from uuid import UUID

from django.db import connection
from django.utils.functional import SimpleLazyObject, lazy
from django.utils.translation import gettext

from content.journey.place import Guide
from content.routing import address
from procedures import catalogue

# One cheap statement instead of a copy with a stamp: to know on every host that a copy still holds costs a statement
# too, and this one cannot be late. In SQL, since composing it with the ORM takes longer than the database needs for it.
# A page is for everybody: where it or a page above it is a draft or restricted, the journey goes on without it.
PUBLISHED = """
SELECT page.title, page.url_path, page.translation_key, carried.is_guide, carried.guidance
FROM content_pageprocedure AS carried
JOIN wagtailcore_page AS page ON page.id = carried.page_id
JOIN wagtailcore_locale AS locale ON locale.id = page.locale_id
WHERE carried.procedure = %s AND locale.language_code = %s AND NOT EXISTS (
    SELECT FROM wagtailcore_page AS above
    LEFT JOIN wagtailcore_pageviewrestriction AS hidden ON hidden.page_id IN (above.id, above.alias_of_id)
    WHERE starts_with(page.path, above.path) AND (NOT above.live OR hidden.id IS NOT NULL)
)
ORDER BY page.path
"""


def of(procedure: str, language: str, *, began: UUID | None = None) -> Guide | None:
    """The page where it began; where that is gone, or nothing began, the main guide: the first one in the tree."""
    found = list(_published(procedure, language))
    first = (page for page in found if began is not None and page.key == began)
    return next(first, None) or next((page for page in found if page.is_guide), None)


def at(path: str, procedure: str, language: str) -> Guide | None:
    """The page at this address, if it carries this procedure."""
    return next((page for page in _published(procedure, language) if page.path == path), None)


def posted_to(path: str, procedure: str, language: str) -> Guide:
    """The one somebody posts to. It is asked for only if its page is shown again: the next page asks anyhow."""
    posted = PostedTo(path, procedure, language)
    return Guide(
        procedure=procedure,
        title=_title(posted),
        path=path,
        address=f"/{language}/{path}/",
        guidance=cast("Mapping[str, str]", SimpleLazyObject(lambda: posted.guidance)),
    )


class PostedTo:
    """Read once, when somebody wants to know."""

    def __init__(self, path: str, procedure: str, language: str) -> None:
        self.path, self.procedure, self.language = path, procedure, language

    @cached_property
    def found(self) -> Guide | None:
        return at(self.path, self.procedure, self.language)

    @property
    def title(self) -> str:
        """By the name of the procedure, where the page was taken off since the person opened it."""
        return str(self.found.title) if self.found else gettext(catalogue.procedure(self.procedure).title)

    @property
    def guidance(self) -> Mapping[str, str]:
        return self.found.guidance if self.found else {}


def _titled(posted: PostedTo) -> str:
    return posted.title


_title = lazy(_titled, str)


def _published(procedure: str, language: str) -> Iterator[Guide]:
    with connection.cursor() as cursor:
        cursor.execute(PUBLISHED, [procedure, language])
        rows = cursor.fetchall()
    for title, url_path, key, is_guide, guidance in rows:
        there = address(url_path, language)
        path = there.removeprefix(f"/{language}/").rstrip("/")
        yield Guide(
            procedure=procedure,
            title=title,
            path=path,
            address=there,
            key=key,
            is_guide=is_guide,
            guidance=json.loads(guidance),
        )

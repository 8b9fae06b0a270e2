"""The published guides as the journey finds them: of a procedure in a language, and at an address."""

from collections.abc import Iterator

from django.db import connection
from django.utils.functional import lazy
from django.utils.translation import gettext

from content.journey.place import Guide
from content.routing import address
from procedures import catalogue

# One cheap statement instead of a copy with a stamp: to know on every host that a copy still holds costs a statement
# too, and this one cannot be late. In SQL, since composing it with the ORM takes longer than the database needs for it.
# A guide is for everybody: where it or a page above it is a draft or restricted, the journey goes on without it.
PUBLISHED = """
SELECT page.title, page.url_path
FROM content_guidepage AS guide
JOIN wagtailcore_page AS page ON page.id = guide.page_ptr_id
JOIN wagtailcore_locale AS locale ON locale.id = page.locale_id
WHERE guide.procedure = %s AND locale.language_code = %s AND NOT EXISTS (
    SELECT FROM wagtailcore_page AS above
    LEFT JOIN wagtailcore_pageviewrestriction AS hidden ON hidden.page_id IN (above.id, above.alias_of_id)
    WHERE starts_with(page.path, above.path) AND (NOT above.live OR hidden.id IS NOT NULL)
)
ORDER BY page.path
"""


def of(procedure: str, language: str) -> Guide | None:
    """The first one in the tree."""
    return next(_published(procedure, language), None)


def at(path: str, procedure: str, language: str) -> Guide | None:
    """The one at this address, if it is about this procedure."""
    return next((guide for guide in _published(procedure, language) if guide.path == path), None)


def posted_to(path: str, procedure: str, language: str) -> Guide:
    """The one somebody posts to. It is asked for only if its page is shown again: the next page asks anyhow."""
    title = _title(path, procedure, language)
    return Guide(procedure=procedure, title=title, path=path, address=f"/{language}/{path}/")


def _titled(path: str, procedure: str, language: str) -> str:
    """By the name of the procedure, where the guide was taken off since the person opened the page."""
    guide = at(path, procedure, language)
    return str(guide.title) if guide else gettext(catalogue.procedure(procedure).title)


_title = lazy(_titled, str)


def _published(procedure: str, language: str) -> Iterator[Guide]:
    with connection.cursor() as cursor:
        cursor.execute(PUBLISHED, [procedure, language])
        rows = cursor.fetchall()
    for title, url_path in rows:
        there = address(url_path, language)
        path = there.removeprefix(f"/{language}/").rstrip("/")
        yield Guide(procedure=procedure, title=title, path=path, address=there)

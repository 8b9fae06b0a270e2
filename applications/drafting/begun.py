"""Where drafts began: pages of the floor above, of which only the key is known here."""

from collections.abc import Callable, Iterable
from uuid import UUID

from applications.drafting.models import Application

type Carries = Callable[[UUID, str], bool]

_sources: list[Carries] = []


def read_from(source: Carries) -> None:
    """Who knows whether a procedure is begun on the page of a key: the floor above."""
    _sources[:] = [source]


def is_place(page: UUID, procedure: str) -> bool:
    return any(carries(page, procedure) for carries in _sources)


def open_on(pages: Iterable[UUID]) -> int:
    """How many that can still be changed were begun on these pages."""
    return Application.objects.open().filter(page_key__in=list(pages)).count()

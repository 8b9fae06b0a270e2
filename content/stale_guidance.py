"""Guidance of steps that today's form does not ask: named to its editors on the page, and for a report."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Page

from content import embedding, guidance
from content.embedding import PageProcedure
from procedures import catalogue
from procedures.errors import Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class StaleGuidance:
    page: Page
    procedure: str
    steps: list[str]


def tell_before_edit(request: HttpRequest, page: Page) -> None:
    """A warning and no error: drafts of an earlier version still have these steps."""
    if request.method != "GET":
        return
    for procedure, words in embedding.of(page.get_latest_revision_as_object()).items():
        if steps := guidance.stale(procedure, words):
            text = _(
                "The form “%(form)s” asks no such step today, so nobody who begins reads the guidance of: %(steps)s."
            )
            messages.warning(request, text % {"form": _title(procedure), "steps": ", ".join(steps)})


def strange(page: Any) -> list[str]:
    """Steps that no version of the form has ever had: a slip of the hand, refused."""
    return [step for procedure, words in embedding.of(page).items() for step in guidance.strange(procedure, words)]


def everywhere() -> Iterator[StaleGuidance]:
    """Of all live pages, by one statement."""
    rows = PageProcedure.objects.exclude(guidance={}).filter(page__live=True).select_related("page__locale")
    for row in rows.order_by("page__path", "procedure"):
        if steps := guidance.stale(row.procedure, row.guidance):
            yield StaleGuidance(page=row.page, procedure=row.procedure, steps=steps)


def _title(procedure: str) -> str:
    try:
        return _(catalogue.procedure(procedure).title)
    except Unknown:
        return procedure

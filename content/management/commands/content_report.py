"""Prints each page in each language: what is missing, stale, made by a machine, not reviewed, older than the Polish."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand

from content.coverage.counting import PageIn, coverage


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        rows = coverage()
        for row in rows:
            self.stdout.write(f"{row.url_path}  {row.title}")
            for page in row.pages:
                self.stdout.write(f"  {page.language}: {', '.join(said(page))}")
        for language in [page.language for page in rows[0].pages] if rows else []:
            pages = [page for row in rows for page in row.pages if page.language == language]
            self.stdout.write(total(language, pages))


def said(page: PageIn) -> Iterator[str]:
    if not page.exists:
        yield "no page"
        return
    yield "live" if page.live else "not live"
    yield "reviewed" if page.reviewed else "not reviewed"
    if page.older:
        yield "older than the Polish text"
    if page.waits:
        yield "in review"
    counts = {
        "missing": page.missing,
        "stale": page.stale,
        "by a machine": page.by_machine,
        "texts not reviewed": page.unreviewed,
    }
    yield from (f"{count} {name}" for name, count in counts.items() if count)


def total(language: str, pages: list[PageIn]) -> str:
    live, reviewed = sum(page.live for page in pages), sum(page.reviewed for page in pages)
    missing, stale = sum(page.missing for page in pages), sum(page.stale for page in pages)
    return (
        f"{language}: {live} of {len(pages)} pages live, {reviewed} reviewed, "
        f"{missing} texts missing, {stale} stale, {sum(page.older for page in pages)} pages older"
    )

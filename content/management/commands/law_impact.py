"""What to review when a unit of the law changes: every place that cites it, and the guides that show them."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from content import cited_law
from content.cited_law import Impact, ToldPlaces
from procedures.citing import asked
from procedures.citing.telling import ToldPlace
from procedures.law import acts
from procedures.law.citations import Citation
from procedures.outlining.outline import Article


class Command(BaseCommand):
    help = "List what cites a unit of the law: foreigners:100(1)(3), or foreigners for the act as a whole"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("unit")
        parser.add_argument("--language", default="en")

    def handle(self, *args: Any, unit: str, language: str, **options: Any) -> None:
        citation = Citation(unit) if unit in acts.table() else asked.read(unit, act=cited_law.UNDERSTOOD)
        if citation is None or Article(citation).exists is False:
            raise CommandError(f"no unit of the law is called {unit}")
        with translation.override(language):
            for line in _lines(cited_law.of(citation)):
                self.stdout.write(line)


def _lines(impact: Impact) -> Iterator[str]:
    state = f" ({impact.article.state})" if impact.article.state else ""
    yield f"{impact.article.citation.id}: {impact.article.text}{state}, {impact.count} places"
    for each in impact.lists:
        yield from _places(each) if each.count else ()
    for procedure in impact.procedures:
        pages = ", ".join(f"{page.locale.language_code} {page.address()}" for page in procedure.guides if page.live)
        yield f"{procedure.key}: {pages or '-'}"


def _places(found: ToldPlaces) -> Iterator[str]:
    yield f"{found.title} ({found.count})"
    for kind in found.kinds:
        yield f"  {kind.title}"
        for file in kind.files:
            yield from filter(None, [f"    {file.title} {file.version}".rstrip()])
            yield from (f"      {_place(place)}" for place in file.places)


def _place(place: ToldPlace) -> str:
    remarks = ["not verified"] if place.is_unverified else []
    remarks += [f"checked on {place.checked_on.isoformat()}"] if place.checked_on else []
    said = " › ".join(part.text for part in place.where)
    return f"{place.citation.id} {said}{f' ({", ".join(remarks)})' if remarks else ''}"

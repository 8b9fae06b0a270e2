"""Editors' pages on the law: which units are cited, and what has to be reviewed when one of them changes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from content.models import GuidePage
from content.outlines import for_who_edits_pages
from content.second_persons import furniture
from procedures.citing import asked, index, reached, telling
from procedures.citing.index import Touched
from procedures.citing.telling import ToldKind
from procedures.language.schema import Procedure
from procedures.law import acts
from procedures.law.acts import Act
from procedures.law.citations import Citation
from procedures.outlining.outline import Article

UNDERSTOOD = "foreigners"  # the act that is meant when none is named


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchedProcedure:
    """With the guides that show it, of every language."""

    key: str
    title: str
    guides: tuple[GuidePage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldPlaces:
    """One of the three lists of what cites a unit."""

    anchor: str
    title: str
    kinds: list[ToldKind]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """What to review when a unit changes."""

    article: Article
    lists: list[ToldPlaces]
    procedures: list[TouchedProcedure]

    @property
    def count(self) -> int:
        return sum(each.count for each in self.lists)


@require_safe
@for_who_edits_pages
def index_of_acts(request: HttpRequest) -> HttpResponse:
    """And the answer to what somebody typed for a unit."""
    typed = request.GET.get("q", "")
    act = request.GET.get("act", UNDERSTOOD)
    found = asked.read(typed, act=act) if act in acts.table() else None
    if found and Article(found).exists is not False:
        return redirect("cited_law:unit", found.act, found.unit)
    context = _of_list(_("Cited law")) | {
        "acts": list(index.cited_acts().items()),
        "chosen": act,
        "typed": typed,
        "missing": found,
        "within": _existing(found) if found else None,
    }
    return render(request, "content/editors/cited_acts.html", context)


@require_safe
@for_who_edits_pages
def act(request: HttpRequest, act: str) -> HttpResponse:
    known = _act(act)
    context = _of_list(_(known.title), is_below=True) | {
        "act": known,
        "acts": list(index.cited_acts().items()),
        "chosen": known.key,
        "units": [(Article(each.citation), each) for each in index.cited_units(known) if each.citation.unit],
        "whole": telling.told(index.places().get(Citation(known.key), ())),
    }
    return render(request, "content/editors/cited_act.html", context)


@require_safe
@for_who_edits_pages
def unit(request: HttpRequest, act: str, unit: str) -> HttpResponse:
    """The report of a change: print it, and go through it."""
    article = Article(Citation(_act(act).key, unit))
    if not article.is_written_well or article.exists is False:
        raise Http404
    context = _of_list(article.text, is_below=True) | {
        "impact": of(article.citation),
        "acts": list(index.cited_acts().items()),
        "chosen": act,
    }
    return render(request, "content/editors/cited_unit.html", context)


def of(citation: Citation) -> Impact:
    """In the language of the reader."""
    touched = index.of(citation)
    return Impact(
        article=Article(citation),
        lists=list(_lists(touched)),
        procedures=_with_guides(reached.procedures_of(touched.every)),
    )


def addresses() -> list[URLPattern]:
    return [
        path("", index_of_acts, name="index"),
        path("<str:act>/", act, name="act"),
        path("<str:act>/<str:unit>/", unit, name="unit"),
    ]


def _lists(touched: Touched) -> Iterable[ToldPlaces]:
    for anchor, title, places in (
        ("own", _("What cites this unit"), touched.own),
        ("parts", _("What cites a part of it"), touched.parts),
        ("whole", _("What cites the whole it stands in"), touched.whole),
    ):
        yield ToldPlaces(anchor=anchor, title=title, kinds=telling.told(places), count=len(places))


def _with_guides(procedures: Iterable[Procedure]) -> list[TouchedProcedure]:
    """One question to the database, whatever their number."""
    shown = list(procedures)
    guides: dict[str, list[GuidePage]] = defaultdict(list)
    found = GuidePage.objects.filter(procedure__in=[each.key for each in shown]).select_related("locale")
    for page in found.order_by("path"):
        guides[page.procedure].append(page)
    return [TouchedProcedure(key=each.key, title=_(each.title), guides=tuple(guides[each.key])) for each in shown]


def _existing(citation: Citation) -> Article | None:
    """The innermost unit around it that there is."""
    around = (Article(each) for each in index.wholes(citation) if each.unit)
    return next((each for each in around if each.exists), None)


def _act(key: str) -> Act:
    if key not in acts.table():
        raise Http404
    return acts.table()[key]


def _of_list(title: str, *, is_below: bool = False) -> dict[str, object]:
    above = (reverse("cited_law:index"), _("Cited law")) if is_below else None
    return furniture(title, above=above, icon="list-ul")

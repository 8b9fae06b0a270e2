"""The editors' table of pages and languages, and the work list of one page in one language."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from content import routing, translating
from content.coverage import worklist
from content.coverage.counting import PageIn, coverage, languages
from content.coverage.recording import Recorded, may_review, record, role_of
from content.coverage.states import ORIGINAL, CoverageState
from content.outlines import for_who_edits_pages
from content.second_persons import furniture

ICON, A_PAGE = "globe", 50
LOOKS = dict.fromkeys((CoverageState.MISSING, CoverageState.STALE), "w-status--primary")  # beside the word


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    page: PageIn
    counts: list[tuple[str, int]]  # the state in words, and how many
    is_open: bool  # to this reader


@require_safe
@for_who_edits_pages
def index(request: HttpRequest) -> HttpResponse:
    originals = Page.objects.filter(locale__language_code=ORIGINAL, alias_of=None, depth__gte=routing.HOME_DEPTH)
    shown = Paginator(originals.order_by("path").values_list("translation_key", flat=True), A_PAGE)
    keys = shown.get_page(request.GET.get("p"))
    found = coverage(list(keys))
    open_to = _open_to(request, {page.page_id for row in found for page in row.pages})
    rows = [(row, [_cell(page, open_to) for page in row.pages]) for row in found]
    context = furniture(_("Languages"), icon=ICON) | {"rows": rows, "languages": languages(), "shown": keys}
    return render(request, "content/editors/languages.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_who_edits_pages
def work_list(request: HttpRequest, page_id: int) -> HttpResponse:
    page = get_object_or_404(Page.objects.select_related("locale"), pk=page_id)
    translation = translating.of(page)
    if translation is None:
        raise Http404
    if role_of(request.user, page) is None:
        raise PermissionDenied
    if request.method == "POST":
        _tell(request, record(page, translation, request.POST.getlist("read"), by=request.user))  # type: ignore[arg-type]
        return redirect("languages:work_list", page.pk)
    texts = worklist.of(page, translation)
    above = (reverse("languages:index"), _("Languages"))
    context = furniture(f"{page.get_admin_display_title()} ({page.locale})", above=above, icon=ICON) | {
        "page": page,
        "texts": [(text, LOOKS.get(text.state, ""), may_review(request.user, text)) for text in texts],
        "may_edit": page.permissions_for_user(request.user).can_edit(),
        "waiting": sum(may_review(request.user, text) for text in texts),
        "own": sum(text.waits_for_review and text.is_typed_by(request.user) for text in texts),
    }
    return render(request, "content/editors/language_texts.html", context)


def addresses() -> list[URLPattern]:
    return [path("", index, name="index"), path("<int:page_id>/", work_list, name="work_list")]


def _open_to(request: HttpRequest, among: Collection[int | None]) -> frozenset[int]:
    """Those that this reader edits, publishes or judges."""
    pages = page_permission_policy.instances_user_has_any_permission_for(request.user, {"change", "publish", "lock"})
    return frozenset(pages.filter(pk__in=among).values_list("pk", flat=True))


def _cell(page: PageIn, open_to: frozenset[int]) -> Cell:
    return Cell(page=page, counts=list(_counts(page)), is_open=bool(page.texts) and page.page_id in open_to)


def _counts(page: PageIn) -> Iterator[tuple[str, int]]:
    for state in CoverageState:
        if count := page.texts[state]:
            yield str(state.label), count


def _tell(request: HttpRequest, recorded: Recorded) -> None:
    if recorded.reviewed:
        told = ngettext("%(count)d text is reviewed now.", "%(count)d texts are reviewed now.", recorded.reviewed)
        messages.success(request, told % {"count": recorded.reviewed})
    if recorded.changed:
        told = ngettext(
            "%(count)d text was changed or read by somebody else meanwhile, and is not marked. Look at it again.",
            "%(count)d texts were changed or read by somebody else meanwhile, and are not marked. Look at them again.",
            recorded.changed,
        )
        messages.warning(request, told % {"count": recorded.changed})
    if not recorded.reviewed and not recorded.changed:
        messages.warning(request, _("Nothing was ticked, so nothing is marked."))

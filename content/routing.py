"""The way from an address to a page and back in few queries: one for the whole path, whatever its depth."""

from collections.abc import Sequence

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Length, Substr
from django.http import Http404
from wagtail.models import Page

RESERVED = frozenset(
    {"account", "annex", "applications", "cases", "checker", "components", "deadlines", "documents", "fees"}
    | {"glossary", "offices", "receipts", "said", "search"}
)  # taken by config.urls under every language
HOME_DEPTH = 2
# Of the pages on the way; the last one is read whole, in its own kind
READ = (
    "path", "depth", "slug", "title", "url_path", "live", "alias_of", "content_type", "translation_key",
    "locale__language_code",
)  # fmt: skip
APPLY = "apply"  # the steps of an application live under a guide at this name


def find(language: str, parts: Sequence[str]) -> Page:
    """The page of this path, if it and all above it are live."""
    below_home = Q(depth__lte=HOME_DEPTH + len(parts), slug__in=parts)
    pages = Page.objects.filter(Q(depth=HOME_DEPTH) | below_home, locale__language_code=language)
    trail = _trail(list(pages.select_related("locale").only(*READ).order_by("path")), parts)
    if not all(page.live for page in trail):
        raise Http404
    page = trail[-1].specific
    page.locale, page.trail = trail[-1].locale, trail[:-1]
    return page


def _trail(pages: Sequence[Page], parts: Sequence[str]) -> list[Page]:
    """From the home page down, one page a part."""
    trail: list[Page] = []
    for depth, part in enumerate(["", *parts], HOME_DEPTH):
        above = trail[-1].path if trail else ""
        under = (page for page in pages if page.depth == depth and page.path.startswith(above))
        found = next((page for page in under if not trail or page.slug == part), None)
        if found is None:
            raise Http404
        trail.append(found)
    return trail


def published() -> QuerySet[Page]:
    """What everybody may read: live, under live pages alone, and in no part that is open to some readers only."""
    ours = Page.objects.not_exact_type(Page).filter(depth__gte=HOME_DEPTH)  # but for Wagtail's own first page
    pages: QuerySet[Page] = ours.public()
    return answering(pages)


def answering[Kind: Page](pages: QuerySet[Kind]) -> QuerySet[Kind]:
    """Of these, what `find` finds: live, and under live pages alone."""
    above = Page.objects.filter(live=False, numchild__gt=0, depth__gte=HOME_DEPTH, depth__lt=OuterRef("depth"))
    hiding = above.annotate(begin=Substr(OuterRef("path"), 1, Length("path"))).filter(begin=F("path"))
    return pages.filter(~Exists(hiding), live=True)


def address(url_path: str, language: str) -> str:
    """The public path of a page; the first part of `url_path` is the home page of its language."""
    rest = url_path.strip("/").split("/")[1:]
    return "/".join(["", language, *rest, ""])


def apply_address(page: str, procedure: str) -> str:
    """Where the form of a procedure begins under a page."""
    return f"{page}{APPLY}/{procedure}/"

"""What a program asks of the list of pages: fields, filters and order, named as Wagtail's API v2 names them.

What we do not know is refused with the name of the parameter, never ignored: a filter that a client misspelled would
else show it all pages.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ValidationError
from wagtail.api.v2.utils import FieldsParameterParseError, parse_fields_parameter
from wagtail.models import Page

from content import routing
from paging import keyset

KINDS = ("home", "index", "guide", "article", "law", "office", "news", "question", "statement")
ORDERS = ("id", "title", "slug", "first_published_at", "last_published_at")
LONGEST_ID = 18  # digits
ROOT = "root"  # the home page of the original language
PAGE_ID = {"type": "string", "pattern": rf"^(root|[1-9][0-9]{{0,{LONGEST_ID - 1}}})$"}

LANGUAGES = [code for code, _name in settings.LANGUAGES]
LOCALE = OpenApiParameter("locale", str, enum=LANGUAGES)
FIELDS = OpenApiParameter("fields", str, description="As in `_,title` (only), `-summary` (without), `*` (all)")
PARAMETERS = [
    FIELDS,
    OpenApiParameter("order", str, enum=[sign + name for name in ORDERS for sign in ("", "-")]),
    OpenApiParameter("type", str, description=f"One or more of {', '.join(KINDS)}, as in `guide,article`"),
    LOCALE,
    OpenApiParameter("slug", str),
    OpenApiParameter("title", str),
    OpenApiParameter("procedure", str, description="Guides of this procedure"),
    OpenApiParameter("child_of", PAGE_ID, description="Id of a page, or `root`"),
    OpenApiParameter("descendant_of", PAGE_ID),
    OpenApiParameter("ancestor_of", PAGE_ID),
    OpenApiParameter("translation_of", PAGE_ID, description="The same page in the other languages"),
    *keyset.PARAMETERS,
]

type Pages = QuerySet[Page]
type Filter = Callable[[Pages, str], Pages]


class Impossible(ValueError):
    """A value that the parameter cannot have."""


def known_only(asked: QueryDict, names: Iterable[str]) -> None:
    """Each parameter at most once, and none that we do not know."""
    known = frozenset(names)
    wrong: dict[str, Any] = {name: [_("There is no such parameter.")] for name in asked if name not in known}
    wrong |= {name: [_("Say this once.")] for name in asked if name in known and len(asked.getlist(name)) > 1}
    if wrong:
        raise ValidationError(wrong)


def filtered(pages: Pages, asked: QueryDict) -> Pages:
    known_only(asked, (each.name for each in PARAMETERS))
    for name, narrow in FILTERS.items():
        if (value := asked.get(name)) is None:
            continue
        try:
            pages = narrow(pages, value)
        except Impossible as error:
            raise ValidationError({name: [_("This value is not possible here.")]}) from error
    return pages


def language(asked: QueryDict) -> str | None:
    """Of a list that can be narrowed to one; None: of all of them."""
    wanted = asked.get("locale")
    if wanted is not None and wanted not in LANGUAGES:
        raise ValidationError({"locale": [_("This value is not possible here.")]})
    return wanted


def order(asked: QueryDict) -> str:
    wanted = asked.get("order", "id")
    if wanted.removeprefix("-") not in ORDERS:
        raise ValidationError({"order": [", ".join(ORDERS)]})
    return wanted


def fields(asked: QueryDict, usual: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    """The names to tell, in the order in which they are declared."""
    every, chosen = tuple(known), set(usual)
    for name, is_without in _said(asked.get("fields", "")):
        if name in {"*", "_"}:
            chosen = set(every) if name == "*" else set()
        elif name not in every:
            raise ValidationError({"fields": [_("There is no field %(name)s.") % {"name": name}]})
        elif is_without:
            chosen.discard(name)
        else:
            chosen.add(name)
    return tuple(name for name in every if name in chosen)


def _said(text: str) -> list[tuple[str, bool]]:
    try:
        parsed = parse_fields_parameter(text)
    except (FieldsParameterParseError, RecursionError) as error:
        raise ValidationError({"fields": [_("This value is not possible here.")]}) from error
    if any(below for _name, _negated, below in parsed):  # our fields have none to choose below them
        raise ValidationError({"fields": [_("This value is not possible here.")]})
    return [(name, negated) for name, negated, _below in parsed]


def _kinds(pages: Pages, value: str) -> Pages:
    """Also as Wagtail writes them, `content.GuidePage`."""
    said = [each.removeprefix("content.").removesuffix("Page").lower() for each in value.split(",")]
    if not set(said) <= set(KINDS):
        raise Impossible
    models = [f"{each}page" for each in said]
    return pages.filter(content_type__app_label="content", content_type__model__in=models)


def _locale(pages: Pages, value: str) -> Pages:
    if value not in LANGUAGES:
        raise Impossible
    return pages.filter(locale__language_code=value)


def _page(value: str) -> Page:
    if value == ROOT:
        found = Page.objects.filter(depth=routing.HOME_DEPTH, locale__language_code=settings.LANGUAGE_CODE).first()
    elif value.isascii() and value.isdecimal() and len(value) <= LONGEST_ID:
        found = routing.published().filter(pk=int(value)).first()
    else:
        found = None
    if found is None:
        raise Impossible
    return found


FILTERS: Mapping[str, Filter] = {
    "type": _kinds,
    "locale": _locale,
    "slug": lambda pages, value: pages.filter(slug=value),
    "title": lambda pages, value: pages.filter(title=value),
    "procedure": lambda pages, value: pages.filter(guidepage__procedure=value),
    "child_of": lambda pages, value: pages.child_of(_page(value)),  # type: ignore[attr-defined]  # Wagtail's own
    "descendant_of": lambda pages, value: pages.descendant_of(_page(value)),  # type: ignore[attr-defined]
    "ancestor_of": lambda pages, value: pages.ancestor_of(_page(value)),  # type: ignore[attr-defined]
    "translation_of": lambda pages, value: pages.translation_of(_page(value)),  # type: ignore[attr-defined]
}

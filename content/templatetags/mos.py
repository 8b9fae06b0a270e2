"""Template tags every page uses: icons, languages, the menu, addresses of pages, targets of error links."""

from collections.abc import Container, Iterable, Mapping
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any, NotRequired, TypedDict
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.forms import BoundField, CheckboxSelectMultiple, MultiWidget, RadioSelect
from django.template import Context
from django.template.defaultfilters import stringfilter
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import NoReverseMatch, get_urlconf, reverse, translate_url
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info, pgettext
from django.utils.translation import gettext as _
from wagtail.models import Page

from accounts import devices
from content import everywhere, law, structured, tools
from content import figures as dated
from content.alerts import KnownAlert
from content.menus import KnownMenu, MenuPlace
from procedures.language import wording
from procedures.language.schema import Declaration
from procedures.law import citations

register = template.Library()

IN_THE_TREE, ADMIN = "wagtail_serve", "wagtailadmin_home"
TURNING = {"next"}  # arrows along the reading direction: mirrored in right-to-left pages


class LanguageLink(TypedDict):
    """One language of the switch; a view may give `language_links` of its own."""

    code: str
    url: str
    name: NotRequired[str]
    dir: NotRequired[str]


class Entry(TypedDict):
    title: str
    url: str
    current: str


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """An icon of the sprite; it never stands without its word. Drawn once a process: a guide has some eighty."""
    turns = " mos-icon--turns" if name in TURNING else ""
    return format_html(
        '<svg class="mos-icon{}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        turns,
        static("img/icons.svg"),
        name,
    )


@register.simple_tag
def page_url(path: str) -> str:
    """The address of a page of the tree in the current language; pages have the same slugs in every language."""
    return found(IN_THE_TREE, f"{path}/" if path else "") or f"/{get_language()}/"


@register.simple_tag(takes_context=True)
def language_links(context: Context) -> list[LanguageLink]:
    """The same page in every language: what the view says, or the current path with another prefix."""
    request = context.get("request")
    path = request.path if request else f"/{get_language()}/"
    links = context.get("language_links") or [
        LanguageLink(code=code, url=translate_url(path, code)) for code, _name in settings.LANGUAGES
    ]
    return [named(link) for link in links]


@register.simple_tag(takes_context=True)
def menu(context: Context) -> list[Entry]:
    """The sections of this host, the same for everybody; a person's own entries are in `account_menu`."""
    if is_portal(context):
        made = everywhere.menu(get_language() or "").get(MenuPlace.MAIN)
        sections = (
            [(each.title, each.url) for each in made.links]
            if made
            else [
                (_("Guides"), page_url("guides")),
                (_("Fees"), found("content:fees")),
                (_("Offices"), found("content:offices")),
                (_("Your applications"), found("applications:list")),
                (_("Your cases"), found("cases:list")),
                (_("Help"), page_url("help")),
                (_("Contact"), page_url("contact")),
            ]
        )
    else:
        sections = [
            (_("Content of the portal"), found(ADMIN)),
            (_("Exchange with the registers"), found("officers:board")),
            (_("Payments to look at"), found("payments-officers:board")),
        ]
    return _entries(context, sections)


@register.simple_tag
def footer_columns() -> list[KnownMenu | None]:
    """Those below the page, as editors made them; None where they made none."""
    made = everywhere.menu(get_language() or "")
    return [made.get(MenuPlace.HELP), made.get(MenuPlace.ABOUT)]


@register.simple_tag(takes_context=True)
def alerts(context: Context) -> list[KnownAlert]:
    """What everybody has to know on this page; nothing on hosts that readers do not know."""
    if not is_portal(context):
        return []
    page = context.get("page")
    trail = [*getattr(page, "trail", ()), page] if isinstance(page, Page) else []
    return everywhere.alerts_on(each.translation_key for each in trail)


@register.simple_tag(takes_context=True)
def account_menu(context: Context) -> list[Entry]:
    """For who is signed in; nothing on a page of the tree, which shared caches keep for everybody."""
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    user = getattr(request, "user", None)
    if match is None or match.url_name == IN_THE_TREE or user is None or not user.is_authenticated:
        return []
    sections = [(_("Your account"), found("accounts:home")), (_("Sign out"), found("account_logout"))]
    return _entries(context, sections)


@register.simple_tag(takes_context=True)
def is_portal(context: Context) -> bool:
    """Whether readers know this page: none of the officers' host, and at the editors' only what is a preview of one."""
    if found(ADMIN):
        return bool(getattr(context.get("request"), "is_dummy", False))
    return bool(found(IN_THE_TREE, ""))


@register.simple_tag(takes_context=True)
def search_url(context: Context) -> str:
    """Where the box leads; nothing on the hosts where there is nothing to search."""
    return found("content:search") if is_portal(context) else ""


@register.inclusion_tag("components/alternates.html", takes_context=True)
def alternates(context: Context) -> dict[str, Any]:
    """Of a page that everybody may see and that is not in the page tree: its own address and its other languages."""
    links = language_links(context)
    fallback = next(link["url"] for link in links if link["code"] == settings.LANGUAGE_CODE)
    address = next(link["url"] for link in links if link["code"] == get_language())
    return {"languages": links, "fallback": fallback, "address": address, "portal_url": settings.PORTAL_URL}


@register.simple_tag(takes_context=True)
def structured_data(context: Context) -> SafeString:
    """What a page of the tree tells machines of itself."""
    page, crumbs = context["page"], context["breadcrumbs"]
    return structured.block(structured.of(page, home=_("Home"), crumbs=crumbs))


@register.simple_tag(takes_context=True)
def home_url(context: Context) -> str:
    """Where the host begins."""
    return page_url("") if is_portal(context) else found(ADMIN) or page_url("")


def _entries(context: Context, sections: list[tuple[str, str]]) -> list[Entry]:
    request = context.get("request")
    path, home = request.path if request else "", f"/{get_language()}/"
    return [
        Entry(
            title=title,
            url=url,
            current="page" if path == url else "true" if path.startswith(url) and url != home else "",
        )
        for title, url in sections
        if url
    ]


@register.filter
def attributes(attrs: Mapping[str, object]) -> SafeString:
    """Those of a control, behind the name of its tag; the class is the template's own."""
    shown = [(name, value) for name, value in attrs.items() if name != "class" and value is not False]
    written = (f" {conditional_escape(name)}" + ("" if value is True else _value(value)) for name, value in shown)
    return mark_safe("".join(written))  # noqa: S308  # every part was escaped


def _value(value: object) -> str:
    return f'="{conditional_escape(value if isinstance(value, SafeString) else str(value))}"'


@register.filter
def error_target(field: BoundField) -> str:
    """The id of the first control of a field, where a line of the error summary leads."""
    if isinstance(field.field.widget, MultiWidget | RadioSelect | CheckboxSelectMultiple):
        return f"{field.auto_id}_0"
    return field.id_for_label or field.auto_id


@register.filter
def moment(value: date | None) -> str:
    """For `<time datetime>`: to the second, with Warsaw's offset; a day stays a day."""
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    return value.isoformat() if value else ""


@register.filter
def at_hour(value: datetime, hour: str = "H:i") -> str:
    """The day and the hour in Warsaw; `H:i:s` where the second counts. The comma is the language's own."""
    local = timezone.localtime(value)
    parts = {"day": date_format(local, "j E Y"), "hour": date_format(local, hour)}
    return pgettext("day and hour", "%(day)s, %(hour)s") % parts


@register.filter(is_safe=True)
@stringfilter
def held(text: str) -> str:
    """What names the law: no line begins with the number of an article."""
    return law.held(text)


@register.filter
@stringfilter
def units(kept: str) -> str:
    """The units of the law that a row keeps, as the reader writes them."""
    return law.held(citations.said(citations.kept(kept)))


@register.filter
def unverified(claim: law.LawLine | law.KeyFact | law.Cost) -> str:
    """A badge beside what nobody has compared with the text of the law."""
    return "" if claim.verified else _unverified(get_language())


@lru_cache(maxsize=16)
def _unverified(_language: str | None) -> SafeString:
    return render_to_string("components/unverified.html")


@register.filter
def device(user_agent: str) -> str:
    return devices.name(user_agent)


@register.filter
def figures(text: str | None) -> SafeString:
    """Escapes, and fills in what `procedures` says for tokens such as [[minimum-wage]]."""
    return dated.fill(text or "")


@register.filter
def figures_in(html: object) -> SafeString:
    """The same in an editor's rich text, after Wagtail has made its HTML."""
    return dated.fill_html(str(html))


@register.filter
def paragraphs(text: str | list[str]) -> SafeString:
    """One paragraph a line."""
    lines = text.splitlines() if isinstance(text, str) else text
    return format_html_join("", "<p>{}</p>", ((dated.fill(line),) for line in lines if line.strip()))


@register.simple_tag
def said(part: str, unsaid: Container[str] = ()) -> list[law.LawLine]:
    """What the law says today of a part of a page that is not in the tree."""
    return law.said(part, unsaid=unsaid)


@register.simple_tag
def statement(key: str, procedure: str = "") -> law.LawLine | None:
    """One sentence of statements.toml, with its units; nothing where it is not true of the procedure."""
    return law.statement(key, procedure)


@register.simple_tag
def term(key: str, procedure: str) -> law.LawLine | None:
    """What follows in this procedure, and by when: a row of its terms."""
    return law.term(key, procedure)


@register.simple_tag
def finder(offices: Iterable[law.ShownOffice]) -> SafeString:
    """Sixteen offices, a good part of every guide: the same ones in the same language are drawn once."""
    return _finder(get_language(), found("content:offices"), tuple(offices))


@lru_cache(maxsize=16)
def _finder(_language: str | None, _address: str, offices: tuple[law.ShownOffice, ...]) -> SafeString:
    return render_to_string("components/finder.html", {"offices": offices})


@register.simple_tag
def tool(name: str) -> str:
    """The address of one of the portal's own pages, on a preview at the editors' host too."""
    return tools.address(name)


@register.filter
def urlhost(url: str) -> str:
    return urlsplit(url).hostname or url


@register.filter
def dialled(number: str) -> str:
    """A telephone number as a link's target: Polish ones get their country code."""
    digits = "".join(sign for sign in number if sign.isdecimal())
    return f"tel:+{digits}" if number.strip().startswith("+") else f"tel:+48{digits}"


def found(name: str, *args: Any) -> str:
    """The address, or nothing on a host that does not have it."""
    return _reversed(get_urlconf() or settings.ROOT_URLCONF, get_language(), name, args)


@cache
def _reversed(urlconf: str, _language: str | None, name: str, args: tuple[Any, ...]) -> str:
    """Worked out once: every page has the same menu and the same foot, and templates name no more than these."""
    try:
        return reverse(name, urlconf, args=args)
    except NoReverseMatch:
        return ""


def named(link: LanguageLink) -> LanguageLink:
    info = get_language_info(link["code"])
    names = dict(settings.LANGUAGES)
    return LanguageLink(
        code=link["code"],
        url=link["url"],
        name=names[link["code"]],
        dir="rtl" if info["bidi"] else "ltr",
    )


@register.filter
def declared(declaration: Declaration) -> str:
    """What is declared, in the reader's language."""
    return wording.of_declaration(declaration)

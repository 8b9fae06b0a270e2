"""The menus of the portal as editors made them; where they made none, the portal has its own (`templatetags.mos`)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, RevisionMixin, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField

from content import routing, tools
from content.fields import BodyField
from content.part_fields import TITLE


class MenuPlace(models.TextChoices):
    MAIN = "main", _("Above every page")
    HELP = "help", _("Below every page, first column")
    ABOUT = "about", _("Below every page, second column")


TOOLS = {
    "content:fees": _("Fees"),
    "content:offices": _("Offices"),
    "content:deadlines": _("Deadlines"),
    "content:glossary": _("Glossary"),
    "checker:start": _("Which procedure is mine?"),
    "applications:list": _("Your applications"),
    "cases:list": _("Your cases"),
}


class PageEntry(blocks.StructBlock):
    page = blocks.PageChooserBlock(
        label=_("Page"),
        help_text=_("Each language leads to its own version; one without it leaves it out."),
    )
    title = blocks.CharBlock(
        max_length=60, required=False, label=TITLE["label"], help_text=_("Empty: the title of the page.")
    )

    class Meta:
        icon = "doc-full"
        label = _("Page")
        description = _("A page of the portal.")


class ToolEntry(blocks.StructBlock):
    tool = blocks.ChoiceBlock(
        choices=list(TOOLS.items()),
        label=_("Part of the portal"),
        help_text=_("Its name comes by itself."),
    )

    class Meta:
        icon = "cog"
        label = _("Part of the portal")
        description = _("Fees, offices, deadlines, the checker, applications and cases.")


class AddressEntry(blocks.StructBlock):
    title = blocks.CharBlock(max_length=60, **TITLE)
    url = blocks.URLBlock(label=_("Web page"), help_text=_("An address outside of the portal, with https://."))

    class Meta:
        icon = "link-external"
        label = _("Another site")
        description = _("An address outside of the portal.")


ENTRIES = [("page", PageEntry()), ("tool", ToolEntry()), ("address", AddressEntry())]


class Menu(TranslatableMixin, RevisionMixin, models.Model):
    """One menu in one language. It takes the place of the portal's own once an entry of it leads somewhere."""

    place = models.CharField(
        _("Where"), max_length=10, choices=MenuPlace, help_text=_("One menu a place and a language.")
    )
    title = models.CharField(
        _("Heading"), max_length=60, blank=True, help_text=_("Of a column below; the menu above has none.")
    )
    entries = BodyField(ENTRIES, blank=True)

    panels: ClassVar[list[Any]] = [FieldPanel("place"), FieldPanel("title"), FieldPanel("entries")]
    translatable_fields: ClassVar[list[Any]] = [
        SynchronizedField("place", overridable=False),
        TranslatableField("title"),
        TranslatableField("entries"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("menu")
        verbose_name_plural = _("menus")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                name="menu_once_a_place",
                fields=["place", "locale"],
                violation_error_message=_("There is a menu of this place in this language."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_place_display()


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuLink:
    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownMenu:
    place: str
    language: str
    title: str
    links: tuple[MenuLink, ...]


def read() -> tuple[KnownMenu, ...]:
    """Of all languages, in four statements whatever they name."""
    rows = [(each, each.entries.raw_data) for each in Menu.objects.select_related("locale")]
    chosen = {entry["value"].get("page") for _row, entries in rows for entry in entries if entry["type"] == "page"}
    pages = _versions(chosen - {None}) if chosen else {}
    made = [_known(row, entries, pages) for row, entries in rows]
    return tuple(each for each in made if each.links)


def of(known: Iterable[KnownMenu], language: str) -> dict[str, KnownMenu]:
    """By place."""
    return {each.place: each for each in known if each.language == language}


type Versions = Mapping[tuple[int, str], MenuLink]


def _known(row: Menu, entries: Iterable[Any], pages: Versions) -> KnownMenu:
    language = row.locale.language_code
    with translation.override(language):
        links = [_link(entry["type"], entry["value"], language, pages) for entry in entries]
    found = tuple(link for link in links if link is not None)
    return KnownMenu(place=row.place, language=language, title=row.title, links=found)


def _link(kind: str, value: Mapping[str, Any], language: str, pages: Versions) -> MenuLink | None:
    """None where the page has no live version, or the portal that part no more."""
    match kind:
        case "page":
            version = pages.get((value.get("page") or 0, language))
            return version and MenuLink(title=value.get("title") or version.title, url=version.url)
        case "tool" if value.get("tool") in TOOLS:
            return MenuLink(title=str(TOOLS[value["tool"]]), url=tools.address(value["tool"]))
        case "address":
            return MenuLink(title=value.get("title", ""), url=value.get("url", ""))
    return None


def _versions(chosen: set[int]) -> dict[tuple[int, str], MenuLink]:
    """The live versions of the chosen pages that everybody may read, by the page that was chosen and the language."""
    keys = dict(Page.objects.filter(pk__in=chosen).values_list("pk", "translation_key"))
    rows = routing.published().filter(translation_key__in=keys.values(), alias_of=None)
    by_key: dict[Any, dict[str, MenuLink]] = {}
    for key, language, path, title in rows.values_list("translation_key", "locale__language_code", "url_path", "title"):
        by_key.setdefault(key, {})[language] = MenuLink(title=title, url=routing.address(path, language))
    return {(pk, language): link for pk, key in keys.items() for language, link in by_key.get(key, {}).items()}

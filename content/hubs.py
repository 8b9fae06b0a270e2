"""What stands under a topic, by kind: the pages of each kind under one heading, the newest news first."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

# By the name of their model, in the order of the page
HEADINGS: Mapping[str, str | Promise] = {
    "indexpage": _("Topics"),
    "guidepage": _("Residence permits"),
    "questionpage": _("Questions and answers"),
    "newspage": _("News"),
    "lawpage": _("The law"),
    "officepage": _("Offices"),
    "articlepage": _("Good to know"),
    "statementpage": _("About the portal"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HubGroup:
    kind: str
    heading: str
    pages: list[Any]


def groups(hub: Page) -> list[HubGroup]:
    """As many statements as kinds stand there, whatever the number of pages."""
    under = list(hub.get_children().live().order_by("path").specific())
    for page in under:
        page.locale = hub.locale  # the same one, and each would ask for it to know its address
    of_kind = {kind: [page for page in under if page._meta.model_name == kind] for kind in HEADINGS}
    of_kind["newspage"].sort(key=lambda page: page.day, reverse=True)
    return [
        HubGroup(kind=kind.removesuffix("page"), heading=str(heading), pages=of_kind[kind])
        for kind, heading in HEADINGS.items()
        if of_kind[kind]
    ]

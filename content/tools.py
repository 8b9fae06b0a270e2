"""Where the tools of the portal are that a page leads to, and what each is said to be: for templates and the API."""

from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from content import law
from procedures.deadlines import rules
from procedures.law import citations

PORTAL = "config.urls"  # editors preview a page on a host that has none of these addresses


def address(name: str, *args: str) -> str:
    """In the language of the page; nothing where the portal has it no more."""
    try:
        return reverse(name, PORTAL, args=args)
    except NoReverseMatch:
        return f"/{get_language()}/"


def checker() -> str:
    return address("checker:start")


def offices() -> str:
    return address("content:offices")


def office(shown: law.ShownOffice) -> dict[str, Any]:
    return asdict(shown) | {"url": absolute(address("content:office", shown.teryt))}


def deadline(key: str) -> str:
    """Of the list where no term is named, or where it ended since."""
    return address("content:deadline", key) if rule(key) else address("content:deadlines")


def rule(key: str) -> dict[str, str] | None:
    found = next((each for each in rules.holding(timezone.localdate()) if each.key == key), None)
    if found is None:
        return None
    return {"key": found.key, "title": _(found.title), "law": law.held(citations.said(found.law))}


def rule_choices() -> list[tuple[str, str]]:
    return [(each.key, _(each.title)) for each in rules.holding(timezone.localdate())]


def absolute(path: str) -> str:
    return f"{settings.PORTAL_URL}{path}"

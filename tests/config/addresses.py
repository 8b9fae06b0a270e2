"""Every address of a URL configuration, with a made-up value for each of its parts."""

import re
from collections.abc import Iterator

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import UUIDConverter
from django.urls.resolvers import LocalePrefixPattern, RoutePattern
from django.utils import translation

UUID = "01900000-0000-7000-8000-000000000000"
WORD = "14"  # pleases a number, a slug, a string and a path
PART = re.compile(r"<(?:[^:>]+:)?(\w+)>")


def of(urlconf: str) -> list[str]:
    """In the order of the configuration, those of pages in Polish."""
    with translation.override(settings.LANGUAGE_CODE):
        return [f"/{address}" for address in _walk(get_resolver(urlconf).url_patterns, "")]


def _walk(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[str]:
    for each in patterns:
        address = before + _filled(each)
        if isinstance(each, URLResolver):
            yield from _walk(each.url_patterns, address)
        else:
            yield address


def _filled(each: URLPattern | URLResolver) -> str:
    pattern = each.pattern
    if isinstance(pattern, LocalePrefixPattern):
        return pattern.language_prefix
    if isinstance(pattern, RoutePattern):
        kinds = pattern.converters
        return PART.sub(lambda part: UUID if isinstance(kinds[part[1]], UUIDConverter) else WORD, str(pattern))
    return _regex(str(pattern))


def _regex(text: str) -> str:
    """A group becomes a word; anchors, escapes and what may be left out go."""
    text = text.removeprefix("^").removesuffix("$").removesuffix(r"\Z")
    while (grown := re.sub(r"\((?:[^()]|\\.)*\)[?*+]?", WORD, text)) != text:
        text = grown
    return text.replace("/?", "/").replace("\\", "")

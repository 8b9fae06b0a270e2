"""Every address of a host, found by walking its urlconf, with what the world has for the parts it names."""

import re
from collections.abc import Iterator, Mapping, Sequence

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern, RegexPattern

PART = re.compile(r"<(?:\w+:)?(\w+)>")
# Addresses whose shape is no pattern with named parts, and what stands there
IRREGULAR: Mapping[str, Sequence[str]] = {
    r"documents/^(\d+)/(.*)$": ("documents/1/a.pdf", "documents/" + "9" * 30 + "/a"),
    r"account/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": (
        "account/password/reset/key/{reset}-set-password/",
        "account/password/reset/key/" + "z" * 40 + "-a/",
    ),
    r"^((?:[\w\-]+/)*)$": ("", "guides/", "guides/temporary-work/", "help/", "nothing/", "guides/nothing/apply/"),
}
# Wagtail's doors for pages that want a password or an account: no page of ours may
CLOSED = frozenset({"_util/login/"})

type Parts = Mapping[str, Sequence[str]]


def routes(urlconf: str) -> list[str]:
    """The patterns as they are written, the language as `en/`."""
    return sorted(set(_walk(get_resolver(urlconf).url_patterns, "")))


def of(route: str, parts: Parts) -> Iterator[str]:
    """The addresses of a route; KeyError names a part that the world does not know yet."""
    prefix = "/en/" if route.startswith("en/") else "/"
    rest = route.removeprefix("en/")
    if rest in IRREGULAR:
        yield from (prefix + each.replace("{reset}", parts["reset"][0].partition("-")[0]) for each in IRREGULAR[rest])
        return
    for named in _varied({name: parts[name] for name in PART.findall(rest)}):
        yield prefix + PART.sub(lambda match, named=named: named[match[1]], rest)  # type: ignore[misc]  # bound early


def _varied(parts: Parts) -> Iterator[dict[str, str]]:
    """One part after the other takes each of its values, while the others keep their first."""
    first = {name: values[0] for name, values in parts.items()}
    yield first
    for name, values in parts.items():
        yield from ({**first, name: value} for value in values[1:])


def _walk(patterns: Sequence[URLPattern | URLResolver], prefix: str) -> Iterator[str]:
    for each in patterns:
        written = "en/" if isinstance(each.pattern, LocalePrefixPattern) else str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _walk(each.url_patterns, prefix + written)
        elif isinstance(each.pattern, RegexPattern) or (prefix + written) not in CLOSED:
            yield prefix + written

"""What a page tells machines of itself, as schema.org names it: its way from the home page, its service, its questions.

Nothing of it is stated anew: titles and sentences of the page, no fact of law. A block of data is no script: browsers
run nothing of it, and the policy of our pages has nothing to refuse (CSP 3, section 4.2.3, judges scripts alone).
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import get_text_for_indexing

from content import figures, routing

SCHEMA = "https://schema.org"
QUESTIONS, QUESTION_PAGE = "questions", "questionpage"
BREAKS = re.compile(r"[ \n]+")  # a space that holds an article to its number stays
ESCAPED = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}  # so that no text ends the block


def of(page: Any, *, home: str, crumbs: Iterable[Mapping[str, str]]) -> list[dict[str, Any]]:
    told = [_trail(page, home=home, crumbs=crumbs)]
    if getattr(page, "procedure", ""):
        told.append(_service(page))
    if asked := list(_asked(page)):
        told.append(_faq(page, asked))
    return told


def block(told: Iterable[Mapping[str, Any]]) -> SafeString:
    written = json.dumps(list(told), ensure_ascii=False).translate(ESCAPED)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(written))  # noqa: S308  # escaped


def _trail(page: Any, *, home: str, crumbs: Iterable[Mapping[str, str]]) -> dict[str, Any]:
    above = [(home, f"/{page.locale.language_code}/")] if page.depth > routing.HOME_DEPTH else []
    above += [(crumb["title"], crumb["url"]) for crumb in crumbs]
    return {
        "@context": SCHEMA,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": f"{settings.PORTAL_URL}{address}"}
            for place, (name, address) in enumerate([*above, (page.title, page.address())], 1)
        ],
    }


def _service(page: Any) -> dict[str, Any]:
    return {
        "@context": SCHEMA,
        "@type": "GovernmentService",
        "name": page.title,
        "description": page.search_description or page.summary,
        "url": f"{settings.PORTAL_URL}{page.address()}",
        "areaServed": {"@type": "Country", "name": "PL"},
        "availableLanguage": page.locale.language_code,
    }


def _asked(page: Any) -> Iterator[tuple[str, str]]:
    """Question and answer: the page's own, where it is one, and those of its blocks."""
    if page._meta.model_name == QUESTION_PAGE and page.summary:
        yield page.title, page.summary
    for block in getattr(page, "body", None) or ():
        if block.block_type == QUESTIONS:
            yield from ((each["question"], _words(each["answer"].source)) for each in block.value["items"])


def _words(html: str) -> str:
    """Without links: where each leads would have to be asked of the database once more."""
    return figures.plain(BREAKS.sub(" ", get_text_for_indexing(html)).strip())


def _faq(page: Any, asked: Iterable[tuple[str, str]]) -> dict[str, Any]:
    return {
        "@context": SCHEMA,
        "@type": "FAQPage",
        "url": f"{settings.PORTAL_URL}{page.address()}",
        "inLanguage": page.locale.language_code,
        "mainEntity": [
            {"@type": "Question", "name": question, "acceptedAnswer": {"@type": "Answer", "text": answer}}
            for question, answer in asked
        ],
    }

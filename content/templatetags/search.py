"""The template filter of what was found."""

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString

from content.search import marking
from content.search.marking import Piece

register = template.Library()


@register.filter
def marked(pieces: Iterable[Piece]) -> SafeString:
    """The text with the words that were found marked."""
    return marking.html(pieces)

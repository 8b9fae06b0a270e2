"""Amounts as people read them."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()
GROSZE = 100


@register.filter
def zloty(grosze: int) -> SafeString:
    """`440 zł`, `17,50 zł`: Western digits in every language, never broken, left to right."""
    whole, rest = divmod(grosze, GROSZE)
    groups = f"{whole:,}".replace(",", "\N{NO-BREAK SPACE}")
    decimals = f",{rest:02d}" if rest else ""
    return format_html('<bdi class="mos-code">{}{}\N{NO-BREAK SPACE}zł</bdi>', groups, decimals)

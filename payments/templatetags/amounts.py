"""Amounts as people read them, and how far an application is paid."""

from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from applications.drafting.models import Application
from payments import owing as amounts_of
from payments import panels, telling
from payments.owing import Owing
from procedures import money

register = template.Library()


@register.filter
def zloty(grosze: int) -> SafeString:
    """`440 zł`, in the way of the page's language, never broken, left to right."""
    return format_html('<bdi class="mos-code">{}</bdi>', money.zloty(grosze))


@register.simple_tag
def owing(application: Application) -> Owing:
    return amounts_of.of(application)


@register.inclusion_tag("payments/to_pay.html", takes_context=True)
def to_pay(context: Context, application: Application) -> dict[str, Any]:
    """Buttons for what may be paid online this moment; nothing where nothing may."""
    return {
        "application": application,
        "panels": panels.to_pay(application),
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("payments/held_up.html")
def held_up(application: Application) -> dict[str, Any]:
    """What was paid and the office does not know yet; nothing while all goes well."""
    return {"held_up": telling.held_up(application)}

"""Amounts of money as people of each language read them: the one way they are written."""

from decimal import Decimal

from django.utils.formats import number_format

NBSP = "\N{NO-BREAK SPACE}"
GROSZE = 100


def zloty(grosze: int) -> str:
    """`440 zł`; `17,50 zł` in Polish and `17.50 zł` in English: the words between do not break."""
    return f"{number(Decimal(grosze) / GROSZE)}{NBSP}zł"


def number(amount: Decimal) -> str:
    """Without grosze where there are none; Western digits in every language."""
    places = 0 if amount == amount.to_integral_value() else 2
    return str(number_format(amount, places, use_l10n=True, force_grouping=False))

"""What a pay comes to a month, and whether it is the least that the law asks for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from procedures.language.schema import JSON, LeastPay
from procedures.law.citations import Citation
from procedures.tables import parameters
from procedures.tables.parameters import Parameter

MONTHS, WEEKS = 12, 52  # of a year
FULL_TIME_HOURS = 40  # a week (art. 129 of the Labour Code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfall:
    """Pay under the least, both a month."""

    paid: Decimal = field(repr=False)
    least: Parameter
    law: tuple[Citation, ...]


def monthly(pay: JSON, time: JSON) -> Decimal:
    """Of answers of the kinds pay and working-time; pay by the hour is counted over the hours of a week."""
    if not isinstance(pay, dict):
        raise TypeError("no pay")
    amount = Decimal(str(pay["amount"]))
    if pay["per"] == "month":
        return amount
    if pay["per"] == "year":
        return amount / MONTHS
    hours = _hours(time if isinstance(time, dict) else {})
    return amount * hours.numerator / hours.denominator * WEEKS / MONTHS


def shortfall(rule: LeastPay, pays: Sequence[Decimal], *, on: date) -> Shortfall | None:
    """Of all employers of one person; nothing is said on a day whose figure is not known here."""
    if not pays or not parameters.is_known(rule.parameter, on=on):
        return None
    least = parameters.parameter(rule.parameter, on=on)
    paid = sum(pays, Decimal(0)) if rule.summed else max(pays)
    if paid >= Decimal(least.amount):
        return None
    summed = rule.summed if len(pays) > 1 else ()
    return Shortfall(paid=paid, least=least, law=(*rule.law, *summed))


def _hours(time: Mapping[str, JSON]) -> Fraction:
    """A week."""
    if "hours" in time:
        return Fraction(str(time["hours"]))
    return Fraction(str(time.get("fraction", 1))) * FULL_TIME_HOURS

"""The last day of a term: by a rule and the days somebody names, or for other rooms that know their day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from procedures.deadlines import counting, rules
from procedures.deadlines.counting import Counted
from procedures.deadlines.rules import NUMBER, TermRule

EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)  # days that are counted from; nobody lives by others


class CannotCount(ValueError):
    """These days do not go together; `field` is the question, `code` says why."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(f"{field}: {code}")
        self.field, self.code = field, code


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """The last day of a rule, with its working."""

    rule: TermRule
    counted: Counted

    @property
    def day(self) -> date:
        return self.counted.day


def count(rule: TermRule, days: Mapping[str, date], number: int | None = None) -> Deadline:
    """CannotCount when a day or the number is missing, out of bounds, or before another it has to follow."""
    _judge(rule, days, number)
    counted = rules.WAYS[rule.counts].count(rule, days, rule.length or number or 0)
    return Deadline(rule=rule, counted=counted)


def after(event: date, *, days: int) -> date:
    """The end of a term in days that runs from an event or from service (KPA art. 57 § 1 and 4)."""
    return counting.days_after(event, days, moves=counting.ALWAYS).day


def days_of(key: str) -> int:
    """The number of days of the newest row of a rule that names one."""
    newest = max((each for each in rules.table() if each.key == key and each.days), key=lambda each: each.valid_from)
    return newest.days or 0


def kept_until(changed: date, *, days: int) -> date:
    """The last day of something a machine keeps so long; no day off moves it."""
    return counting.days_kept(changed, days).day


def _judge(rule: TermRule, days: Mapping[str, date], number: int | None) -> None:
    for key in rule.days_asked:
        if key not in days:
            raise CannotCount(key, "required")
        if not EARLIEST <= days[key] <= LATEST:
            raise CannotCount(key, "out-of-bounds")
    if rule.least is not None and rule.most is not None:
        if number is None:
            raise CannotCount(NUMBER, "required")
        if not rule.least <= number <= rule.most:
            raise CannotCount(NUMBER, "out-of-bounds")
    _judge_order(days, first="began", then="repaired")
    _judge_order(days, first="entry", then="day")


def _judge_order(days: Mapping[str, date], *, first: str, then: str) -> None:
    if first in days and then in days and days[then] < days[first]:
        raise CannotCount(then, "before-the-other")

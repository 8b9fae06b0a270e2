"""Ways of counting to a last day. Each gives the day, the steps that lead to it, and a safer day where law is unclear.

Pure: a day in, a day out. The names of the steps are those of `steps.toml`, which has their sentence and their law.
"""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from procedures.tables import holidays

WARSAW = ZoneInfo("Europe/Warsaw")
ONE = timedelta(days=1)
ALWAYS, NEVER, PERHAPS = MOVES = ("always", "never", "perhaps")  # whether a day off moves the end of a term
STEPS = frozenset({
    "last-day-itself", "stays", "end-of-stay", "working-day", "first-day", "end-of-term", "saturday", "sunday",
    "holiday", "moved", "perhaps-not-moved", "weekends", "end-of-working-days", "with-saturdays", "end-of-validity",
    "days-before",
    "office-closed", "first-day-of-stay", "days-of-visa", "last-change", "kept-until", "in-outage", "outside-outage",
    "repaired", "counts-as-filed", "repaired-in-time", "end-of-months", "end-of-short-month",
})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingStep:
    """One step of the working: the row of `steps.toml`, and what its sentence names."""

    key: str
    day: date
    days: int = 0
    months: int = 0
    name: str = ""  # of a public holiday, in Polish

    def __post_init__(self) -> None:
        if self.key not in STEPS:
            raise ValueError(f"no step is called {self.key}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """`careful` is the day on which nobody can call it late, when the law can be read in two ways."""

    day: date
    steps: tuple[WorkingStep, ...]
    careful: date | None = None

    @property
    def ends_at(self) -> datetime:
        """The first moment that is too late: midnight in Warsaw, whatever the clocks did that night."""
        return datetime.combine(self.day + ONE, time.min, WARSAW)


def warsaw_day(moment: datetime) -> date:
    """The day in Poland of a moment."""
    if moment.tzinfo is None:
        raise ValueError("a moment has its time zone")
    return moment.astimezone(UTC).astimezone(WARSAW).date()


def same_day(day: date) -> Counted:
    """The day itself; no day off moves it."""
    steps = [WorkingStep(key="last-day-itself", day=day)]
    if holidays.is_off(day):
        steps += [_why_off(day), WorkingStep(key="stays", day=day)]
    return Counted(day=day, steps=tuple(steps))


def last_working_day(day: date) -> Counted:
    """The day, or the last working day before it."""
    last = day
    steps = [WorkingStep(key="end-of-stay", day=day)]
    while holidays.is_off(last):
        steps.append(_why_off(last))
        last -= ONE
    return Counted(day=last, steps=(*steps, WorkingStep(key="working-day", day=last)))


def days_after(event: date, days: int, *, moves: str = ALWAYS) -> Counted:
    """The day of the event is not counted; a day off moves the end, never, always, or so that one had better not."""
    raw = event + days * ONE
    begun = (WorkingStep(key="first-day", day=event + ONE), WorkingStep(key="end-of-term", day=raw, days=days))
    return _moved(raw, begun, moves)


def months_after(event: date, months: int, *, moves: str = ALWAYS) -> Counted:
    """The day with the same number in the last month, or the last day of that month where it has none."""
    raw = _later(event, months)
    key = "end-of-months" if raw.day == event.day else "end-of-short-month"
    return _moved(raw, (WorkingStep(key=key, day=raw, months=months),), moves)


def _later(event: date, months: int) -> date:
    years, month = divmod(event.month - 1 + months, len(calendar.month_name) - 1)
    year, month = event.year + years, month + 1
    return date(year, month, min(event.day, calendar.monthrange(year, month)[1]))


def _moved(raw: date, begun: tuple[WorkingStep, ...], moves: str) -> Counted:
    if not holidays.is_off(raw):
        return Counted(day=raw, steps=begun)
    if moves == NEVER:
        return Counted(day=raw, steps=(*begun, _why_off(raw), WorkingStep(key="stays", day=raw)))
    end, skipped = raw, list[WorkingStep]()
    while holidays.is_off(end):
        skipped.append(_why_off(end))
        end += ONE
    moved = (*begun, *skipped, WorkingStep(key="moved", day=end))
    if moves == ALWAYS:
        return Counted(day=end, steps=moved)
    return Counted(day=end, steps=(*moved, WorkingStep(key="perhaps-not-moved", day=raw)), careful=raw)


def working_days_after(event: date, days: int) -> Counted:
    """Monday to Friday without public holidays. No act says that a Saturday is none: the safer day counts it."""
    end, steps = event, [WorkingStep(key="first-day", day=event + ONE), WorkingStep(key="weekends", day=event + ONE)]
    for day in _working(event, days):
        steps += [_why_off(off) for off in _between(end, day) if holidays.name(off) and not _is_weekend(off)]
        end = day
    steps.append(WorkingStep(key="end-of-working-days", day=end, days=days))
    return _with_saturdays(Counted(day=end, steps=tuple(steps)), event, days)


def end_of_visa(valid_until: date, *, entry: date, days: int) -> Counted:
    """The end of its validity or of the days it gives, whichever is first; the day of entry is the first of them."""
    if entry > valid_until:
        raise ValueError("entered after the visa had ended")
    used = entry + (days - 1) * ONE
    steps = (WorkingStep(key="first-day-of-stay", day=entry), WorkingStep(key="days-of-visa", day=used, days=days))
    last = same_day(min(valid_until, used))
    return Counted(day=last.day, steps=(*steps, WorkingStep(key="end-of-validity", day=valid_until), *last.steps))


def days_before(day: date, days: int) -> Counted:
    """So many days before another day; a day off brings the office's counter nearer, never the term further."""
    last = day - days * ONE
    steps = [WorkingStep(key="end-of-validity", day=day), WorkingStep(key="days-before", day=last, days=days)]
    if not holidays.is_off(last):
        return Counted(day=last, steps=tuple(steps))
    before = last_working_day(last).day
    steps += [_why_off(last), WorkingStep(key="stays", day=last), WorkingStep(key="office-closed", day=before)]
    return Counted(day=last, steps=tuple(steps), careful=before)


def days_kept(changed: date, days: int) -> Counted:
    """Of what a machine keeps: no day off moves it."""
    end = changed + days * ONE
    return Counted(
        day=end, steps=(WorkingStep(key="last-change", day=changed), WorkingStep(key="kept-until", day=end, days=days))
    )  # fmt: skip


def after_outage(last_day: date, *, began: date, repaired: date, days: int) -> Counted:
    """A last day that fell in an outage is answered by a working day after the repair; any other stays as it is."""
    if repaired < began:
        raise ValueError("the repair comes after the outage")
    if not began <= last_day <= repaired:
        outside = WorkingStep(key="outside-outage", day=last_day)
        return Counted(day=last_day, steps=(WorkingStep(key="last-day-itself", day=last_day), outside))
    counted = working_days_after(repaired, days)
    told = (WorkingStep(key="in-outage", day=last_day), WorkingStep(key="repaired", day=repaired), *counted.steps[1:])
    steps = (*told, WorkingStep(key="counts-as-filed", day=began))
    if last_day < repaired:
        return Counted(day=counted.day, steps=steps, careful=counted.careful)
    return Counted(day=counted.day, steps=(*steps, WorkingStep(key="repaired-in-time", day=last_day)), careful=last_day)


def _working(event: date, days: int) -> Iterator[date]:
    """The next working days after the event."""
    day = event
    for _each in range(days):
        day += ONE
        while holidays.is_off(day):
            day += ONE
        yield day


def _with_saturdays(counted: Counted, event: date, days: int) -> Counted:
    sooner = event
    for _each in range(days):
        sooner += ONE
        while holidays.is_free(sooner):
            sooner += ONE
    if sooner == counted.day:
        return counted
    steps = (*counted.steps, WorkingStep(key="with-saturdays", day=sooner))
    return Counted(day=counted.day, steps=steps, careful=sooner)


def _between(after: date, before: date) -> Iterator[date]:
    day = after + ONE
    while day < before:
        yield day
        day += ONE


def _is_weekend(day: date) -> bool:
    return day.weekday() >= holidays.SATURDAY


def _why_off(day: date) -> WorkingStep:
    """A Sunday that is a holiday as well is told by the holiday."""
    if found := holidays.name(day):
        return WorkingStep(key="holiday", day=day, name=found)
    return WorkingStep(key="sunday" if day.weekday() == holidays.SUNDAY else "saturday", day=day)

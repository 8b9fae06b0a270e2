"""What somebody owes by their answers: a guide, the API, the checklist and an order ask here, and nowhere else.

First the answers decide (`decide`), once and for all when an application is filed; then a day and what the person
claims make dues of that (`of`).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _

from procedures.language import conditions, walk
from procedures.language.rules import earliest, latest
from procedures.language.schema import JSON, NONE, Answers, Charge, Condition, Field, Form, Procedure, Relief
from procedures.law import citations
from procedures.money import zloty
from procedures.tables import fees
from procedures.tables.fees import Fee

type Granted = Mapping[str, list[str]]  # by fee that is owed, the reliefs that answers granted


class DueStanding(StrEnum):
    OWED = "owed"
    REDUCED = "reduced"
    FREE = "free"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedCharge:
    """What answers say of one fee; `is_owed` is None, and questions are waited for, where they do not say it yet."""

    fee: str
    is_owed: bool | None
    granted: tuple[str, ...] = ()
    open: tuple[str, ...] = ()  # reliefs that may be granted yet
    claimable: tuple[str, ...] = ()  # that no answer can decide: of who knows the year of their birth alone
    waits_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """`row` is what is paid; None when nothing is, or when nobody knows how much on that day."""

    charge: Charge
    standing: DueStanding
    whole: Fee  # the newest row of the fee itself: what it is for
    row: Fee | None = None
    relief: Relief | None = None
    waits_for: tuple[str, ...] = ()
    claimable: tuple[Relief, ...] = ()

    @property
    def fee(self) -> str:
        return self.charge.fee

    @property
    def is_paid_for(self) -> bool:
        """Somebody has to pay for it, whether we know how much or not."""
        return self.standing in (DueStanding.OWED, DueStanding.REDUCED)

    @property
    def is_open(self) -> bool:
        """An answer decides it that is missing, or nobody knows the amount of today."""
        return self.standing == DueStanding.UNDECIDED or self.is_unknown

    @property
    def is_unknown(self) -> bool:
        return self.is_paid_for and self.row is None


def decide(procedure: Procedure, form: Form | None, answers: Answers, *, on: date) -> list[DecidedCharge]:
    """By the answers there are; `on` is the day of filing, or today."""
    if form is None:
        return [DecidedCharge(fee=each.fee, is_owed=True) for each in procedure.fees]
    scope = walk.applicable(form, answers)
    known = _Known(form, scope, frozenset(walk.decided(form, scope)))
    return [_decide(charge, procedure, known, on) for charge in procedure.fees]


def closed(found: Iterable[DecidedCharge]) -> list[DecidedCharge]:
    """For who can answer no more, or has not begun: what is open grants nothing."""
    return [replace(each, open=(), waits_for=(), is_owed=each.is_owed is not False) for each in found]


def kept(found: Iterable[DecidedCharge], *, claims: Iterable[str] = ()) -> dict[str, list[str]]:
    """What is written down of it when an application is filed: somebody's age on that day, as they say it, too."""
    said = frozenset(claims)
    return {
        each.fee: [*each.granted, *(key for key in each.claimable if key in said)]
        for each in closed(found)
        if each.is_owed
    }


def written(procedure: Procedure, granted: Granted) -> list[DecidedCharge]:
    """What was decided when it was filed."""
    return [
        DecidedCharge(fee=each.fee, is_owed=each.fee in granted, granted=tuple(granted.get(each.fee, ())))
        for each in procedure.fees
    ]


def of(
    procedure: Procedure, decided: Iterable[DecidedCharge], *, claims: Iterable[str] = (), filed_on: date, paid_on: date
) -> list[Due]:
    """In the order of the definition, without what is not owed; reliefs do not add up, the best one counts."""
    charges = {each.fee: each for each in procedure.fees}
    said = frozenset(claims)
    days = _Days(filed_on, paid_on)
    return [_due(procedure, charges[each.fee], each, said, days) for each in decided if each.is_owed is not False]


def reliefs_of(procedure: Procedure, fee: str) -> tuple[Relief, ...]:
    return tuple(each for each in procedure.reliefs if each.fee == fee)


@dataclass(frozen=True, slots=True)
class _Known:
    form: Form
    answers: Answers
    decided: frozenset[str]  # questions that are answered, or that nobody will ask

    @property
    def born(self) -> JSON:
        """None while it is not answered."""
        born = self.answers.get(self.form.roles.birth_date)
        return None if born == NONE else born

    def holds(self, condition: Condition | None) -> bool | None:
        """None while it could still turn out either way."""
        if not conditions.may_hold(condition, self.answers, self.decided):
            return False
        return None if conditions.may_hold(condition, self.answers, self.decided, claim=False) else True

    def open_in(self, condition: Condition | None) -> Iterator[str]:
        yield from (leaf.field for leaf in conditions.references(condition) if leaf.field not in self.decided)


@dataclass(frozen=True, slots=True)
class _Days:
    filed_on: date
    paid_on: date

    def due(self, key: str) -> Fee | None:
        return fees.due(key, filed_on=self.filed_on, paid_on=self.paid_on)

    def newest(self, key: str) -> Fee:
        return fees.newest(key, on=self.paid_on)


def _decide(charge: Charge, procedure: Procedure, known: _Known, on: date) -> DecidedCharge:
    reliefs = reliefs_of(procedure, charge.fee)
    said = [(each, _grants(each, known, on)) for each in reliefs if not each.claimed]
    waits = list(known.open_in(charge.when))
    for relief, is_granted in said:
        if is_granted is None:
            waits += [known.form.roles.birth_date] if relief.younger_than else known.open_in(relief.when)
    return DecidedCharge(
        fee=charge.fee,
        is_owed=known.holds(charge.when),
        granted=tuple(relief.key for relief, is_granted in said if is_granted),
        open=tuple(relief.key for relief, is_granted in said if is_granted is None),
        claimable=tuple(relief.key for relief in reliefs if _is_for_the_person_to_say(relief, known, on)),
        waits_for=tuple(dict.fromkeys(waits)),
    )


def _grants(relief: Relief, known: _Known, on: date) -> bool | None:
    """Of an age, what is certain."""
    if relief.younger_than is None:
        return known.holds(relief.when)
    born = known.born
    return None if born is None else comes_of_age(earliest(born), relief.younger_than) > on


def _is_for_the_person_to_say(relief: Relief, known: _Known, on: date) -> bool:
    """By the year of birth alone they may be younger or not (the dates of foreigners have unknown days)."""
    born = known.born
    if relief.younger_than is None or born is None:
        return False
    return comes_of_age(earliest(born), relief.younger_than) <= on < comes_of_age(latest(born), relief.younger_than)


def comes_of_age(born: date, years: int) -> date:
    """The day somebody is that old."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:  # of 29 February
        return date(born.year + years, 3, 1)


def _due(procedure: Procedure, charge: Charge, decided: DecidedCharge, claims: frozenset[str], days: _Days) -> Due:
    reliefs = reliefs_of(procedure, charge.fee)
    claimable = tuple(each for each in reliefs if each.claimed or each.key in decided.claimable)
    granted = [each for each in reliefs if each.key in decided.granted or (each in claimable and each.key in claims)]
    best = min(granted, key=lambda each: _cost(each, days), default=None)
    cost = days.newest(charge.fee).amount if best is None else _cost(best, days)
    may_change = decided.is_owed is None or any(
        each.key in decided.open and _cost(each, days) < cost for each in reliefs
    )
    made = Due(charge=charge, standing=DueStanding.OWED, whole=days.newest(charge.fee), claimable=claimable)
    if best is not None and best.free:
        return replace(made, standing=DueStanding.FREE, relief=best)
    if may_change:
        return replace(made, standing=DueStanding.UNDECIDED, waits_for=decided.waits_for)
    if best is None:
        return replace(made, row=days.due(charge.fee))
    return replace(made, standing=DueStanding.REDUCED, relief=best, row=days.due(best.instead))


def _cost(relief: Relief, days: _Days) -> int:
    return 0 if relief.free else (days.due(relief.instead) or days.newest(relief.instead)).amount


def why(relief: Relief) -> str:
    """In a sentence, with its units."""
    return f"{_(relief.because).removesuffix('.')} ({citations.said(relief.law)})."


def explained(due: Due) -> str:
    """Why somebody pays less or nothing; empty for who pays the whole."""
    if due.relief is None:
        return ""
    if due.standing == DueStanding.FREE:
        return _("Free of charge, because: %(why)s") % {"why": why(due.relief)}
    return _("Less than %(amount)s, because: %(why)s") % {"amount": zloty(due.whole.amount), "why": why(due.relief)}


def questions(form: Form, due: Due) -> list[Field]:
    """What has to be answered before it is known."""
    return [form.index[key] for key in due.waits_for]

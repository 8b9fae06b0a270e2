"""What is true of a procedure on one day and was otherwise on another: who begins today may file in three weeks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from procedures import facts, lasting
from procedures.dues import Due
from procedures.facts import LawFacts
from procedures.language.schema import Procedure
from procedures.money import zloty
from procedures.tables import counted

type Words = dict[str, tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedFact:
    """In the language of the reader. Empty where there is no such fact on that day."""

    label: str
    before: str
    after: str


def between(procedure: Procedure, earlier: date, later: date) -> list[ChangedFact]:
    """Fees that everybody owes, by when to file, and terms that are counted in days."""
    if earlier == later:
        return []
    before, after = facts.of(procedure, on=earlier), facts.of(procedure, on=later)
    return [change for part in (_fees, _deadline, _terms) for change in _changed(part(before), part(after))]


def _changed(before: Words, after: Words) -> Iterator[ChangedFact]:
    for key in [*after, *(gone for gone in before if gone not in after)]:
        label = (after.get(key) or before[key])[0]
        was, now = (words.get(key, ("", ""))[1] for words in (before, after))
        if was != now:
            yield ChangedFact(label=label, before=was, after=now)


def _fees(found: LawFacts) -> Words:
    return {each.charge.fee: (_(each.whole.label), _amount(each)) for each in found.dues if each.is_paid_for}


def _amount(due: Due) -> str:
    amount = due.row.amount if due.row else None
    return _("not known") if amount is None else zloty(amount)


def _deadline(found: LawFacts) -> Words:
    said = counted.said(found.deadline.title, on=found.on)
    return {found.deadline.title: (said, said)}


def _terms(found: LawFacts) -> Words:
    """A title that names the days says the change by itself."""
    terms, on = (*found.terms, *found.duties), found.on
    lines = {each.title: (lasting.title(each, on=on), facts.runs(each, on=on)) for each in terms}
    return {key: (title, runs or title) for key, (title, runs) in lines.items()}

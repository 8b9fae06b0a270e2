"""Which office an application goes to, and by which rule, as the pages before signing say it."""

from dataclasses import dataclass

from applications.drafting import lifecycle
from applications.drafting.models import Application
from content import law
from content.law import LawLine
from procedures import catalogue
from procedures.language import wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Deciding:
    """`addressee` is empty until the answers to `waits_for` say it; `others` are rules that no answer decides."""

    addressee: str
    waits_for: list[str]
    rule: LawLine
    others: list[LawLine]


def of(application: Application) -> Deciding | None:
    """None once nothing can be changed any more."""
    found = lifecycle.decider(application) if application.is_editable else None
    if found is None:
        return None
    rules = catalogue.procedure(application.procedure).authorities
    return Deciding(
        addressee=found.addressee,
        waits_for=[wording.of_question(field) for field in found.waits_for],
        rule=law.line(found.rule),
        others=[law.line(each) for each in rules if not each.decides],
    )

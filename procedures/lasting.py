"""How long a term lasts, in a sentence of the reader's language."""

from datetime import date

from django.utils.translation import ngettext_lazy

from procedures.language.schema import DAYS, DAYS_NAMED, MONTHS_NAMED, WORKING_DAYS, Term
from procedures.law import citations
from procedures.tables import counted
from procedures.tables.statements import Said

SENTENCES = {
    ("event", DAYS): ngettext_lazy(
        "Within %(days)s day after it happened.", "Within %(days)s days after it happened.", "days"
    ),
    ("event", WORKING_DAYS): ngettext_lazy(
        "Within %(days)s working day after it happened.", "Within %(days)s working days after it happened.", "days"
    ),
}


def title(term: Term, *, on: date | None = None) -> str:
    """In the language of the reader; it may name the days."""
    return named(term.title, term.days, term.months, on=on)


def named(title: str, days: int | None, months: int | None = None, *, on: date | None = None) -> str:
    """With the number that the title names."""
    if days and DAYS_NAMED in title:
        return counted.plural(title, "days", days)
    if months and MONTHS_NAMED in title:
        return counted.plural(title, "months", months)
    return counted.said(title, on=on)


def lasts(term: Term) -> str:
    """Empty where its title says it, as that of an appeal does, and as that of a term in months always does."""
    sentence = None if term.names else SENTENCES.get((term.since, term.counts))
    return sentence % {"days": term.days} if sentence else ""


def said(term: Term) -> Said:
    """In the language of the reader, with how long it lasts."""
    text = " ".join(part for part in (lasts(term), counted.said(term.text)) if part)
    return Said(title(term), text, citations.said(term.law))

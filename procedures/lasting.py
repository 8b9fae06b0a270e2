"""How long a term lasts, in a sentence of the reader's language."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from procedures.language.schema import DAYS, DAYS_NAMED, WORKING_DAYS, Term
from procedures.law import citations
from procedures.tables.statements import Said

SENTENCES = {
    ("event", DAYS): gettext_lazy("Within %(days)s days after it happened."),
    ("event", WORKING_DAYS): gettext_lazy("Within %(days)s working days after it happened."),
}


def title(term: Term) -> str:
    """In the language of the reader; it may name the days."""
    return named(term.title, term.days)


def named(title: str, days: int | None) -> str:
    return _(title) % {"days": days} if DAYS_NAMED in title else _(title)


def lasts(term: Term) -> str:
    """Empty where its title says it, as that of an appeal does."""
    sentence = SENTENCES.get((term.since, term.counts))
    return str(sentence) % {"days": term.days} if sentence else ""


def said(term: Term) -> Said:
    """In the language of the reader, with how long it lasts."""
    text = " ".join(part for part in (lasts(term), _(term.text) if term.text else "") if part)
    return Said(title(term), text, citations.said(term.law))

"""What a guide shows of the law, in the words of the page's language; every fact comes from `procedures`."""

from dataclasses import dataclass
from datetime import date

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from procedures import catalogue
from procedures.schema import Claim, Document, Procedure

ICONS = {"photo": "photo", "passport": "passport", "annex1": "work", "evidence": "shield"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One fact with what belongs to it: the article, a remark."""

    title: str
    text: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the key facts."""

    term: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    key: str
    filed_here: bool
    source_url: str
    checked_on: date
    who: list[str]
    conditions: list[Line]
    documents: list[Line]
    rows: list[Row]
    basis: list[str]


def of(key: str) -> Law:
    procedure = catalogue.procedure(key)
    return Law(
        key=key,
        filed_here=procedure.channel == "mos",
        source_url=procedure.source,
        checked_on=procedure.checked_on,
        who=[_(sentence) for sentence in procedure.who],
        conditions=[condition(claim) for claim in procedure.conditions],
        documents=[document(each) for each in procedure.documents],
        rows=rows(procedure),
        basis=[_(article) for article in procedure.law],
    )


def condition(claim: Claim) -> Line:
    return Line(title=_(claim.title), text=sentence(claim.text, claim.law), icon="check")


def document(each: Document) -> Line:
    title = _(each.label) if each.required else _("%(document)s, if it applies") % {"document": _(each.label)}
    return Line(title=title, text=sentence(each.text, each.law), icon=ICONS.get(each.key, "file"))


def rows(procedure: Procedure) -> list[Row]:
    return [
        Row(
            term=_("When to apply"),
            value=_(procedure.deadline.title),
            note=sentence(procedure.deadline.text, procedure.deadline.law),
        ),
        Row(term=_("Who decides"), value=_(procedure.authority.title), note=_(procedure.authority.law)),
        *(
            Row(term=_("What follows"), value=_(term.title), note=sentence(term.text, term.law))
            for term in procedure.terms
        ),
    ]


def sentence(text: str, article: str) -> str:
    """The text with its article in brackets at the end."""
    return " ".join(part for part in (_(text) if text else "", f"({_(article)})" if article else "") if part)


def procedure_choices() -> list[tuple[str, str]]:
    """For editors: what a guide can be about."""
    return [("", "---"), *((each.key, _(each.title)) for each in catalogue.procedures())]


def is_procedure(key: str) -> bool:
    return any(each.key == key for each in catalogue.procedures())


def is_parameter(key: str) -> bool:
    return False


def fill(text: str) -> SafeString:
    return mark_safe(conditional_escape(text))  # noqa: S308  # escaped

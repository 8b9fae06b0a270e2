"""Which annexes an application needs and by whom, and whom its answers name to fill them in."""

from collections.abc import Iterator, Mapping
from typing import Any

from applications.answers import sheets
from applications.drafting import lifecycle
from applications.drafting.models import Application
from procedures.language import walk
from procedures.language.kinds import composites
from procedures.language.schema import Annex


def of(application: Application) -> list[Annex]:
    """All of them, with the answers as they are; each says by whom it is filled in."""
    return walk.annexes(lifecycle.form_of(application), _answers(application))


def by_others(application: Application) -> list[Annex]:
    return [annex for annex in of(application) if not annex.is_own]


def by_applicant(application: Application) -> list[Annex]:
    return [annex for annex in of(application) if annex.is_own]


def addresses(application: Application, annex: Annex) -> list[str]:
    """The e-mail addresses the application names for this annex, in order and once each."""
    return list(dict.fromkeys(_emails(_answers(application).get(annex.emails))))


def most(application: Application, annex: Annex) -> int | None:
    """From how many people the form takes it; none where it does not say."""
    if annex.most is not None or not annex.emails:
        return annex.most
    asked = lifecycle.form_of(application).field(annex.emails)
    return asked.high or composites.MOST if asked.kind == "several" else None


def _answers(application: Application) -> Mapping[str, Any]:
    return {} if application.draft is None else sheets.read(application.draft).answers


def _emails(value: Any) -> Iterator[str]:
    """From one address, a list of them, or rows that hold one each."""
    if isinstance(value, str) and "@" in value:
        yield value.strip()
    elif isinstance(value, list):
        for each in value:
            yield from _emails(each)
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _emails(each)

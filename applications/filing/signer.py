"""Who signs an application and for whom it is, by its answers; whether the signature may count (art. 106d(3))."""

from datetime import date
from typing import Any

from applications.answers import sheets
from applications.drafting import lifecycle
from applications.drafting.models import Application
from applications.filing.gathering import sheet_of
from applications.signing.judge import Expected
from procedures.language.roles import SEXES
from procedures.language.schema import Answers


def expected(application: Application) -> Expected:
    answers, roles = sheets.read(sheet_of(application)).answers, lifecycle.form_of(application).roles
    return Expected(
        pesel=_text(answers, roles.pesel),
        surname=_text(answers, roles.surname),
        given_names=_text(answers, roles.given_names),
        birth_date=_day(answers.get(roles.birth_date)),
        sex=SEXES.get(_text(answers, roles.sex), ""),
    )


def name(application: Application) -> str:
    """As the receipt says whom the application is for."""
    answers, roles = sheets.read(sheet_of(application)).answers, lifecycle.form_of(application).roles
    return " ".join(filter(None, (_text(answers, roles.given_names), _text(answers, roles.surname))))


def _text(answers: Answers, key: str) -> str:
    value = answers.get(key)
    return value if isinstance(value, str) else ""  # "none" (brak) is an object


def _day(value: Any) -> date | None:
    """Only a date known to the day can be compared."""
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None

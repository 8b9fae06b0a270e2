"""Who signs an application and for whom it is, by its answers; whether the signature may count (art. 106d(3))."""

from datetime import date
from typing import Any

from django.utils import timezone
from stdnum.pl import pesel as pesel_number

from applications.answers import sheets
from applications.drafting import lifecycle, represented
from applications.drafting.models import Application, ForWhom
from applications.filing.gathering import sheet_of
from applications.signing import judge
from applications.signing.errors import ApplicantOfAge
from applications.signing.judge import OF_A_REPRESENTATIVE, OF_AN_APPLICANT, Expected, Judgement, SignerProof
from procedures.language.roles import SEXES
from procedures.language.schema import Answers

MINORS = frozenset({ForWhom.CHILD, ForWhom.MINOR_WARD, ForWhom.UNACCOMPANIED})


def expected(application: Application) -> Expected:
    """Judged by the answers of the day: a minor who came of age since the draft was begun signs themselves."""
    answers, roles = sheets.read(sheet_of(application)).answers, lifecycle.form_of(application).roles
    whom = for_whom(application)
    is_represented = whom != ForWhom.SELF
    return Expected(
        kinds=OF_A_REPRESENTATIVE if is_represented else OF_AN_APPLICANT,
        is_represented=is_represented,
        came_of_age=not is_represented and application.for_whom in MINORS,
        pesel=_text(answers, roles.pesel),
        surname=_text(answers, roles.surname),
        given_names=_text(answers, roles.given_names),
        birth_date=_day(answers.get(roles.birth_date)),
        sex=SEXES.get(_text(answers, roles.sex), ""),
    )


def require_as_judged(application: Application, judgement: Judgement) -> None:
    """In the transaction of the act: who came of age since the signature was judged signs themselves (art. 106d(3))."""
    if judgement.outcome == SignerProof.REPRESENTS and for_whom(application) == ForWhom.SELF:
        raise ApplicantOfAge


def for_whom(application: Application) -> ForWhom:
    """As the law sees it today, whatever it was begun as: who signs follows from it (art. 105(2), 106d(3))."""
    begun, of_age = ForWhom(application.for_whom), of_age_on(application)
    if of_age is None:
        return begun
    if of_age > timezone.localdate():
        return begun if begun in MINORS else ForWhom.CHILD
    return ForWhom.SELF if begun in MINORS else begun


def is_either(application: Application) -> bool:
    """Of a minor that was begun as oneself nobody has said whether a parent or a guardian signs."""
    return application.is_for_oneself and for_whom(application) == ForWhom.CHILD


def of_age_on(application: Application) -> date | None:
    """The day of the 18th birthday; None while the answers don't say the day of birth."""
    born = born_on(application)
    return judge.of_age_on(born) if born else None


def born_on(application: Application) -> date | None:
    """None once the answers are erased, too."""
    if application.draft is None:
        return None
    answers, roles = sheets.read(application.draft).answers, lifecycle.form_of(application).roles
    number = _text(answers, roles.pesel)
    return _day(answers.get(roles.birth_date)) or (pesel_number.get_birth_date(number) if number else None)


def keep_born(application: Application) -> None:
    """At the filing for a minor: the answers go when the office has them, the 18th birthday may come later."""
    born = born_on(application)
    if application.for_whom in MINORS and born is not None:
        represented.keep_born(application, born)


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

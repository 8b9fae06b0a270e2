"""Who signs, in sentences of the law: keys of statements.toml, by the answers of today."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils import timezone

from applications.drafting.models import Application, ForWhom
from applications.filing import signer
from procedures import catalogue, dues
from procedures.tables import statements
from procedures.tables.statements import Statement

VISITS_FROM = 6  # of a younger child somebody else shows the papers (art. 106h)
INSTEAD_OF_COMING = ("passport-only", "passport-and-dwelling")
CAME_OF_AGE, UNTIL_OF_AGE = "came-of-age", "until-of-age"
# By the Act on foreigners, and by the special act
SIGNED_BY = {
    ForWhom.SELF: ("sign-yourself", "sign-yourself-cukr"),
    ForWhom.CHILD: ("sign-for-child", "sign-for-other-cukr"),
    ForWhom.MINOR_WARD: ("sign-for-minor-ward", "sign-for-other-cukr"),
    ForWhom.UNACCOMPANIED: ("sign-for-unaccompanied", "sign-for-other-cukr"),
    ForWhom.WARD: ("sign-for-ward", "sign-for-other-cukr"),
}


def of(application: Application) -> list[str]:
    whom = signer.for_whom(application)
    either = [*SIGNED_BY[whom]], [*SIGNED_BY[ForWhom.MINOR_WARD]] if signer.is_either(application) else []
    signed_by = [each for keys in either for each in _said_first(keys, application)]
    return [*dict.fromkeys(signed_by), *_by_age(application, whom)]


def only_themselves(application: Application) -> bool:
    """Nothing is said but that they sign their own application."""
    return of(application) == list(_said_first(SIGNED_BY[ForWhom.SELF], application))


def stated(application: Application) -> list[Statement]:
    """The sentences themselves, as they are today and where they are true of the procedure."""
    unsaid = catalogue.procedure(application.procedure).unsaid
    rows = {each.key: each for each in statements.holding(timezone.localdate()) if each.key not in unsaid}
    return [rows[key] for key in of(application) if key in rows]


def birthday(application: Application) -> date | None:
    """The 18th of whom somebody signs for as a minor: from that day they sign themselves."""
    return signer.of_age_on(application) if signer.for_whom(application) in signer.MINORS else None


def cannot_wait(application: Application) -> list[str]:
    """What of it is said from the beginning: the signer has changed, or will while the draft can still wait."""
    said = of(application)
    if CAME_OF_AGE in said:
        return [CAME_OF_AGE]
    day, last = birthday(application), application.last_lawful_day or application.kept_until
    return [UNTIL_OF_AGE] if day and day <= max(last, application.kept_until) else []


def of_the_young(application: Application) -> list[str]:
    """Of it, what whoever files shows at the office in place of a child under 6."""
    return [each for each in of(application) if each in INSTEAD_OF_COMING]


def _said_first(keys: Iterable[str], application: Application) -> Iterator[str]:
    """Of sentences on the same thing by different law, that of this procedure."""
    unsaid = catalogue.procedure(application.procedure).unsaid
    yield from [each for each in keys if each not in unsaid][:1]


def _by_age(application: Application, whom: ForWhom) -> Iterator[str]:
    """The birthdays that change who signs, or who comes to the office."""
    if whom == ForWhom.SELF and application.for_whom in signer.MINORS:
        yield CAME_OF_AGE
    if whom not in signer.MINORS:
        return
    yield UNTIL_OF_AGE
    born = signer.born_on(application)
    if born and dues.comes_of_age(born, VISITS_FROM) > timezone.localdate():
        yield from _said_first(INSTEAD_OF_COMING, application)

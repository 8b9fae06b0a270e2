"""Who signs, in sentences of the law: keys of statements.toml, by the answers of today."""

from collections.abc import Iterator

from django.utils import timezone

from applications.drafting.models import Application, ForWhom
from applications.filing import signer
from procedures import dues

VISITS_FROM = 6  # a younger child shows the passport only (art. 106h)
SIGNED_BY = {
    ForWhom.SELF: "sign-yourself",
    ForWhom.CHILD: "sign-for-child",
    ForWhom.UNACCOMPANIED: "sign-for-unaccompanied",
    ForWhom.WARD: "sign-for-ward",
}


def of(application: Application) -> list[str]:
    whom = signer.for_whom(application)
    return [SIGNED_BY[whom], *_by_age(application, whom)]


def _by_age(application: Application, whom: ForWhom) -> Iterator[str]:
    """The birthdays that change who signs, or who comes to the office."""
    if whom == ForWhom.SELF and application.for_whom in signer.MINORS:
        yield "came-of-age"
    if whom not in signer.MINORS:
        return
    yield "until-of-age"
    born = signer.born_on(application)
    if born and dues.comes_of_age(born, VISITS_FROM) > timezone.localdate():
        yield "passport-only"

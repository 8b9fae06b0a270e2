"""Olena who began an application for her son Petro, and Petro who is of age and has an account of his own."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from allauth.account.models import EmailAddress
from django.utils import timezone
from stdnum.pl import pesel

from accounts.acting import themselves
from accounts.models import User
from applications.answers import sheets
from applications.drafting import lifecycle, represented
from applications.drafting.models import Application
from applications.handover import giving, receiving
from applications.handover.models import HandOver
from notices import mail
from notices.models import Mail
from procedures.language.schema import Procedure
from tests.applications.filing.conftest import ANSWERS

PETRO = "petro@example.test"
OF_AGE = 18


def years_ago(years: int, *, days: int = 0) -> date:
    """A birthday that many years before today, in Warsaw; `days` later."""
    day = timezone.localdate() + timedelta(days=days)
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February: of age on 1 March
        return date(day.year - years, 3, 1)


def number(day: date) -> str:
    """A PESEL of somebody born in this century."""
    digits = f"{day:%y}{day.month + 20:02d}{day:%d}1233"
    return digits + pesel.calc_check_digit(digits)


def person(email: str, language: str = "en", *, is_confirmed: bool = True) -> User:
    user = User.objects.create_user(email, "correct-horse-battery", language=language)
    EmailAddress.objects.create(user=user, email=email, verified=is_confirmed, primary=True)
    return user


def begun(
    owner: User, procedure: Procedure, *, born: date | None, kind: str = "child", called: str = "Petro"
) -> Application:
    """Complete but for what is not known of the birthday."""
    whom = represented.of(kind, called)
    application = lifecycle.start(themselves(owner), procedure, language="en", whom=whom)
    known = {**ANSWERS, "givenNames": "Petro", "pesel": number(born) if born else {"none": True}}
    write(application, **known)
    return current(application)


def write(application: Application, **answers: object) -> None:
    application = current(application)
    assert application.sheet is not None
    contents = sheets.read(application.sheet)
    merged = sheets.Contents(answers={**contents.answers, **answers}, typed=contents.typed, changed=contents.changed)
    acting, revision = themselves(application.principal), application.sheet.revision
    lifecycle.save_step(application, merged, step="person", expected=revision, acting=acting)


def current(application: Application) -> Application:
    rows = Application.objects.select_related("sheet__key", "draft_key", "case_key", "principal")
    return rows.get(pk=application.pk)


@dataclass(frozen=True, slots=True)
class Family:
    olena: User
    petro: User
    application: Application
    born: date

    def now(self) -> Application:
        return current(self.application)

    def offers(self, email: str = PETRO) -> HandOver:
        giving.offer(self.now(), email, language="en", acting=themselves(self.olena))
        return self.hand_over()

    def hand_over(self) -> HandOver:
        """The last one."""
        rows = HandOver.objects.select_related("application__case_key", "application__draft_key")
        return rows.order_by("-pk")[0]

    def accepts(self, user: User | None = None, born: date | None = None) -> Application:
        return receiving.accept(self.hand_over(), born=born or self.born, acting=themselves(user or self.petro))

    def withdraws(self) -> None:
        giving.withdraw(self.hand_over(), acting=themselves(self.olena))

    def refuses(self) -> None:
        receiving.refuse(self.hand_over(), acting=themselves(self.petro))


def token() -> str:
    """Of the last link that was mailed."""
    sent = Mail.objects.filter(template="hand-over-request").order_by("-pk")[0]
    found = re.search(r"/hand-over/([\w-]+)/", str(mail.message(sent).body))
    assert found is not None
    return found[1]

"""What the readiness page can say of the person who reads it: what is there, what is missing, what only they know."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from math import ceil

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import addresses, identity
from accounts.identity import Identity
from accounts.models import User
from applications.badges import Badge
from applications.drafting.models import Application
from content import law
from content.journey.place import Place
from procedures.language import conditions
from procedures.language.schema import IDENTITY, Annex, Procedure, Step

SECONDS_A_QUESTION = 25  # with the papers at hand: most questions are copied from them


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadinessItem:
    """One line; `badge` only where we know, `day` a date that stands after the title."""

    icon: str
    title: str
    text: str
    badge: Badge | None = None
    day: date | None = None
    url: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How much a form asks, told before anybody begins; both are rounded up to fives."""

    questions: int
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    known: list[ReadinessItem]
    at_hand: list[ReadinessItem]


def of(
    user: User | AnonymousUser,
    draft: Application | None,
    place: Place,
    procedure: Procedure,
    *,
    others: Iterable[Annex],
) -> Readiness:
    """Nothing about identity for a stranger: what is not known is not said."""
    person = user if isinstance(user, User) else None
    proven = identity.of(person) if person else None
    known = [_account(person), _last_day(draft, place, procedure)]
    if person:
        known += _identity(proven, procedure)
    return Readiness(known=known, at_hand=list(_at_hand(proven, others, procedure)))


def effort(steps: Iterable[Step]) -> Effort:
    """Of the questions that these steps ask."""
    questions = sum(field.is_asked for step in steps for field in step.fields)
    return Effort(questions=_in_fives(questions), minutes=_in_fives(questions * SECONDS_A_QUESTION / 60))


def _in_fives(number: float) -> int:
    return 5 * ceil(number / 5)


def _account(person: User | None) -> ReadinessItem:
    title = _("An account with a confirmed e-mail address")
    if person is None:
        text = _("Sign in or create one at the end of this page. It keeps your answers.")
        return ReadinessItem(icon="mail", title=title, text=text, badge=_to_do())
    if not addresses.is_confirmed(person):
        return ReadinessItem(
            icon="mail", title=title, text=_("Your e-mail address is not confirmed yet."), badge=_to_do()
        )
    return ReadinessItem(
        icon="mail", title=title, text=_("You are signed in, and your address is confirmed."), badge=_ready()
    )


def _last_day(draft: Application | None, place: Place, procedure: Procedure) -> ReadinessItem:
    title = _("The last day of your legal stay")
    stated = law.line(procedure.deadline)
    moment = _("The application is filed at the moment you sign it.")
    rule = f"{stated.title}. {stated.text} {moment}"
    if draft is None:
        return ReadinessItem(icon="calendar", title=title, text=rule, badge=_to_do())
    url, day = place.address("last-day", draft.pk), draft.last_lawful_day
    if day is None:
        return ReadinessItem(icon="calendar", title=title, text=rule, badge=_to_do(), url=url, label=_("Write the day"))
    passed = Badge(kind="act", icon="stop", text=_("Passed"))
    badge = passed if day < timezone.localdate() else _ready()
    return ReadinessItem(
        icon="calendar", title=title, text=rule, badge=badge, day=day, url=url, label=_("Correct the day")
    )


def _identity(proven: Identity | None, procedure: Procedure) -> list[ReadinessItem]:
    title = _("Who you are")
    if proven is None:
        text = _("Not confirmed yet. You have nothing to do: your signature proves it at the end.")
        return [
            ReadinessItem(
                icon="shield", title=title, text=text, badge=Badge(kind="", icon="clock", text=_("At the end"))
            )
        ]
    day = date_format(timezone.localdate(proven.verified_at), "j E Y")
    text = _("Your identity was confirmed on %(day)s.") % {"day": day}
    confirmed = ReadinessItem(icon="shield", title=title, text=text, badge=_ready())
    came = [each for each in procedure.at_hand if each.known_by == IDENTITY]
    text = _("It came with your confirmed identity.")
    return [confirmed, *(ReadinessItem(icon="check", title=_(each.title), text=text, badge=_ready()) for each in came)]


def _at_hand(proven: Identity | None, others: Iterable[Annex], procedure: Procedure) -> Iterator[ReadinessItem]:
    """What no system can see for the person."""
    for each in procedure.at_hand:
        if proven is None or each.known_by != IDENTITY:
            line = law.line(each)
            yield ReadinessItem(icon=each.icon, title=line.title, text=line.text)
    for annex in others:
        text = _("The annex is filled in and signed there, through a link, without an account.")
        title, is_certain = _(annex.address_label), conditions.holds(annex.when, procedure.preset)
        if not is_certain:
            title = _("%(document)s, if it applies") % {"document": title}
        yield ReadinessItem(icon="mail", title=title, text=text)


def _ready() -> Badge:
    return Badge(kind="done", icon="done", text=_("Ready"))


def _to_do() -> Badge:
    return Badge(kind="info", icon="pen", text=_("To do"))

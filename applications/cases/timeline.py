"""A case as its person sees it: where it stands, what is asked for, and what happened, the newest first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications.cases import seals
from applications.cases.models import CaseEvent, CaseFile, Request
from applications.drafting.models import Application
from applications.filing import queries
from applications.filing.queries import Followed
from applications.uploads import purposes
from procedures import catalogue, lasting, terms
from procedures.deadlines import engine
from procedures.tables import statuses
from procedures.tables.statements import Said
from procedures.tables.statuses import Meaning, Status, Track
from sealing.errors import KeyDestroyed
from sealing.models import DataKey

# What is shown of a body, in this order; texts of the register are Polish
SHOWN: Mapping[str, str | Promise] = {
    "register_ref": _("Number in the register"),
    "number": _("Number"),
    "name": _("Officer"),
    "phone": _("Telephone"),
    "place": _("Place"),
    "attorney": _("Attorney"),
    "to": _("To whom"),
    "channel": _("How it was served"),
    "stage": _("Where it stands, as the office wrote it"),
    "due": _("To be done by"),
    "until": _("New date for the decision"),
    "legal_basis": _("Legal basis"),
    "issued_on": _("Issued on"),
    "valid_until": _("Valid until"),
    "reason": _("Reason, as the office wrote it"),
}
APPEARANCE = "appearance"
CODES = frozenset({"register_ref", "number", "phone"})
DATES = frozenset({"due", "until", "issued_on", "valid_until"})
WHO: Mapping[str, str | Promise] = {
    "act": _("You must act"),
    "wait": _("The office is working on it"),
    "done": _("Decided"),
    "info": _("For your information"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    key: str
    label: str | Promise
    value: str | date

    @property
    def is_code(self) -> bool:
        return self.key in CODES

    @property
    def is_date(self) -> bool:
        return self.key in DATES


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """One line of the timeline."""

    id: UUID | None
    kind: str
    meaning: Meaning
    at: datetime
    appeared_at: datetime | None = None
    served_on: date | None = None
    facts: tuple[Fact, ...] = ()
    files: tuple[CaseFile, ...] = ()
    is_now: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One thing the office asked for."""

    id: UUID
    key: str
    text: str
    means: str
    due: date
    place: str
    is_open: bool
    can_send: bool  # a copy, over the portal; a day that has passed is no reason to send nothing
    files: tuple[Followed, ...] = ()  # sent or being checked

    @property
    def purpose(self) -> str:
        """What a file for it is judged as."""
        return purposes.of_item(self.key)

    @property
    def is_appearance(self) -> bool:
        return self.means == APPEARANCE

    @property
    def sent_at(self) -> datetime | None:
        """When the last file was passed on to the office, unless it is held up on its way."""
        passed_on = (each.following.sent_at for each in self.files if not each.is_stuck)
        return max((at for at in passed_on if at), default=None)

    @property
    def is_stuck(self) -> bool:
        """All that was sent is held up: the person must know that the office has nothing yet."""
        return self.sent_at is None and any(each.is_stuck for each in self.files)

    @property
    def waits_for_person(self) -> bool:
        return self.is_open and self.sent_at is None

    @property
    def is_late(self) -> bool:
        """Closed by its date, not by the decision."""
        return self.due < timezone.localdate()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """The last decision. A term runs from the day of service in law alone, which may not be known yet."""

    served_on: date | None
    valid_until: date | None  # of the permit
    is_permit: bool  # a card follows it
    is_final: bool  # the register said so after it
    appeal_days: int  # from the day of service (KPA art. 129 § 2)

    @property
    def appeal_by(self) -> date | None:
        return engine.after(self.served_on, days=self.appeal_days) if self.served_on else None

    @property
    def may_appeal(self) -> bool:
        return not self.is_final and self.appeal_by is not None and self.appeal_by >= timezone.localdate()


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    status: str
    meaning: Meaning
    number: str
    events: list[Happened]
    asked: list[Asked]
    officer: Mapping[str, str]
    is_decided: bool
    decided: Decided | None
    duties: list[Said]  # of whoever has the permit, once it was granted

    @property
    def next(self) -> Asked | None:
        """What the person does first: something to send before something to come for."""
        waiting = [item for item in self.asked if item.waits_for_person]
        return min(waiting, key=lambda item: (not item.can_send, item.due), default=None)

    @property
    def papers(self) -> list[tuple[str, CaseFile]]:
        """What came with the news, and the certificate, which is asked for long after it came; the words first."""
        return [
            (entry.meaning.paper, file)
            for entry in self.events
            if entry.is_now or entry.meaning.row.does == "certificate"
            for file in entry.files
        ]

    @property
    def title(self) -> str:
        return self.meaning.answered if self.is_answered else self.meaning.title

    @property
    def due(self) -> date | None:
        """The nearest date by which the person must act, whatever the register has said since."""
        return min((item.due for item in self.asked if item.waits_for_person), default=None)

    @property
    def who(self) -> str:
        """Who must act now: the person too, as long as something asked for waits for them."""
        if self.due:
            return "act"
        return "wait" if self.is_answered else self.meaning.who

    @property
    def is_missed(self) -> bool:
        """The office asked last, and every day it set has passed."""
        return self.is_summons and self.due is None and not self.is_answered

    @property
    def who_text(self) -> str:
        return str(WHO[self.who])

    @property
    def is_summons(self) -> bool:
        return self.meaning.row.does == "summons"

    @property
    def is_answered(self) -> bool:
        """The office asked last, and everything whose day has not passed was sent."""
        return self.is_summons and self.due is None and any(item.is_open for item in self.asked)

    @property
    def days_left(self) -> int | None:
        return (self.due - timezone.localdate()).days if self.due else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opened:
    """An event, what the register said, and what follows from it; the body is empty once the key is destroyed."""

    event: CaseEvent
    body: Mapping[str, Any]
    row: Status


def of(application: Application) -> Timeline:
    """Needs the application with its case key. Once that key is destroyed, kinds and dates are all that is left."""
    key = application.case_key
    events = list(CaseEvent.objects.filter(case=application.pk).prefetch_related("files", "requests").order_by("-seq"))
    track = catalogue.track(application.procedure)
    opened = [_Opened(event=event, body=_body(key, event), row=_row(track, event)) for event in events]
    happened = [_happened(track, each) for each in opened]
    place = next((index for index, each in enumerate(opened) if not each.row.is_remark), None)
    status = status_of(application, happened[place].kind if place is not None else "")
    if place is not None:
        happened[place] = replace(happened[place], is_now=True)
    happened.append(_filed(track, application, is_now=place is None))
    decided = _decided(opened)
    return Timeline(
        status=status,
        meaning=track.said(status, timezone.localdate()),
        number=next((str(each.body.get("number", "")) for each in opened if each.row.does == "number"), ""),
        events=happened,
        asked=_asked(application, opened),
        officer=next((each.body for each in opened if each.row.does == "officer"), {}),
        is_decided=any(each.row.ends for each in opened),
        decided=decided,
        duties=_duties(application) if decided is not None and decided.is_permit else [],
    )


def status_of(application: Application, said: str) -> str:
    """The key of a meaning: what the register said last, or where the application is before it says anything."""
    if application.is_withdrawn:
        return statuses.WITHDRAWN
    if said:
        return said
    return statuses.FILED if application.is_filed else statuses.RECEIVED


def _row(track: Track, event: CaseEvent) -> Status:
    return track.on(event.kind, timezone.localdate(event.at))


def _happened(track: Track, opened: _Opened) -> Happened:
    event, body = opened.event, opened.body
    facts = [_fact(key, body[key]) for key in SHOWN if body.get(key)]
    return Happened(
        id=event.pk,
        kind=event.kind,
        meaning=track.said(event.kind, timezone.localdate(event.at)),
        at=event.at,
        appeared_at=event.appeared_at,
        served_on=event.served_on,
        facts=tuple(facts),
        files=tuple(event.files.all()) if body else (),
    )


def _decided(opened: Sequence[_Opened]) -> Decided | None:
    """The newest of the decisions, the events standing newest first; its service may be told after it."""
    is_final, served_on = False, None
    for each in opened:
        if each.row.does == "service":
            served_on = served_on or each.event.served_on
        if each.row.does == "decision":
            until, served = each.body.get("valid_until"), served_on or each.event.served_on
            return Decided(
                served_on=served,
                valid_until=date.fromisoformat(until) if until else None,
                appeal_days=terms.appeal_days(each.row.appeal_days, on=served or timezone.localdate()),
                is_permit=each.row.card == statuses.ISSUED,
                is_final=is_final,
            )
        is_final = is_final or each.row.does == "final"
    return None


def _duties(application: Application) -> list[Said]:
    duties = catalogue.procedure(application.procedure).duties
    return [lasting.said(duty) for duty in terms.of(duties, on=timezone.localdate())]


def _fact(key: str, value: str) -> Fact:
    return Fact(key=key, label=SHOWN[key], value=date.fromisoformat(value) if key in DATES else value)


def _filed(track: Track, application: Application, *, is_now: bool) -> Happened:
    if application.filed_at is None:
        raise ValueError("only a filed application is a case")
    meaning = track.said(statuses.FILED, timezone.localdate(application.filed_at))
    return Happened(id=None, kind=statuses.FILED, meaning=meaning, at=application.filed_at, is_now=is_now)


def _asked(application: Application, opened: list[_Opened]) -> list[Asked]:
    """The newest summons first. What came before the end of the case is waited for no longer."""
    found: list[Asked] = []
    ended = False
    key = application.case_key
    for each in opened:
        ended = ended or each.row.ends
        if not each.body:
            continue
        rows = sorted(each.event.requests.all(), key=lambda row: row.position)
        found += [_item(key, row, place=each.body.get("place") or "", ended=ended) for row in rows]
    sent = queries.follow(application) if found else []
    return [replace(item, files=tuple(each for each in sent if each.following.answers == item.id)) for item in found]


def _item(key: DataKey, row: Request, *, place: str, ended: bool) -> Asked:
    return Asked(
        id=row.pk,
        key=row.key,
        text=seals.unseal(key, row),
        means=row.means,
        due=row.due,
        place=place,
        is_open=not ended and row.due >= timezone.localdate(),
        can_send=not ended and row.means != APPEARANCE,
    )


def _body(key: DataKey, event: CaseEvent) -> Mapping[str, Any]:
    try:
        found: dict[str, Any] = seals.unseal(key, event)
    except KeyDestroyed:
        return {}
    return found

"""Approved changes of dated facts: one person enters, another types the same again, and from then on it counts."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import Max
from django.utils import timezone

from procedures import changeable
from procedures.errors import (
    AlreadyWaiting,
    Different,
    LaterOneApproved,
    NotAnAccount,
    NotWaiting,
    OverlayError,
    SaidAlready,
    SamePerson,
    UnknownFact,
    WrongDays,
)
from procedures.models import ACCOUNTS, Overlay
from procedures.tables import changes
from procedures.tables.changes import Change, Changes
from procedures.tables.offices import Account, Office, is_account

log = logging.getLogger(__name__)
# Every page asks it: making this statement anew would cost six times what it takes
REVISION = "SELECT count(approved_at), count(withdrawn_at), max(approved_at), max(withdrawn_at) FROM procedures_overlay"
_copies: dict[str, Any] = {}  # the newest state this process has read, under its revision


def account_fact(payee: str) -> str:
    """What an entry of this payee's account is about."""
    return f"{ACCOUNTS}{payee}"


def confirmed(offices: Sequence[Office], *, on: date) -> list[Office]:
    """With the accounts that two persons confirmed, in the order given; one query."""
    found = Overlay.objects.filter(
        fact__startswith=ACCOUNTS,
        key__in=[each.key for each in offices],
        approved_at__isnull=False,
        valid_from__lte=on,
    )
    entries = list(found.order_by("valid_from", "approved_at"))
    return [_changed(each, [entry for entry in entries if entry.key == each.key]) for each in offices]


def changed_at() -> datetime | None:
    """When somebody last approved or withdrew a change."""
    acts = Overlay.objects.aggregate(approved=Max("approved_at"), withdrawn=Max("withdrawn_at"))
    return max((moment for moment in acts.values() if moment), default=None)


def in_force() -> Changes:
    """What was approved, but for accounts; asked for by one small statement, and read again only after an act."""
    with connection.cursor() as cursor:
        revision = cursor.execute(REVISION).fetchone()
    if _copies.get("revision") != revision:
        _copies.update(revision=revision, changes=_read())
    return cast(Changes, _copies["changes"])


def is_typed_again(fact: str) -> bool:
    """By the second person; the rest is approved as it stands."""
    return fact.startswith(ACCOUNTS) or changeable.fact(fact).is_amount


def enter(entry: Overlay) -> None:
    """Changes nothing that readers see until somebody else approves it. Raises the OverlayError that says why not."""
    if _is_account(entry):
        _judge_account(entry)
    else:
        _judge(entry)
    try:
        with transaction.atomic():
            entry.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadyWaiting from error


@transaction.atomic
def approve(entry_id: UUID, *, typed: str = "", by: int) -> Overlay:
    """The second person types accounts and amounts from the letter or page: what was only looked at is not checked.

    Raises NotWaiting, SamePerson, Different.
    """
    entry = Overlay.objects.select_for_update().get(pk=entry_id)
    if not entry.is_waiting:
        raise NotWaiting
    if entry.entered_by == by:
        raise SamePerson
    if is_typed_again(entry.fact) and not _is_same(entry, typed):
        raise Different
    entry.approved_by, entry.approved_at = by, timezone.now()
    entry.save(update_fields=["approved_by", "approved_at"])
    changes.ask_again()
    return entry


@transaction.atomic
def withdraw(entry_id: UUID, *, by: int) -> Overlay:
    """One person is enough: it disappears from every page at once. Raises NotWaiting when it was withdrawn."""
    entry = Overlay.objects.select_for_update().get(pk=entry_id)
    if entry.is_withdrawn:
        raise NotWaiting
    entry.withdrawn_by, entry.withdrawn_at = by, timezone.now()
    entry.save(update_fields=["withdrawn_by", "withdrawn_at"])
    changes.ask_again()
    return entry


def _changed(office: Office, approved: Sequence[Overlay]) -> Office:
    return replace(office, accounts=tuple(_confirmed(account, approved) for account in office.accounts))


def _confirmed(account: Account, approved: Sequence[Overlay]) -> Account:
    entries = [entry for entry in approved if entry.fact == account_fact(account.payee)]
    if not entries:
        return account
    number = _decisive(entries)
    return replace(account, number=number, verified=bool(number))


def _decisive(entries: Sequence[Overlay]) -> str:
    """The newest; empty when somebody found an account wrong and none was approved since: an older one is no safer."""
    withdrawn = max((entry.withdrawn_at for entry in entries if entry.withdrawn_at), default=None)
    counting = [
        entry
        for entry in entries
        if not entry.withdrawn_at and entry.approved_at and (withdrawn is None or entry.approved_at > withdrawn)
    ]
    return counting[-1].value if counting else ""


def _read() -> Changes:
    approved = Overlay.objects.filter(approved_at__isnull=False, withdrawn_at__isnull=True, fact__in=changeable.FACTS)
    return Changes(tuple(_readable(approved.order_by("valid_from", "approved_at"))))


def _readable(entries: Iterable[Overlay]) -> Iterator[Change]:
    """One that a release reads no more is left out and said, as one that fits no row is: the rest stays in force."""
    for each in entries:
        try:
            yield _change(each)
        except ValueError as error:
            log.error("%s of %s from %s: %s", each.fact, each.key, each.valid_from, error)  # noqa: TRY400


def _change(entry: Overlay) -> Change:
    fact = changeable.fact(entry.fact)
    return Change(
        **fact.place(entry.key),
        value=fact.read(entry.value),
        source=entry.source,
        checked_on=cast(date, entry.checked_on),  # the database knows that only accounts have none
        valid_from=entry.valid_from,
        valid_to=entry.valid_to,
        approved_on=timezone.localdate(entry.approved_at) if entry.approved_at else None,
    )


def _is_account(entry: Overlay) -> bool:
    return entry.fact.startswith(ACCOUNTS)


def _judge_account(entry: Overlay) -> None:
    """Raises NotAnAccount, LaterOneApproved."""
    entry.value = _digits(entry.value)
    if not is_account(entry.value):
        raise NotAnAccount
    if _is_passed_over(entry):
        raise LaterOneApproved


def _judge(entry: Overlay) -> None:
    """Raises UnknownFact, NotAValue, WrongDays, SaidAlready."""
    fact = changeable.fact(entry.fact)
    entry.value = fact.canonical(entry.value)
    if entry.checked_on is None or entry.checked_on > timezone.localdate():
        raise WrongDays
    if entry.valid_to and (not fact.may_end or entry.valid_to < entry.valid_from):
        raise WrongDays
    row = fact.row(entry.key, entry.valid_from)
    if row is None:
        raise UnknownFact
    fact.judge(row, _change(entry))
    if row.holds(entry.valid_from) and fact.said(row) == entry.value and entry.valid_to in (None, row.valid_to):
        raise SaidAlready


def _is_same(entry: Overlay, typed: str) -> bool:
    if _is_account(entry):
        return _digits(typed) == entry.value
    try:
        return changeable.fact(entry.fact).canonical(typed) == entry.value
    except OverlayError:
        return False


def _is_passed_over(entry: Overlay) -> bool:
    """Whether an account confirmed from a later day on counts already, so that this one never would."""
    later = Overlay.objects.filter(fact=entry.fact, key=entry.key, valid_from__gt=entry.valid_from)
    counting = later.filter(approved_at__isnull=False, withdrawn_at__isnull=True, valid_from__lte=timezone.localdate())
    return counting.exists()


def _digits(value: str) -> str:
    return "".join(value.split()).removeprefix("PL")

"""Approved changes of dated facts: one person enters, another types the same again, and from then on it counts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from procedures.errors import AlreadyWaiting, Different, LaterOneApproved, NotAnAccount, NotWaiting, SamePerson
from procedures.models import Overlay
from procedures.tables.offices import Account, Office, is_account


def account_fact(payee: str) -> str:
    """What an entry of this payee's account is about."""
    return f"offices.accounts.{payee}"


def applied(office: Office, *, on: date) -> Office:
    """The office with the accounts that two persons confirmed; one query."""
    return confirmed([office], on=on)[0]


def confirmed(offices: Sequence[Office], *, on: date) -> list[Office]:
    """The same for many, in the order given; one query."""
    found = Overlay.objects.filter(
        key__in=[each.key for each in offices], approved_at__isnull=False, valid_from__lte=on
    )
    entries = list(found.order_by("valid_from", "approved_at"))
    return [_changed(each, [entry for entry in entries if entry.key == each.key]) for each in offices]


def enter(entry: Overlay) -> None:
    """Changes nothing that readers see until somebody else approves it.

    Raises NotAnAccount, PassedOver, AlreadyWaiting.
    """
    entry.value = _digits(entry.value)
    if not is_account(entry.value):
        raise NotAnAccount
    if _is_passed_over(entry):
        raise LaterOneApproved
    try:
        with transaction.atomic():
            entry.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadyWaiting from error


@transaction.atomic
def approve(entry_id: UUID, *, typed: str, by: int) -> Overlay:
    """The second person types the number from the payee's own letter or page: what was only looked at is not checked.

    Raises NotWaiting, SamePerson, Different.
    """
    entry = Overlay.objects.select_for_update().get(pk=entry_id)
    if not entry.is_waiting:
        raise NotWaiting
    if entry.entered_by == by:
        raise SamePerson
    if _digits(typed) != entry.value:
        raise Different
    entry.approved_by, entry.approved_at = by, timezone.now()
    entry.save(update_fields=["approved_by", "approved_at"])
    return entry


@transaction.atomic
def withdraw(entry_id: UUID, *, by: int) -> Overlay:
    """One person is enough: the account disappears from every page at once. Raises NotWaiting when it was withdrawn."""
    entry = Overlay.objects.select_for_update().get(pk=entry_id)
    if entry.is_withdrawn:
        raise NotWaiting
    entry.withdrawn_by, entry.withdrawn_at = by, timezone.now()
    entry.save(update_fields=["withdrawn_by", "withdrawn_at"])
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


def _is_passed_over(entry: Overlay) -> bool:
    """Whether an account confirmed from a later day on counts already, so that this one never would."""
    later = Overlay.objects.filter(fact=entry.fact, key=entry.key, valid_from__gt=entry.valid_from)
    counting = later.filter(approved_at__isnull=False, withdrawn_at__isnull=True, valid_from__lte=timezone.localdate())
    return counting.exists()


def _digits(value: str) -> str:
    return "".join(value.split()).removeprefix("PL")

"""The only writer of the state of a hand-over: one verb, one function. The caller holds the lock."""

from accounts.models import User
from applications.handover.errors import HandOverCannotMove
from applications.handover.models import HandOver
from applications.handover.states import HandOverState


def accept(found: HandOver, receiver: User) -> None:
    _end(found, HandOverState.ACCEPTED, receiver=receiver)


def refuse(found: HandOver) -> None:
    _end(found, HandOverState.REFUSED)


def withdraw(found: HandOver) -> None:
    _end(found, HandOverState.WITHDRAWN)


def expire(found: HandOver) -> None:
    _end(found, HandOverState.EXPIRED)


def stop(found: HandOver) -> None:
    """The day of birth was wrong too often."""
    _end(found, HandOverState.LOCKED)


def finish(found: HandOver) -> None:
    """Nothing is left to hand over."""
    _end(found, HandOverState.OVER)


def _end(found: HandOver, target: HandOverState, *, receiver: User | None = None) -> None:
    """The address is needed no more."""
    if not found.may(target):
        raise HandOverCannotMove
    found.state, found.receiver, found.sealed = target, receiver, None
    found.save(update_fields=["state", "receiver", "sealed"])

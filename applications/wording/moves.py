"""The only writer of the states of requests and texts: one verb, one function. The caller holds the lock."""

from datetime import datetime

from applications.wording.errors import WordingCannotMove
from applications.wording.models import WordingRequest, WordingText
from applications.wording.states import RequestState, TextState


def reopen(request: WordingRequest, *, at: datetime) -> None:
    """A new link; one that ended goes on."""
    if not request.is_open:
        _move(request, RequestState.OPEN)
    request.expires_at, request.told_at = at, None
    request.save(update_fields=["state", "expires_at", "told_at"])


def expire(request: WordingRequest) -> None:
    _move(request, RequestState.EXPIRED)
    request.save(update_fields=["state"])


def withdraw(request: WordingRequest) -> None:
    _end(request, RequestState.WITHDRAWN)


def finish(request: WordingRequest) -> None:
    """Its draft is one no longer."""
    _end(request, RequestState.OVER)


def write(text: WordingText, sealed: bytes, *, at: datetime) -> None:
    """What the trusted person wrote; they may write again until the applicant decides."""
    _decide(text, TextState.WRITTEN)
    text.sealed, text.written_at = sealed, at
    text.save(update_fields=["state", "sealed", "written_at"])


def take(text: WordingText) -> None:
    _decide(text, TextState.TAKEN)
    text.save(update_fields=["state"])


def leave(text: WordingText) -> None:
    _decide(text, TextState.LEFT)
    text.save(update_fields=["state"])


def _end(request: WordingRequest, target: RequestState) -> None:
    """Nothing that people wrote, and no way to it, outlives the request."""
    _move(request, target)
    request.sealed = request.email_index = None
    request.save(update_fields=["state", "sealed", "email_index"])
    request.texts.all().delete()
    request.links.all().delete()


def _move(request: WordingRequest, target: RequestState) -> None:
    if not request.may(target):
        raise WordingCannotMove
    request.state = target


def _decide(text: WordingText, target: TextState) -> None:
    if not text.may(target):
        raise WordingCannotMove
    text.state = target

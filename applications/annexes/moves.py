"""The only writer of a request's state: one verb, one function. The caller holds the lock (`requests.lock`)."""

from datetime import datetime

from applications.annexes.errors import AnnexCannotMove
from applications.annexes.models import AnnexRequest
from applications.annexes.states import AnnexState


def ask_again(request: AnnexRequest, *, is_current: bool) -> None:
    """A new link: what is filled in over data that still stand goes on, all else begins anew. A signature goes."""
    goes_on = request.is_fillable and request.opened_at is not None and is_current
    _move(request, AnnexState.OPENED if goes_on else AnnexState.SENT)
    _drop_signature(request)
    request.save()


def take_back(request: AnnexRequest) -> None:
    """Who filled it in has something to change before everybody has signed."""
    if not request.is_partly:
        raise AnnexCannotMove(AnnexState(request.state), AnnexState.OPENED)
    _move(request, AnnexState.OPENED)
    _drop_signature(request)
    request.save()


def open(request: AnnexRequest, *, at: datetime) -> None:
    if request.is_partly:  # only by taking it back
        raise AnnexCannotMove(AnnexState(request.state), AnnexState.OPENED)
    _move(request, AnnexState.OPENED)
    request.opened_at = at
    request.save(update_fields=["state", "opened_at"])


def sign_partly(request: AnnexRequest) -> None:
    """With a signature, and others still to come."""
    _move(request, AnnexState.PARTLY)
    request.save()


def sign(request: AnnexRequest, *, at: datetime) -> None:
    """With the signature the caller has sealed into it."""
    _move(request, AnnexState.SIGNED)
    request.signed_at, request.remind_at = at, None
    request.save()


def expire(request: AnnexRequest) -> None:
    _move(request, AnnexState.EXPIRED)
    request.remind_at = None
    request.save(update_fields=["state", "remind_at"])


def end(request: AnnexRequest) -> None:
    """Nobody needs it, or can read it, any longer."""
    _move(request, AnnexState.ENDED)
    request.remind_at = request.signed = request.signer = None
    request.save()


def _drop_signature(request: AnnexRequest) -> None:
    request.signed = request.signer = request.signed_at = request.frozen_on = None
    request.signed_sha256 = ""


def _move(request: AnnexRequest, target: AnnexState) -> None:
    if not request.may(target):
        raise AnnexCannotMove(AnnexState(request.state), target)
    request.state = target

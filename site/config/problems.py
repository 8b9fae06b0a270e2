"""DRF's one exception handler: every error leaves the API as RFC 9457 problem details."""

from http import HTTPStatus
from typing import Any

from django.http import Http404
from rest_framework.exceptions import APIException, NotFound, ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler

from accounts.acting import NotEntitled
from applications.annexes import errors as annexes
from applications.answers.errors import AnswersError
from applications.answers.sheets import Stale
from applications.cases.errors import CaseError
from applications.correspondence.errors import CorrespondenceError
from applications.drafting.errors import (
    DraftingError,
    InvalidAnswers,
    NoRevision,
    NotFileable,
    UnknownPurpose,
)
from applications.filing.errors import FilingError
from applications.finding.errors import FindingError
from applications.handover import errors as handover
from applications.receipts.errors import CopyErased, NotFiled, ReceiptError
from applications.retention.errors import RetentionError
from applications.signing.errors import AlreadySpent, ReturnRefused, ServiceUnavailable, SignatureRefused
from applications.uploads.errors import FileRefused, NotAccepted
from applications.wording import errors as wording
from config.problem_types import CONTENT_TYPE, details
from payments.errors import NotPayable, ServiceDown, ServiceRefused

# The reaction to each error of the domain; the most special class first
STATUS: dict[type[Exception], int] = {
    NotEntitled: 403,
    annexes.UnknownLink: 404,
    annexes.LinkEnded: 410,
    annexes.TooManyLinks: 429,
    annexes.AnnexError: 409,
    wording.UnknownWordingLink: 404,
    wording.WordingLinkEnded: 410,
    wording.TooManyWordingLinks: 429,
    wording.NothingToWrite: 422,
    wording.PolishRefused: 422,
    wording.MachineOff: 404,
    wording.MachineUnavailable: 503,
    wording.WordingError: 409,
    handover.UnknownHandOver: 404,
    handover.HandOverEnded: 410,
    handover.AnotherAddress: 403,
    handover.BornDiffers: 422,
    handover.OwnAddress: 422,
    handover.TooManyHandOvers: 429,
    handover.HandOverError: 409,
    FindingError: 409,
    CorrespondenceError: 409,
    CaseError: 409,
    Stale: 412,
    AnswersError: 404,
    InvalidAnswers: 422,
    NotFileable: 422,
    UnknownPurpose: 422,
    NoRevision: 428,
    DraftingError: 409,
    NotPayable: 409,
    ServiceDown: 503,
    ServiceRefused: 502,
    NotFiled: 404,
    CopyErased: 410,
    ReceiptError: 409,
    FilingError: 409,
    RetentionError: 409,
    FileRefused: 422,
    NotAccepted: 409,
    AlreadySpent: 409,
    ReturnRefused: 410,
    SignatureRefused: 422,
    ServiceUnavailable: 503,
}


def handle(error: Exception, context: dict[str, Any]) -> Response | None:
    """A problem for what we know, None (a 500) for what we don't."""
    for kind, status in STATUS.items():
        if isinstance(error, kind):
            facts = getattr(error, "facts", {})
            return _answer(details(status, _code(error), str(error), **facts))
    if isinstance(error, Http404):
        error = NotFound()
    response = exception_handler(error, context)
    if response is None or not isinstance(error, APIException):
        return response
    return _answer(_of_framework(error, response), dict(response.headers))


def _of_framework(error: APIException, response: Response) -> dict[str, Any]:
    """What DRF refuses. A default title with a gap in it (`{method}`) gives way to the name of the status."""
    title = str(error.default_detail)
    if "{" in title:
        title = HTTPStatus(response.status_code).phrase
    if isinstance(error, ValidationError):
        return details(response.status_code, "invalid", title, errors=response.data)
    return details(response.status_code, str(error.get_codes()), title, detail=str(error.detail))


def _code(error: Exception) -> str:
    """A word of the API, whatever the class is called: each error declares its own."""
    code: str = error.code  # type: ignore[attr-defined]  # every kind of STATUS has one
    return code


def _answer(problem: dict[str, Any], headers: dict[str, str] | None = None) -> Response:
    return Response(problem, status=problem["status"], headers=headers, content_type=CONTENT_TYPE)

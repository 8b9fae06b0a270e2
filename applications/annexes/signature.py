"""The third party's signature: what is sent to be signed, and what comes back (art. 106d(4))."""

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from applications.annexes import asking, moves, prefill, progress, xml
from applications.annexes.errors import AlreadySigned, ChangedMeanwhile, LinkEnded, NotComplete
from applications.annexes.models import AnnexRequest
from applications.answers import sheets
from applications.drafting import lifecycle, news
from applications.drafting.news import News
from applications.exchange.protocol.canonical import digest
from applications.signing import judge, redirects, uploaded
from applications.signing.errors import AlreadySpent, SignatureRefused
from applications.signing.judge import Judgement
from applications.signing.models import SignatureRequest
from applications.signing.redirects import Redirect
from audit import trail
from procedures.language.schema import Answers
from sealing import keys

PURPOSE = "annex"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedBy:
    """Who signed, as the certificate says it."""

    name: str = field(repr=False)
    organisation: str = field(repr=False)
    kind: str
    tax_number: str = field(default="", repr=False)  # NIP of the organisation


def answers_of(request: AnnexRequest) -> Answers:
    return {} if request.sheet is None else sheets.read(request.sheet).answers


def to_sign(request: AnnexRequest, *, on: date | None = None) -> bytes:
    """The document, complete and over the applicant's present data."""
    if request.is_signed:
        raise AlreadySigned
    if not request.is_waiting or request.sheet is None:
        raise LinkEnded
    if not prefill.is_current(request):
        raise ChangedMeanwhile
    contents = sheets.read(request.sheet)
    if lacking := progress.unfinished(request, contents):
        raise NotComplete(lacking)
    day, form = on or timezone.localdate(), prefill.form_of(request)
    return xml.build(form, contents.answers, request, on=day)


def start(request: AnnexRequest, *, return_url: str) -> Redirect:
    content = to_sign(request)
    return redirects.start(
        subject=request.pk, purpose=PURPOSE, document=content, return_url=return_url, key=request.key
    )


def of_return(state: str) -> AnnexRequest:
    """Whose signature comes back; ReturnRefused when the state is not ours."""
    return _get(redirects.subject_of(state, purpose=PURPOSE))


def returned(*, state: str, artifact: str) -> AnnexRequest:
    """Judged and kept; the same return twice is one signature."""
    request = of_return(state)
    try:
        back = redirects.collect(state=state, artifact=artifact, purpose=PURPOSE)
    except AlreadySpent:
        if request.is_signed:
            return request
        raise
    judgement = _judged(request, lambda: judge.judge_anybody(back.signed, document=back.document))
    return keep(request, back.signed, judgement, document=back.document, sent=back.request)


def accept(request: AnnexRequest, content: bytes) -> AnnexRequest:
    """A file signed elsewhere, over the document as it is today."""
    expected = to_sign(request)
    judgement = _judged(request, lambda: uploaded.accept(content, document=expected, expected=None))
    return keep(request, content, judgement, document=expected)


@transaction.atomic
def keep(
    request: AnnexRequest,
    signed: bytes,
    judgement: Judgement,
    *,
    document: bytes,
    sent: SignatureRequest | None = None,
) -> AnnexRequest:
    """The signature counts when the document is still the same; the applicant is told."""
    request = asking.lock(request)
    if to_sign(request, on=timezone.localdate(sent.created_at) if sent else None) != document:
        raise ChangedMeanwhile
    if sent is not None:
        redirects.spend(sent)
    signer = _signed_by(judgement)
    request.signed = keys.seal(request.key, signed, context=f"annex-signed:{request.pk}")
    request.signer = keys.seal_json(request.key, asdict(signer), context=f"annex-signer:{request.pk}")
    request.signed_sha256 = digest(signed)
    moves.sign(request, at=timezone.now())
    if request.application.is_frozen:  # what is being signed there does not name this annex
        request.application = lifecycle.thaw(request.application, acting=None)
    _tell(request, judgement)
    return request


def _signed_by(judgement: Judgement) -> SignedBy:
    signer = judgement.signer
    return SignedBy(
        name=signer.name, organisation=signer.organisation, kind=judgement.kind.value, tax_number=signer.tax_number
    )


def signer_of(request: AnnexRequest) -> SignedBy | None:
    if request.signer is None:
        return None
    return SignedBy(**keys.unseal_json(request.key, bytes(request.signer), context=f"annex-signer:{request.pk}"))


def _judged(request: AnnexRequest, judgement: Any) -> Judgement:
    try:
        judged: Judgement = judgement()
    except SignatureRefused as refusal:
        facts = {"annex": str(request.pk), "reason": refusal.code}
        trail.record("annex-signature-refused", subject=request.application_id, facts=facts)
        raise
    return judged


def _tell(request: AnnexRequest, judgement: Judgement) -> None:
    application = request.application
    facts = {"annex": str(request.pk), "kind": judgement.kind.value, "sha256": request.signed_sha256}
    trail.record("annex-signed", subject=application.pk, facts=facts)
    news.tell(application, News("annex-arrived", "annexes:list"), language=application.language, person=None)


def _get(request_id: UUID) -> AnnexRequest:
    rows = AnnexRequest.objects.select_related("application__draft_key", "application__sheet__key", "sheet__key")
    return rows.get(pk=request_id)

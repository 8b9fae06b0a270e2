"""The third party's signature: what is sent to be signed, and what comes back (art. 106d(4))."""

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.annexes import asking, moves, prefill, progress, signers, xml
from applications.annexes.errors import AlreadySigned, ChangedMeanwhile, LinkEnded, NobodySigns, NotComplete
from applications.annexes.models import AnnexRequest, AnnexSigner
from applications.answers import sheets
from applications.drafting import lifecycle, news
from applications.drafting.news import News
from applications.exchange.protocol.canonical import digest
from applications.signing import judge, redirects, uploaded
from applications.signing.certificates import SignatureKind
from applications.signing.errors import AlreadySpent, SignatureRefused
from applications.signing.judge import Judgement
from applications.signing.models import SignatureRequest
from applications.signing.redirects import Redirect
from audit import trail
from procedures.language.schema import Answers
from sealing import keys
from writing.listing import listed

PURPOSE = "annex"
KINDS = {
    SignatureKind.TRUSTED: _("trusted signature"),
    SignatureKind.QUALIFIED: _("qualified signature"),
    SignatureKind.PERSONAL: _("personal signature"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedBy:
    """Who signed, as the certificate says it."""

    name: str = field(repr=False)
    organisation: str = field(repr=False)
    kind: str
    tax_number: str = field(default="", repr=False)  # NIP of the organisation
    person: str = field(default="", repr=False, compare=False)  # an index of the person's number
    register: str = field(default="", compare=False)  # what register it is a number of


def answers_of(request: AnnexRequest) -> Answers:
    return {} if request.sheet is None else sheets.read(request.sheet).answers


def to_sign(request: AnnexRequest, *, on: date | None = None) -> bytes:
    """The document, complete and over the applicant's present data."""
    if request.is_signed or request.is_partly:
        raise AlreadySigned
    if not request.is_waiting or request.sheet is None:
        raise LinkEnded
    return document(request, on=on or timezone.localdate())


def document(request: AnnexRequest, *, on: date) -> bytes:
    """As it is signed on this day: complete, and over the applicant's present data."""
    if request.sheet is None:
        raise LinkEnded
    if not prefill.is_current(request):
        raise ChangedMeanwhile
    contents = sheets.read(request.sheet)
    if lacking := progress.unfinished(request, contents):
        raise NotComplete(lacking)
    return xml.build(prefill.form_of(request), contents.answers, request, on=on)


def kinds(request: AnnexRequest) -> frozenset[SignatureKind]:
    """With which of them its form may be signed (art. 106d(4))."""
    signing = prefill.form_of(request).signing
    return frozenset(map(SignatureKind, signing.kinds)) if signing else frozenset()


def ways(request: AnnexRequest) -> dict[str, Any]:
    """How it may be signed: every kind in words, whether by the trusted profile, and the kinds made elsewhere."""
    allowed = kinds(request)
    return {
        "signature_kinds": _named(allowed),
        "by_trusted_profile": SignatureKind.TRUSTED in allowed,
        "kinds_made_elsewhere": _named(allowed - {SignatureKind.TRUSTED}),
    }


def _named(allowed: frozenset[SignatureKind]) -> str:
    return listed(name for kind, name in KINDS.items() if kind in allowed)


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
        if request.is_signed or request.is_partly:
            return request
        raise
    judgement = judged(request, lambda: judge.judge_anybody(back.signed, document=back.document, kinds=kinds(request)))
    return keep(request, back.signed, judgement, document=back.document, sent=back.request)


def accept(request: AnnexRequest, content: bytes) -> AnnexRequest:
    """A file signed elsewhere, over the document as it is today."""
    expected = to_sign(request)
    judgement = judged(request, lambda: uploaded.accept_of_anybody(content, document=expected, kinds=kinds(request)))
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
    """The signature counts when the document is still the same. Once all have signed, the applicant is told."""
    request = asking.lock(request)
    day = timezone.localdate(sent.created_at) if sent else timezone.localdate()
    if to_sign(request, on=day) != document:
        raise ChangedMeanwhile
    if sent is not None:
        redirects.spend(sent)
    seal(request, request, signed, judgement)
    request.frozen_on = day
    record(request, judgement, sha256=request.signed_sha256)
    go_on(request)
    return request


@transaction.atomic
def hand_on(request: AnnexRequest) -> AnnexRequest:
    """Who filled it in does not sign it, but those they named (art. 106d(4)): the first gets a link. It is frozen."""
    request = asking.lock(request)
    if not signers.named(request):
        raise NobodySigns
    day = timezone.localdate()
    to_sign(request, on=day)  # complete, and over the applicant's present data
    redirects.discard(request.pk)
    request.frozen_on = day
    trail.record("annex-handed-on", subject=request.application_id, facts={"annex": str(request.pk)})
    go_on(request)
    return request


def seal(request: AnnexRequest, by: AnnexRequest | AnnexSigner, signed: bytes, judgement: Judgement) -> None:
    """What was signed, and by whom, into the row of who signed."""
    signer = said(request, judgement)
    by.signed = keys.seal(request.key, signed, context=f"annex-signed:{by.pk}")
    by.signer = keys.seal_json(request.key, asdict(signer), context=f"annex-signer:{by.pk}")
    by.signed_sha256 = digest(signed)


def go_on(request: AnnexRequest) -> None:
    """To who signs next; when nobody is left, the annex is signed."""
    if signers.next_of(request) is not None:
        moves.sign_partly(request)
        asking.ask_next(request)
        return
    moves.sign(request, at=timezone.now())
    if request.application.is_frozen:  # what is being signed there does not name this annex
        request.application = lifecycle.thaw(request.application, acting=None)
    application = request.application
    news.tell(application, News("annex-arrived", "annexes:list"), language=application.language, person=None)


def record(request: AnnexRequest, judgement: Judgement, *, sha256: str) -> None:
    facts = {"annex": str(request.pk), "kind": judgement.kind.value, "sha256": sha256}
    trail.record("annex-signed", subject=request.application_id, facts=facts)


def said(request: AnnexRequest, judgement: Judgement) -> SignedBy:
    """What the certificate says of who signs."""
    signer = judgement.signer
    return SignedBy(
        name=signer.name,
        organisation=signer.organisation,
        kind=judgement.kind.value,
        tax_number=signer.tax_number,
        person=_person_of(request, judgement),
        register=signer.register,
    )


def _person_of(request: AnnexRequest, judgement: Judgement) -> str:
    """Equal for one number within one annex; empty where the certificate has none."""
    number = judgement.signer.pesel or judgement.signer.number
    return keys.index(number, purpose=f"annex-person:{request.pk}").hex() if number else ""


def signer_of(request: AnnexRequest) -> SignedBy | None:
    return signed_by(request, request)


def signed_by(request: AnnexRequest, by: AnnexRequest | AnnexSigner) -> SignedBy | None:
    if by.signer is None:
        return None
    return SignedBy(**keys.unseal_json(request.key, bytes(by.signer), context=f"annex-signer:{by.pk}"))


def all_signed_by(request: AnnexRequest) -> list[SignedBy]:
    """Everybody who signed it so far, in turn."""
    found = (signed_by(request, each) for each in signers.everybody(request))
    return [each for each in found if each is not None]


def judged(request: AnnexRequest, judgement: Any) -> Judgement:
    try:
        found: Judgement = judgement()
    except SignatureRefused as refusal:
        facts = {"annex": str(request.pk), "reason": refusal.code}
        trail.record("annex-signature-refused", subject=request.application_id, facts=facts)
        raise
    return found


def _get(request_id: UUID) -> AnnexRequest:
    rows = AnnexRequest.objects.select_related("application__draft_key", "application__sheet__key", "sheet__key")
    return rows.get(pk=request_id)

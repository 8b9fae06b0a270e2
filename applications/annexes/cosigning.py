"""The signatures of those who sign with others: each over the same document, when it is their turn (art. 106d(4))."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from applications.annexes import asking, persons, signature
from applications.annexes.errors import AlreadySigned, ChangedMeanwhile, LinkEnded
from applications.annexes.models import AnnexSigner
from applications.annexes.signature import judged
from applications.signing import judge, redirects, uploaded
from applications.signing.errors import AlreadySpent
from applications.signing.judge import Judgement
from applications.signing.models import SignatureRequest
from applications.signing.redirects import Redirect

PURPOSE = "annex-signer"


def to_sign(signer: AnnexSigner) -> bytes:
    """What those before signed: it is frozen as it was for the first of them."""
    request = signer.request
    if signer.signed_at is not None:
        raise AlreadySigned
    if not request.is_partly or request.frozen_on is None:
        raise LinkEnded
    return signature.document(request, on=request.frozen_on)


def start(signer: AnnexSigner, *, return_url: str) -> Redirect:
    content = to_sign(signer)
    return redirects.start(
        subject=signer.pk, purpose=PURPOSE, document=content, return_url=return_url, key=signer.request.key
    )


def of_return(state: str) -> AnnexSigner:
    """Whose signature comes back; ReturnRefused when the state is not ours, LinkEnded when they sign no longer."""
    return _get(redirects.subject_of(state, purpose=PURPOSE))


def returned(*, state: str, artifact: str) -> AnnexSigner:
    """Judged and kept; the same return twice is one signature."""
    signer = of_return(state)
    if signer.signed_at is None and not signer.request.is_partly:
        raise LinkEnded
    try:
        back = redirects.collect(state=state, artifact=artifact, purpose=PURPOSE)
    except AlreadySpent:
        if signer.signed_at is not None:
            return signer
        raise
    judgement = judged(
        signer.request,
        lambda: judge.judge_anybody(back.signed, document=back.document, kinds=signature.kinds(signer.request)),
    )
    return keep(signer, back.signed, judgement, document=back.document, sent=back.request)


def accept(signer: AnnexSigner, content: bytes) -> AnnexSigner:
    """A file signed elsewhere."""
    expected = to_sign(signer)
    kinds = signature.kinds(signer.request)
    judgement = judged(signer.request, lambda: uploaded.accept_of_anybody(content, document=expected, kinds=kinds))
    return keep(signer, content, judgement, document=expected)


@transaction.atomic
def keep(
    signer: AnnexSigner,
    signed: bytes,
    judgement: Judgement,
    *,
    document: bytes,
    sent: SignatureRequest | None = None,
) -> AnnexSigner:
    """It counts when the document is the same as those before signed, and another person signed it."""
    request = asking.lock(signer.request)
    signer = _get(signer.pk)
    signer.request = request
    if to_sign(signer) != document:
        raise ChangedMeanwhile
    persons.require_another(signature.said(request, judgement), signature.all_signed_by(request))
    if sent is not None:
        redirects.spend(sent)
    signature.seal(request, signer, signed, judgement)
    signer.signed_at = timezone.now()
    signer.save()
    signature.record(request, judgement, sha256=signer.signed_sha256)
    signature.go_on(request)
    return signer


def _get(signer_id: UUID) -> AnnexSigner:
    rows = AnnexSigner.objects.select_related(
        "request__application__draft_key", "request__application__sheet__key", "request__sheet__key"
    )
    try:
        return rows.get(pk=signer_id)
    except AnnexSigner.DoesNotExist:
        raise LinkEnded from None

"""From what was prepared to the receipt: sign, file. A valid signature files at once (art. 106d(5) and (6))."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.acting import Acting, Power
from applications.drafting import access, lifecycle
from applications.exchange.portal import outbox
from applications.exchange.protocol import parts
from applications.filing import following, gathering, moves, note, preparing, signer
from applications.filing.errors import NotPrepared
from applications.filing.models import Submission
from applications.filing.preparing import KIND
from applications.filing.states import SubmissionState
from applications.receipts import issue, own_copy
from applications.receipts.issue import Filed
from applications.receipts.models import Receipt
from applications.signing import judge, redirects, uploaded
from applications.signing.errors import AlreadySpent, SignatureRefused
from applications.signing.judge import Judgement
from applications.signing.models import SignatureRequest
from applications.signing.redirects import Redirect
from audit import trail

PURPOSE = "application"
RETRY = timedelta(seconds=20)


def start_signature(submission: Submission, *, return_url: str) -> Redirect:
    """Send the XML to the signature service; the person follows the address."""
    document = own_copy.read(submission, own_copy.UNSIGNED)
    key = submission.application.draft_key
    return redirects.start(subject=submission.pk, purpose=PURPOSE, document=document, return_url=return_url, key=key)


def of_return(state: str) -> Submission:
    """Whose signature a return carries; raises ReturnRefused when the state is not ours."""
    return _get(redirects.subject_of(state, purpose=PURPOSE))


def returned(*, state: str, artifact: str) -> Receipt:
    """What came back from the signature service: refused with a reason, or filed. Twice the same is one receipt.

    Who sent it to be signed acts, whoever's browser comes back: a session may have ended, and whose signature it is the
    certificate says.
    """
    try:
        back = redirects.collect(state=state, artifact=artifact, purpose=PURPOSE)
    except AlreadySpent as spent:
        submission = _get(spent.subject)
        return file(submission, acting=_sender(submission))
    submission = _get(back.request.subject)
    if submission.is_filed:
        return submission.application.receipt
    acting = _sender(submission)
    try:
        judgement = judge.judge(back.signed, document=back.document, expected=signer.expected(submission.application))
        keep_signed(submission, back.signed, judgement, acting=acting, request=back.request)
    except SignatureRefused as refusal:
        _record_refusal(submission, refusal, acting)
        raise
    return file(submission, acting=acting)


def accept(submission: Submission, signed: bytes, *, acting: Acting) -> Receipt:
    """A file signed elsewhere, with a qualified signature: judged and filed in the same way."""
    acting.require(Power.FILE, principal=submission.application.principal_id)
    if submission.is_filed:
        return submission.application.receipt
    document = own_copy.read(submission, own_copy.UNSIGNED)
    try:
        judgement = uploaded.accept(signed, document=document, expected=signer.expected(submission.application))
        keep_signed(submission, signed, judgement, acting=acting)
    except SignatureRefused as refusal:
        _record_refusal(submission, refusal, acting)
        raise
    return file(submission, acting=acting)


@transaction.atomic
def keep_signed(
    submission: Submission,
    signed: bytes,
    judgement: Judgement,
    *,
    acting: Acting,
    request: SignatureRequest | None = None,
) -> None:
    """The signed bytes are durable before anything else happens with them; a second signature changes nothing.

    Raises ApplicantOfAge where the 18th birthday began while a parent's signature was judged.
    """
    application, current = preparing.lock(submission)
    if current.is_signed or current.is_filed:
        return
    if not current.is_prepared or not preparing.fits(current, application):
        raise NotPrepared
    signer.require_as_judged(application, judgement)
    if request is not None:
        redirects.spend(request)
    current.signed_sha256 = own_copy.keep(current, own_copy.SIGNED, signed)
    current.outcome, current.handed_in_by = judgement.outcome, acting.person
    moves.sign(current, due_at=timezone.now() + RETRY)
    facts = {"message": str(current.pk), "outcome": judgement.outcome.value, "kind": judgement.kind.value}
    trail.record("application-signature-accepted", subject=application.pk, acting=acting, facts=facts)
    lifecycle.sign(application, acting=acting)


def file(submission: Submission, *, acting: Acting | None) -> Receipt:
    """The receipt of a signed submission; filing again gives the same one. The clock files what was held up: nobody."""
    submission = _get(submission.pk)
    if submission.is_filed:
        return submission.application.receipt
    if not submission.is_signed:
        raise NotPrepared
    signed = own_copy.read(submission, own_copy.SIGNED)
    outbox.store_part(submission.pk, kind=KIND, name=own_copy.SIGNED, content=signed)
    if (content := note.of(submission)) is not None:
        outbox.store_part(submission.pk, kind=KIND, name=parts.NOTE, content=content)
    return _file(submission, signed, acting=acting)


@transaction.atomic
def _file(submission: Submission, signed: bytes, *, acting: Acting | None) -> Receipt:
    """Receipt, state, audit, outbox and mail, or nothing."""
    application, current = preparing.lock(submission)
    if current.is_filed:
        return application.receipt
    if not current.is_signed or not preparing.fits(current, application):
        raise NotPrepared
    if gathering.digest(signed) != current.signed_sha256:
        raise NotPrepared
    at = timezone.now()
    application = lifecycle.file(application, acting=acting, at=at)
    signer.keep_born(application)
    moves.file(current)
    outbox.add(message_id=current.pk, kind=KIND, case_id=application.pk)
    following.expect(current, application)
    filed = Filed(
        message_id=current.pk,
        digest=current.signed_sha256,
        applicant=signer.name(application),
        at=at,
        person=current.handed_in_by,
    )
    return issue.receipt(application, filed, acting=acting)


def waiting() -> QuerySet[Submission]:
    """Signed, and something kept them from being filed at once."""
    return Submission.objects.filter(state=SubmissionState.SIGNED, due_at__lte=timezone.now()).order_by("due_at")


def file_later(submission: Submission) -> None:
    """A valid signature is there: nothing but a change of the answers may keep it from being filed."""
    try:
        file(submission, acting=None)
    except NotPrepared:
        preparing.discard(submission)


def _get(message_id: UUID) -> Submission:
    keys = "application__case_key", "application__sheet__key", "application__receipt"
    return Submission.objects.select_related(*keys, "prepared_by").get(pk=message_id)


def _sender(submission: Submission) -> Acting:
    """With the powers of today."""
    return access.acting_in(submission.prepared_by, submission.application)


def _record_refusal(submission: Submission, refusal: SignatureRefused, acting: Acting) -> None:
    facts = {"message": str(submission.pk), "reason": refusal.code}
    trail.record("application-signature-refused", subject=submission.application_id, acting=acting, facts=facts)

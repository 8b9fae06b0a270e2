"""From a complete draft to the receipt: freeze, sign, file. A valid signature files at once (art. 106d(5) and (6))."""

import json
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from applications.annexes import status
from applications.drafting import lifecycle
from applications.drafting.models import Application
from applications.drafting.states import State as Stage
from applications.exchange.portal import outbox
from applications.filing import following, instruction, issue, note, own_copy, package, signer
from applications.filing.errors import AlreadyFiled, AnnexesNotReady, NoAuthority, NotPrepared
from applications.filing.models import Receipt, State, Submission
from applications.filing.package import Package
from applications.signing import judge, requests, uploaded
from applications.signing.errors import AlreadySpent, SignatureRefused
from applications.signing.judge import Judgement
from applications.signing.models import SignatureRequest
from applications.signing.requests import Redirect
from audit import trail
from procedures.voivodeships import VOIVODES

PURPOSE = "application"
KIND = "submission"
RETRY = timedelta(seconds=20)


def prepare(application: Application, *, by: User) -> Submission:
    """Freeze the application and make what is to be signed; the same one again while nothing changed."""
    confirmed = instruction.confirmed(application)
    _require_annexes(application)
    if application.teryt not in VOIVODES:
        raise NoAuthority
    application = _frozen(application, by=by)
    if (current := _current(application)) is not None and _is_of_today(current):
        again = package.gather(application, message_id=current.pk, instruction=confirmed, at=current.prepared_at)
        if package.digest(again.document) == current.document_sha256:
            _store_parts(current.pk, again)
            return current
    message_id = outbox.reserve()
    made = package.gather(application, message_id=message_id, instruction=confirmed, at=timezone.now())
    _store_parts(message_id, made)
    return _keep_prepared(application, made, by=by)


def start_signature(submission: Submission, *, return_url: str) -> Redirect:
    """Send the XML to the signature service; the person follows the address."""
    document = own_copy.read(submission, own_copy.UNSIGNED)
    key = submission.application.draft_key
    return requests.start(subject=submission.pk, purpose=PURPOSE, document=document, return_url=return_url, key=key)


def of_return(state: str) -> Submission:
    """Whose signature a return carries; raises ReturnRefused when the state is not ours."""
    return _get(requests.subject_of(state, purpose=PURPOSE))


def returned(*, state: str, artifact: str) -> Receipt:
    """What came back from the signature service: refused with a reason, or filed. Twice the same is one receipt."""
    try:
        back = requests.collect(state=state, artifact=artifact, purpose=PURPOSE)
    except AlreadySpent as spent:
        return file(_get(spent.subject))
    submission = _get(back.request.subject)
    if submission.state == State.FILED:
        return submission.receipt
    try:
        judgement = judge.judge(back.signed, document=back.document, expected=signer.expected(submission.application))
    except SignatureRefused as refusal:
        _record_refusal(submission, refusal)
        raise
    keep_signed(submission, back.signed, judgement, request=back.request)
    return file(submission)


def accept(submission: Submission, signed: bytes) -> Receipt:
    """A file signed elsewhere, with a qualified signature: judged and filed in the same way."""
    if submission.state == State.FILED:
        return submission.receipt
    document = own_copy.read(submission, own_copy.UNSIGNED)
    try:
        judgement = uploaded.accept(signed, document=document, expected=signer.expected(submission.application))
    except SignatureRefused as refusal:
        _record_refusal(submission, refusal)
        raise
    keep_signed(submission, signed, judgement)
    return file(submission)


@transaction.atomic
def keep_signed(
    submission: Submission, signed: bytes, judgement: Judgement, *, request: SignatureRequest | None = None
) -> None:
    """The signed bytes are durable before anything else happens with them; a second signature changes nothing."""
    application, current = _lock(submission)
    if current.state in {State.SIGNED, State.FILED}:
        return
    if current.state != State.PREPARED or not _fits(current, application):
        raise NotPrepared
    if request is not None:
        requests.spend(request)
    current.signed_sha256 = own_copy.keep(current, own_copy.SIGNED, signed)
    current.state, current.outcome = State.SIGNED, judgement.outcome
    current.due_at = timezone.now() + RETRY
    current.save(update_fields=["signed_sha256", "state", "outcome", "due_at"])
    facts = {"message": str(current.pk), "outcome": judgement.outcome.value, "kind": judgement.kind.value}
    trail.record("application-signature-accepted", subject=application.pk, actor=application.owner, facts=facts)
    lifecycle.sign(application, by=application.owner)


def file(submission: Submission) -> Receipt:
    """The receipt of a signed submission; filing again gives the same one."""
    submission = _get(submission.pk)
    if submission.state == State.FILED:
        return submission.receipt
    if submission.state != State.SIGNED:
        raise NotPrepared
    signed = own_copy.read(submission, own_copy.SIGNED)
    outbox.store_part(submission.pk, kind=KIND, name=own_copy.SIGNED, content=signed)
    if (content := note.of(submission)) is not None:
        outbox.store_part(submission.pk, kind=KIND, name=note.NAME, content=content)
    return _file(submission, signed)


@transaction.atomic
def _file(submission: Submission, signed: bytes) -> Receipt:
    """Receipt, state, audit, outbox and mail, or nothing."""
    application, current = _lock(submission)
    if current.state == State.FILED:
        return current.receipt
    if current.state != State.SIGNED or not _fits(current, application):
        raise NotPrepared
    if package.digest(signed) != current.signed_sha256:
        raise NotPrepared
    at = timezone.now()
    application = lifecycle.file(application, by=application.owner, at=at)
    current.state, current.due_at = State.FILED, None
    current.save(update_fields=["state", "due_at"])
    outbox.add(message_id=current.pk, kind=KIND, case_id=application.pk)
    following.expect(current, application)
    return issue.receipt(current, application, at=at)


@transaction.atomic
def discard(submission: Submission) -> None:
    """The answers changed: what was made to be signed, and any signature on it, counts no more."""
    current = Submission.objects.select_for_update().get(pk=submission.pk)
    if current.state == State.FILED:
        raise AlreadyFiled
    current.state, current.due_at = State.DISCARDED, None
    current.save(update_fields=["state", "due_at"])
    current.documents.all().delete()
    requests.discard(current.pk)
    transaction.on_commit(lambda: outbox.discard(current.pk))


def waiting() -> QuerySet[Submission]:
    """Signed, and something kept them from being filed at once."""
    return Submission.objects.filter(state=State.SIGNED, due_at__lte=timezone.now())


def _require_annexes(application: Application) -> None:
    if missing := [each.key for each in status.of(application) if not each.is_current]:
        raise AnnexesNotReady(missing)


def _frozen(application: Application, *, by: User) -> Application:
    with transaction.atomic():
        current = lifecycle.lock(application)
        if current.state == Stage.SIGNING:
            return current
        if current.filed_at is not None:
            raise AlreadyFiled
        return lifecycle.freeze(current, by=by)


def _current(application: Application) -> Submission | None:
    found = application.submissions.live().first()
    return found if found is not None and found.state == State.PREPARED and _fits(found, application) else None


def _is_of_today(submission: Submission) -> bool:
    """The form bears the day of signing."""
    return timezone.localdate(submission.prepared_at) == timezone.localdate()


def _fits(submission: Submission, application: Application) -> bool:
    """Made from the answers as they are now, and they have stayed frozen."""
    frozen = application.state in {Stage.SIGNING, Stage.SIGNED}
    return frozen and application.sheet is not None and submission.revision == application.sheet.revision


def _store_parts(message_id: UUID, made: Package) -> None:
    for name, content in made.parts.items():
        outbox.store_part(message_id, kind=KIND, name=name, content=content)


@transaction.atomic
def _keep_prepared(application: Application, made: Package, *, by: User) -> Submission:
    application = lifecycle.lock(application)
    for older in application.submissions.live():
        discard(older)
    if application.state != Stage.SIGNING or application.sheet is None or application.sheet.revision != made.revision:
        raise NotPrepared
    submission = Submission.objects.create(
        message_id=made.frozen.message,
        application=application,
        revision=made.revision,
        document_sha256=package.digest(made.document),
        payload_sha256=made.frozen.payload_sha256,
        uploads=list(made.uploads),
        purposes=sorted({file.purpose for file in made.frozen.files}),
        language=application.language,
        prepared_by=by,
        prepared_at=made.at,
    )
    own_copy.keep(submission, own_copy.UNSIGNED, made.document)
    own_copy.keep(submission, own_copy.APPLICATION_PDF, made.parts[package.PDF])
    own_copy.keep(submission, own_copy.FILES, json.dumps(made.listing, indent=1).encode())
    return submission


def _lock(submission: Submission) -> tuple[Application, Submission]:
    """Always the application first, so that two transactions never wait for each other."""
    application = lifecycle.lock(submission.application)
    current = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
    current.application = application
    return application, current


def _get(message_id: UUID) -> Submission:
    rows = Submission.objects.select_related("application__case_key", "application__sheet__key", "receipt")
    return rows.get(pk=message_id)


def _record_refusal(submission: Submission, refusal: SignatureRefused) -> None:
    facts = {"message": str(submission.pk), "reason": type(refusal).__name__}
    trail.record("application-signature-refused", subject=submission.application_id, facts=facts)

"""What is to be signed: freezes a complete draft and makes its XML, PDF and parts under a reserved message id."""

import json
import logging
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.acting import Acting, Power
from applications.annexes import status
from applications.annexes.own import filling
from applications.drafting import fileable, lifecycle
from applications.drafting.errors import Incomplete, NotFileable, NotPossible
from applications.drafting.models import Application
from applications.drafting.states import ApplicationState
from applications.exchange.portal import errors as exchange_errors
from applications.exchange.portal import outbox
from applications.exchange.protocol import kinds, parts
from applications.filing import confirmed as confirmed_words
from applications.filing import gathering, instruction, moves
from applications.filing.errors import (
    AlreadyFiled,
    AnnexesNotReady,
    AnswersWouldBeRefused,
    NoAuthority,
    NotPrepared,
    OwnAnnexesIncomplete,
)
from applications.filing.gathering import Package
from applications.filing.models import Submission
from applications.receipts import own_copy
from applications.signing import redirects
from applications.wording import asking
from procedures import catalogue
from procedures.language import wording
from procedures.tables.voivodeships import VOIVODES

KIND = kinds.SUBMISSION
logger = logging.getLogger(__name__)


def prepare(application: Application, *, acting: Acting) -> Submission:
    """Freeze the application and make what is to be signed; the same one again while nothing changed."""
    acting.require(Power.PREPARE, principal=application.principal_id)
    if refused := _not_fileable(application):
        raise refused
    confirmed = instruction.confirmed(application)
    _require_annexes(application)
    if no_office := _no_office(application):
        raise no_office
    application = _frozen(application, acting=acting)
    if (current := _current(application)) is not None and _is_of_today(current):
        again = gathering.gather(application, message_id=current.pk, instruction=confirmed, at=current.prepared_at)
        if gathering.digest(again.document) == current.document_sha256:
            _store_parts(current.pk, again)
            own_copy.keep_beside(
                current, own_copy.UNSIGNED, own_copy.CONFIRMED, confirmed_words.document(application, confirmed)
            )
            return _prepared_again(current, acting)
    message_id = outbox.reserve()
    made = gathering.gather(application, message_id=message_id, instruction=confirmed, at=timezone.now())
    _store_parts(message_id, made)
    words = confirmed_words.document(application, confirmed)
    return _keep_prepared(application, made, words, acting=acting)


@transaction.atomic
def discard(submission: Submission) -> None:
    """The answers changed: what was made to be signed, and any signature on it, counts no more."""
    current = Submission.objects.select_for_update().get(pk=submission.pk)
    if current.is_filed:
        raise AlreadyFiled
    moves.discard(current)
    own_copy.files(current).delete()
    redirects.discard(current.pk)
    transaction.on_commit(lambda: outbox.discard(current.pk))


def fits(submission: Submission, application: Application) -> bool:
    """Made from the answers as they are now, and they have stayed frozen."""
    if not application.is_frozen or application.sheet is None:
        return False
    return submission.revision == gathering.revision(application)


def lock(submission: Submission) -> tuple[Application, Submission]:
    """Always the application first, so that two transactions never wait for each other."""
    application = lifecycle.lock(submission.application)
    current = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
    current.application = application
    return application, current


def hindrance(
    application: Application,
) -> NotPossible | NotFileable | Incomplete | AnnexesNotReady | OwnAnnexesIncomplete | NoAuthority | None:
    """What would stop `prepare`; asked before a person reads and ticks anything."""
    if refused := _not_fileable(application):
        return refused
    if not application.is_editable:
        return NotPossible(ApplicationState(application.state), ApplicationState.SIGNING)
    if lacking := lifecycle.unfinished(application):
        return Incomplete(lacking)
    if missing := _missing_annexes(application):
        return AnnexesNotReady(missing)
    if lacking_own := filling.unfinished(application):
        return OwnAnnexesIncomplete(lacking_own)
    return _no_office(application)


def _not_fileable(application: Application) -> NotFileable | None:
    procedure = catalogue.procedure(application.procedure)
    return fileable.hindrance_to_file(procedure, application.form_version, on=timezone.localdate())


def _require_annexes(application: Application) -> None:
    if missing := _missing_annexes(application):
        raise AnnexesNotReady(missing)
    if lacking := filling.unfinished(application):
        raise OwnAnnexesIncomplete(lacking)


def _no_office(application: Application) -> NoAuthority | None:
    found = lifecycle.decider(application)
    if found is not None and found.teryt in VOIVODES:
        return None
    return NoAuthority([wording.of_question(field) for field in found.waits_for] if found else [])


def _missing_annexes(application: Application) -> list[str]:
    return [each.key for each in status.of(application) if not each.is_current]


def _frozen(application: Application, *, acting: Acting) -> Application:
    with transaction.atomic():
        current = lifecycle.lock(application)
        if current.is_being_signed:
            return lifecycle.settle_office(current)
        if current.filed_at is not None:
            raise AlreadyFiled
        asking.finish_all(current, acting=acting)
        return lifecycle.freeze(current, acting=acting)


def _prepared_again(submission: Submission, acting: Acting) -> Submission:
    """Who had it made ready last sends it to be signed."""
    if submission.prepared_by_id != acting.person.pk:
        submission.prepared_by = acting.person
        submission.save(update_fields=["prepared_by"])
    return submission


def _current(application: Application) -> Submission | None:
    found = application.submissions.live().first()
    return found if found is not None and found.is_prepared and fits(found, application) else None


def _is_of_today(submission: Submission) -> bool:
    """The form bears the day of signing."""
    return timezone.localdate(submission.prepared_at) == timezone.localdate()


def _store_parts(message_id: UUID, made: Package) -> None:
    """Judged first, the document too, while a person can still change what the register would refuse."""
    form = (made.frozen.form_key, made.frozen.form_version)
    try:
        outbox.judge(KIND, own_copy.SIGNED, made.document)
        for name, content in made.parts.items():
            outbox.store_part(message_id, kind=KIND, name=name, content=content, form=form)
    except exchange_errors.WouldBeRefused as error:
        logger.exception("what message %s was to carry would be refused", message_id)
        raise AnswersWouldBeRefused from error


@transaction.atomic
def _keep_prepared(application: Application, made: Package, words: bytes, *, acting: Acting) -> Submission:
    application = lifecycle.lock(application)
    for older in application.submissions.live():
        discard(older)
    if not application.is_being_signed or gathering.revision(application) != made.revision:
        raise NotPrepared
    submission = Submission.objects.create(
        message_id=made.frozen.message,
        application=application,
        revision=made.revision,
        document_sha256=gathering.digest(made.document),
        payload_sha256=made.frozen.payload_sha256,
        uploads=list(made.uploads),
        purposes=sorted({file.purpose for file in made.frozen.files}),
        language=application.language,
        prepared_by=acting.person,
        prepared_at=made.at,
    )
    own_copy.keep(submission, own_copy.UNSIGNED, made.document)
    own_copy.keep(submission, own_copy.APPLICATION_PDF, made.parts[parts.PDF])
    for annex in made.frozen.annexes:
        if annex.by_applicant:
            own_copy.keep(submission, annex.name, made.parts[annex.name])
    own_copy.keep(submission, own_copy.CONFIRMED, words)
    own_copy.keep(submission, own_copy.FILES, json.dumps(made.listing, indent=1).encode())
    return submission

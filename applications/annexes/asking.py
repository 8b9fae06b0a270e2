"""Asks third parties for their annexes: send, send again, replace the address, end; and keeps what they fill in.

Who asks is somebody acting for the principal. The third party comes by a link, without an account: nobody acts then.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.acting import Acting, Power
from applications.annexes import form_versions, links, moves, needs, prefill, signers
from applications.annexes.errors import (
    AlreadyAsked,
    AlreadySigned,
    AskedEnough,
    LinkEnded,
    NoSuchAnnex,
    NotSignedYet,
    TooManyLinks,
    TooManySigners,
)
from applications.annexes.models import AnnexRequest
from applications.answers import sheets
from applications.answers.sheets import Contents, Written
from applications.drafting import lifecycle
from applications.drafting.errors import NotPossible
from applications.drafting.models import Application
from applications.drafting.states import ApplicationState
from applications.signing import redirects
from audit import trail
from procedures.language.schema import Annex

FIRST_REMINDER_DAYS = 3
REMINDER_DAYS_BEFORE_LAST = (7, 3, 1)  # before the last lawful day to file
REMINDER_TIME = time(9)
UNTIL_NEXT_TRY = timedelta(hours=1)


@transaction.atomic
def send(application: Application, *, form_key: str, email: str, acting: Acting) -> AnnexRequest:
    """A new request to one address, filled in with what the application says already."""
    application = _editable(application, acting=acting)
    wanted = {annex.form: annex for annex in needs.by_others(application)}
    if form_key not in wanted or application.draft is None:
        raise NoSuchAnnex
    _require_room(application, wanted[form_key], email)
    form = form_versions.to_begin(form_key)
    found = prefill.known(form, sheets.read(application.draft).answers)
    request = AnnexRequest(application=application, form_key=form.key, form_version=form.version)
    request.sheet = sheets.create(form, application.draft_key, answers=found)
    request.prefill_digest = prefill.digest_of(form, found)
    return _ask(request, email, acting=acting)


@transaction.atomic
def resend(request: AnnexRequest, *, acting: Acting) -> AnnexRequest:
    """Another link to the same address. An annex signed over data that changed since has to be signed anew."""
    request = _locked(request, acting=acting)
    if request.is_out_of_time:
        expire(request)
    is_current = prefill.is_current(request)
    template = _template(request, is_current=is_current)
    if request.is_signed and is_current:
        raise AlreadySigned
    if request.is_partly and is_current:
        return _remind_signer(request, acting=acting)
    if not is_current:
        prefill.refresh(request)
        redirects.discard(request.pk)
    signers.reset(request)  # whoever signed before the link ended signed what the next one may not
    _schedule(request)
    moves.ask_again(request, is_current=is_current)
    links.send(request, template)
    _record("annex-sent-again", request, acting)
    return request


@transaction.atomic
def reopen(request: AnnexRequest, *, acting: Acting) -> AnnexRequest:
    """Something in what is signed is wrong: it is asked anew, with what was filled in. The signature counts no more."""
    request = _locked(request, acting=acting)
    if not request.is_signed:
        raise NotSignedYet
    if not prefill.is_current(request):
        prefill.refresh(request)
    signers.reset(request)
    _schedule(request)
    moves.ask_again(request, is_current=False)
    links.send(request, "annex-request")
    _record("annex-reopened", request, acting)
    return request


@transaction.atomic
def replace(request: AnnexRequest, *, email: str, acting: Acting) -> AnnexRequest:
    """The same annex, asked of another address: the links to the former one end at once."""
    request = _locked(request, acting=acting)
    if request.is_signed and prefill.is_current(request):
        raise AlreadySigned
    successor = AnnexRequest(
        application=request.application, form_key=request.form_key, form_version=request.form_version
    )
    sheet, request.sheet = request.sheet, None
    _end(request, acting=acting)
    successor.sheet = sheet
    return _ask(successor, email, acting=acting, is_taken_over=True)


@transaction.atomic
def end(request: AnnexRequest, *, acting: Acting) -> None:
    """The annex of this person is needed no longer; what they typed is erased."""
    request = _locked(request, acting=acting)
    sheet, request.sheet = request.sheet, None
    _end(request, acting=acting)
    if sheet is not None:
        sheet.delete()


def expire(request: AnnexRequest) -> None:
    """Its links end for good. The caller holds the lock."""
    moves.expire(request)
    links.end(request)
    signers.reset(request)


@transaction.atomic
def begin(request: AnnexRequest) -> AnnexRequest:
    """The third party goes on from the first page; from here on the annex counts as opened."""
    request = lock(request)
    _require_waiting(request)
    if not prefill.is_current(request):
        prefill.refresh(request)
    if not request.is_opened:
        moves.open(request, at=timezone.now())
        _record("annex-opened", request, None)
    return request


@transaction.atomic
def save_step(request: AnnexRequest, contents: Contents, *, step: str, expected: int) -> Written:
    """What the third party filled in; raises Stale. A signature under way no longer fits and is discarded."""
    request = lock(request)
    _require_waiting(request)
    if request.sheet is None:
        raise LinkEnded
    redirects.discard(request.pk)
    form = prefill.form_of(request)
    contents = prefill.with_known(form, contents, prefill.kept(form, sheets.read(request.sheet).answers))
    return sheets.save(request.sheet, contents, expected=expected, step=step)


@transaction.atomic
def name_signers(request: AnnexRequest, emails: Sequence[str]) -> AnnexRequest:
    """Who fills it in says who signs after them, in turn. Each gets a link when it is their turn."""
    request = lock(request)
    _require_waiting(request)
    named = list(dict.fromkeys(emails))
    if len(named) > signers.MOST:
        raise TooManySigners
    signers.replace(request, named)
    _record("annex-signers-named", request, None)
    return request


@transaction.atomic
def take_back(request: AnnexRequest) -> AnnexRequest:
    """Something is wrong in what others are to sign: all signatures are given up, and it is changed."""
    request = lock(request)
    moves.take_back(request)
    signers.reset(request)
    _record("annex-taken-back", request, None)
    return request


def ask_next(request: AnnexRequest) -> None:
    """Whose turn it is to sign, as soon as the limit of a day allows: what is signed stands in any case.

    The caller holds the lock.
    """
    try:
        _send_to_next(request)
    except TooManyLinks:
        request.remind_at = timezone.now() + UNTIL_NEXT_TRY
        request.save(update_fields=["sent_at", "expires_at", "remind_at"])


def lock(request: AnnexRequest) -> AnnexRequest:
    """The rows as they are now, the application's first, held to the end of the transaction."""
    application = lifecycle.lock(Application(pk=request.application_id))
    current = AnnexRequest.objects.select_for_update(of=("self",)).select_related("sheet__key").get(pk=request.pk)
    current.application = application
    return current


def next_reminder(request: AnnexRequest, *, after: datetime) -> datetime | None:
    """In the morning, Warsaw time: a few days after asking, then before the last lawful day to file."""
    days = [timezone.localdate(request.sent_at) + timedelta(days=FIRST_REMINDER_DAYS)]
    if last := request.application.last_lawful_day:
        days += [last - timedelta(days=before) for before in REMINDER_DAYS_BEFORE_LAST]
    moments = sorted(_morning(day) for day in days)
    return next((moment for moment in moments if after < moment < request.expires_at), None)


def _remind_signer(request: AnnexRequest, *, acting: Acting) -> AnnexRequest:
    """It is with somebody who signs with others: they get the new link, and what is signed stays."""
    _send_to_next(request)
    _record("annex-sent-again", request, acting)
    return request


def _send_to_next(request: AnnexRequest) -> None:
    """With a whole link's time of their own."""
    _schedule(request)
    links.send(request, "annex-cosign", signer=signers.next_of(request))
    request.save(update_fields=["sent_at", "expires_at", "remind_at"])


def _ask(request: AnnexRequest, email: str, *, acting: Acting, is_taken_over: bool = False) -> AnnexRequest:
    links.set_email(request, email)
    _schedule(request)
    try:
        with transaction.atomic():
            request.save(force_insert=True)
    except IntegrityError:
        raise AlreadyAsked from None
    if is_taken_over:
        prefill.refresh(request)
    links.send(request, "annex-request")
    _record("annex-sent", request, acting)
    return request


def _require_room(application: Application, annex: Annex, email: str) -> None:
    """Who is asked already is told just that."""
    asked = application.annex_requests.live().filter(form_key=annex.form)
    most = needs.most(application, annex)
    if most is None or len(asked) < most:
        return
    if links.index(AnnexRequest(application=application), email) in {bytes(each.email_index) for each in asked}:
        raise AlreadyAsked
    raise AskedEnough


def _schedule(request: AnnexRequest) -> None:
    request.sent_at = timezone.now()
    request.expires_at = request.sent_at + links.LIFETIME
    request.remind_at = next_reminder(request, after=request.sent_at)


def _end(request: AnnexRequest, *, acting: Acting) -> None:
    moves.end(request)
    links.end(request)
    signers.forget(request)
    redirects.erase(request.pk)
    _record("annex-ended", request, acting)


def _locked(request: AnnexRequest, *, acting: Acting) -> AnnexRequest:
    request = lock(request)
    if request.is_ended:
        raise NoSuchAnnex
    request.application = _editable(request.application, acting=acting)
    return request


def _editable(application: Application, *, acting: Acting) -> Application:
    """What is being signed names its annexes, so a change of them discards the signature as any edit does."""
    application = lifecycle.lock(application)
    acting.require(Power.PREPARE, principal=application.principal_id)
    if not application.is_editable:
        raise NotPossible(ApplicationState(application.state))
    return lifecycle.thaw(application, acting=acting) if application.is_frozen else application


def _require_waiting(request: AnnexRequest) -> None:
    if request.is_signed or request.is_partly:
        raise AlreadySigned
    if not request.is_waiting or not request.application.is_editable or request.is_out_of_time:
        raise LinkEnded


def _template(request: AnnexRequest, *, is_current: bool) -> str:
    if is_current or request.opened_at is None:
        return "annex-request"
    return "annex-newer-form" if form_versions.is_outdated(request) else "annex-changed"


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, REMINDER_TIME))


def _record(event: str, request: AnnexRequest, acting: Acting | None) -> None:
    facts = {"annex": str(request.pk), "form": request.form_key}
    trail.record(event, subject=request.application_id, acting=acting, facts=facts)

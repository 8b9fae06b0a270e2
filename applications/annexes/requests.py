"""Asks third parties for their annexes: send, send again, replace the address, end; and keeps what they fill in."""

from datetime import date, datetime, time, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from applications.annexes import links, moves, needs, prefill
from applications.annexes.errors import AlreadyAsked, AlreadySigned, LinkEnded, NoSuchAnnex
from applications.annexes.models import AnnexRequest
from applications.answers import sheets
from applications.answers.models import Sheet
from applications.answers.sheets import Contents
from applications.drafting import lifecycle
from applications.drafting.errors import NotPossible
from applications.drafting.lifecycle import Actor
from applications.drafting.models import Application
from applications.drafting.states import State as Stage
from applications.signing import requests as signing
from audit import trail
from procedures import catalogue

FIRST_REMINDER_DAYS = 3
REMINDER_DAYS_BEFORE_LAST = (7, 3, 1)  # before the last lawful day to file
REMINDER_TIME = time(9)


@transaction.atomic
def send(application: Application, *, form_key: str, email: str, by: Actor) -> AnnexRequest:
    """A new request to one address, filled in with what the application says already."""
    application = _editable(application, by=by)
    if form_key not in {annex.form for annex in needs.by_others(application)} or application.draft is None:
        raise NoSuchAnnex
    form = catalogue.form(form_key)
    found = prefill.known(form, sheets.read(application.draft).answers)
    request = AnnexRequest(application=application, form_key=form.key, form_version=form.version)
    request.sheet = sheets.create(form, application.draft_key, answers=found)
    request.prefill_digest = prefill.digest_of(form, found)
    return _ask(request, email, by=by)


@transaction.atomic
def resend(request: AnnexRequest, *, by: Actor) -> AnnexRequest:
    """Another link to the same address. An annex signed over data that changed since has to be signed anew."""
    request = _locked(request, by=by)
    is_current = prefill.is_current(request)
    template = "annex-request" if is_current or request.opened_at is None else "annex-changed"
    if request.is_signed and is_current:
        raise AlreadySigned
    if not is_current:
        prefill.refresh(request)
        signing.discard(request.pk)
    _schedule(request)
    moves.ask_again(request, is_current=is_current)
    links.send(request, template)
    _record("annex-sent-again", request, by)
    return request


@transaction.atomic
def replace(request: AnnexRequest, *, email: str, by: Actor) -> AnnexRequest:
    """The same annex, asked of another address: the links to the former one end at once."""
    request = _locked(request, by=by)
    if request.is_signed and prefill.is_current(request):
        raise AlreadySigned
    successor = AnnexRequest(
        application=request.application, form_key=request.form_key, form_version=request.form_version
    )
    sheet, request.sheet = request.sheet, None
    _end(request, by=by)
    successor.sheet = sheet
    return _ask(successor, email, by=by, is_taken_over=True)


@transaction.atomic
def end(request: AnnexRequest, *, by: Actor) -> None:
    """The annex of this person is needed no longer; what they typed is erased."""
    request = _locked(request, by=by)
    sheet, request.sheet = request.sheet, None
    _end(request, by=by)
    if sheet is not None:
        sheet.delete()


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
def save_step(request: AnnexRequest, contents: Contents, *, step: str, expected: int) -> Sheet:
    """What the third party filled in; raises Stale. A signature under way no longer fits and is discarded."""
    request = lock(request)
    _require_waiting(request)
    if request.sheet is None:
        raise LinkEnded
    signing.discard(request.pk)
    form = prefill.form_of(request)
    contents = prefill.with_known(form, contents, prefill.kept(form, sheets.read(request.sheet).answers))
    return sheets.save(request.sheet, contents, expected=expected, step=step)


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


def _ask(request: AnnexRequest, email: str, *, by: Actor, is_taken_over: bool = False) -> AnnexRequest:
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
    _record("annex-sent", request, by)
    return request


def _schedule(request: AnnexRequest) -> None:
    request.sent_at = timezone.now()
    request.expires_at = request.sent_at + links.LIFETIME
    request.remind_at = next_reminder(request, after=request.sent_at)


def _end(request: AnnexRequest, *, by: Actor) -> None:
    moves.end(request)
    links.end(request)
    signing.erase(request.pk)
    _record("annex-ended", request, by)


def _locked(request: AnnexRequest, *, by: Actor) -> AnnexRequest:
    request = lock(request)
    if request.is_ended:
        raise NoSuchAnnex
    request.application = _editable(request.application, by=by)
    return request


def _editable(application: Application, *, by: Actor) -> Application:
    """What is being signed names its annexes, so a change of them discards the signature as any edit does."""
    application = lifecycle.lock(application)
    if not application.is_editable:
        raise NotPossible(Stage(application.state))
    return lifecycle.thaw(application, by=by) if application.is_frozen else application


def _require_waiting(request: AnnexRequest) -> None:
    if request.is_signed:
        raise AlreadySigned
    if not request.is_waiting or not request.application.is_editable or request.expires_at < timezone.now():
        raise LinkEnded


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, REMINDER_TIME))


def _record(event: str, request: AnnexRequest, by: Actor) -> None:
    facts = {"annex": str(request.pk), "form": request.form_key}
    trail.record(event, subject=request.application_id, actor=by, facts=facts)

"""The only writer of an application's state: one verb, one function, one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from applications.answers import completeness, sheets
from applications.answers.models import Sheet
from applications.answers.sheets import Contents
from applications.drafting.errors import DraftExists, Incomplete, NotFileable, NotPossible
from applications.drafting.models import Application
from applications.drafting.states import State
from applications.uploads import intake
from audit import trail
from procedures import catalogue
from procedures.language.schema import JSON, Form, Procedure, Step
from sealing import keys

type Actor = AbstractBaseUser | AnonymousUser | None  # nobody: the clock, or the register


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    application: Application
    sheet: Sheet
    discarded_signatures: bool


def form_of(application: Application) -> Form:
    """The version the draft is pinned to; what the procedure presets is not asked."""
    return catalogue.form_of(application.procedure, application.form_version)


def start(owner: User, procedure: Procedure, *, language: str, last_lawful_day: date | None = None) -> Application:
    """A new draft; DraftExists when the person has an open one of the same procedure."""
    if not procedure.is_filed_here:
        raise NotFileable
    try:
        with transaction.atomic():
            application = _create(owner, procedure, language=language, last_lawful_day=last_lawful_day)
            trail.record("application-started", subject=application.pk, actor=owner, facts=_versions(application))
            return application
    except IntegrityError:
        existing = Application.objects.open().filter(owner=owner, procedure=procedure.key).first()
        if existing is None:
            raise
        raise DraftExists(existing.pk) from None


@transaction.atomic
def save_step(application: Application, contents: Contents, *, step: str, expected: int, by: Actor) -> Saved:
    """The one way answers change: discards signatures, moves the 45 days, mirrors the voivodeship. Raises Stale."""
    application = lock(application)
    if not application.is_editable or application.sheet is None:
        raise NotPossible(State(application.state))
    discarded = application.is_frozen
    contents = _with_preset(application, contents)
    sheet = sheets.save(application.sheet, contents, expected=expected, step=step)
    application.teryt = _voivodeship(application, contents.answers)
    _touch(application)
    if discarded:
        _move(application, State.DRAFT, by=by)
    else:
        application.save(update_fields=["teryt", "changed_at", "warned_days"])
    return Saved(application=application, sheet=sheet, discarded_signatures=discarded)


@transaction.atomic
def edit(application: Application, *, by: Actor) -> tuple[Application, bool]:
    """Something beside its answers changes: as an edit of a step, this moves the 45 days and discards signatures.

    The application as it is now, locked, and whether there was anything to discard.
    """
    application = lock(application)
    if not application.is_editable:
        raise NotPossible(State(application.state))
    if application.is_frozen:
        return thaw(application, by=by), True
    _touch(application)
    application.save(update_fields=["changed_at", "warned_days"])
    return application, False


@transaction.atomic
def freeze(application: Application, *, by: Actor) -> Application:
    """Start signing; from here on a change of the answers discards the signatures."""
    application = lock(application)
    if application.sheet is None or not application.may(State.SIGNING):
        raise NotPossible(State(application.state), State.SIGNING)
    if lacking := unfinished(application):
        raise Incomplete(lacking)
    return _move(application, State.SIGNING, by=by)


@transaction.atomic
def thaw(application: Application, *, by: Actor) -> Application:
    """Back to the draft: what was frozen and signed counts no longer."""
    application = lock(application)
    _touch(application)
    return _move(application, State.DRAFT, by=by)


@transaction.atomic
def sign(application: Application, *, by: Actor) -> Application:
    """Every signature the law asks for is there."""
    return _move(lock(application), State.SIGNED, by=by)


@transaction.atomic
def file(application: Application, *, by: Actor, at: datetime) -> Application:
    """Filed at the moment of the receipt (art. 106d(6))."""
    application = lock(application)
    application.filed_at = at
    return _move(application, State.FILED, by=by)


@transaction.atomic
def transfer(application: Application) -> Application:
    """The register has applied it: the draft key is destroyed, and with it answers, typed values and files."""
    application = _move(lock(application), State.TRANSFERRED, by=None)
    keys.destroy(application.draft_key)
    return application


@transaction.atomic
def close(application: Application) -> Application:
    return _move(lock(application), State.CLOSED, by=None)


@transaction.atomic
def withdraw(application: Application, *, by: Actor) -> Application:
    return _move(lock(application), State.WITHDRAWN, by=by)


@transaction.atomic
def correct_last_day(application: Application, day: date | None, *, by: Actor) -> Application:
    """The last day of the legal stay, as the person knows it now; the day itself is not for the trail."""
    application = lock(application)
    if not application.is_editable:
        raise NotPossible(State(application.state))
    application.last_lawful_day = day
    _touch(application)
    application.save(update_fields=["last_lawful_day", "changed_at", "warned_days"])
    trail.record("last-lawful-day-corrected", subject=application.pk, actor=by)
    return application


@transaction.atomic
def expire(application: Application) -> Application:
    """45 days without a change (art. 225h): nothing of the draft can be read again."""
    return _erase(lock(application), by=None)


@transaction.atomic
def discard(application: Application, *, by: Actor) -> Application:
    """The person deletes their draft, which ends as an expired one does. What is signed is on its way to be filed."""
    application = lock(application)
    if application.is_signed:
        raise NotPossible(State.SIGNED, State.EXPIRED)
    return _erase(application, by=by)


def unfinished(application: Application) -> list[Step]:
    if application.sheet is None:
        return []
    return completeness.unfinished(form_of(application), sheets.read(application.sheet))


def erase_sheet(application: Application) -> None:
    """Delete the row of answers; its key is destroyed before."""
    sheet, application.sheet = application.sheet, None
    application.save(update_fields=["sheet"])
    if sheet is not None:
        sheet.delete()


def lock(application: Application) -> Application:
    """The row as it is now, held to the end of the transaction."""
    rows = Application.objects.select_for_update(of=("self",)).select_related("sheet__key", "draft_key", "case_key")
    return rows.get(pk=application.pk)


def _create(owner: User, procedure: Procedure, *, language: str, last_lawful_day: date | None) -> Application:
    form = catalogue.form_of(procedure.key)
    draft_key, case_key = keys.create("draft"), keys.create("case")
    return Application.objects.create(
        owner=owner,
        procedure=procedure.key,
        form_key=form.key,
        form_version=form.version,
        sheet=sheets.create(form, draft_key, answers={**procedure.preset, **_known(owner, form)}),
        language=language,
        last_lawful_day=last_lawful_day,
        draft_key=draft_key,
        case_key=case_key,
        changed_at=timezone.now(),
    )


def _known(owner: User, form: Form) -> dict[str, JSON]:
    """What the account knows; it stands in its step, where the person may change it."""
    return {field.key: owner.email for _step, field in form.fields() if field.identity == "email"}


def _with_preset(application: Application, contents: Contents) -> Contents:
    preset = catalogue.procedure(application.procedure).preset
    return replace(contents, answers={**contents.answers, **preset})


def _voivodeship(application: Application, answers: Mapping[str, Any]) -> str:
    """TERYT of the place of stay in Poland: the one answer mirrored in a plain column, since it decides the office."""
    return str(answers.get(form_of(application).roles.office, ""))


def _touch(application: Application) -> None:
    application.changed_at, application.warned_days = timezone.now(), 0


def _move(application: Application, target: State, *, by: Actor) -> Application:
    source = State(application.state)
    if not application.may(target):
        raise NotPossible(source, target)
    application.state = target
    application.save(update_fields=["state", "teryt", "changed_at", "warned_days", "filed_at"])
    facts = {"from": source.value, "to": target.value}
    trail.record("application-moved", subject=application.pk, actor=by, facts=facts)
    return application


def _versions(application: Application) -> dict[str, str]:
    return {"procedure": application.procedure, "form": application.form_key, "version": application.form_version}


def _erase(application: Application, *, by: Actor) -> Application:
    application = _move(application, State.EXPIRED, by=by)
    keys.destroy(application.draft_key)
    keys.destroy(application.case_key)
    intake.erase(application.pk)
    erase_sheet(application)
    return application

"""The only writer of an application's state: one verb, one function, one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.acting import Acting, Power
from accounts.models import User
from applications.answers import completeness, moving, sheets
from applications.answers.models import Sheet
from applications.answers.sheets import Contents, Written
from applications.drafting import charged, fileable, represented, versions
from applications.drafting.errors import (
    DraftExists,
    Incomplete,
    NoNewerVersion,
    NotClaimable,
    NotFileable,
    NotPossible,
)
from applications.drafting.models import Application
from applications.drafting.represented import ONESELF, Represented
from applications.drafting.states import ApplicationState
from applications.uploads import intake
from audit import trail
from procedures import authorities, catalogue, dues
from procedures.authorities import Decider
from procedures.language.schema import JSON, Answers, Form, Procedure, Step
from sealing import keys


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    application: Application
    written: Written
    discarded_signatures: bool


def form_of(application: Application) -> Form:
    """The version the draft is pinned to; what the procedure presets is not asked."""
    return catalogue.form_of(application.procedure, application.form_version)


class Beginning(TypedDict, total=False):
    """How a draft begins. `known` are canonical answers given elsewhere: each stands in its step and may be changed.

    `page` is the key of the page where it begins, which the caller has asked for.
    """

    last_lawful_day: date | None
    page: UUID | None
    whom: Represented
    known: Answers


def start(acting: Acting, procedure: Procedure, *, language: str, **how: Unpack[Beginning]) -> Application:
    """A new draft; DraftExists when the principal has an open one of the same procedure for the same person."""
    principal, whom = acting.principal, how.get("whom", ONESELF)
    acting.require(Power.PREPARE, principal=principal.pk)
    if hindrance := fileable.hindrance_to_begin(procedure, on=timezone.localdate()):
        raise hindrance
    try:
        with transaction.atomic():
            application = _create(principal, procedure, language, how)
            trail.record("application-started", subject=application.pk, acting=acting, facts=_versions(application))
            return application
    except IntegrityError:
        same = Application.objects.open().filter(principal=principal, procedure=procedure.key)
        existing = same.filter(represented=whom.index).first()
        if existing is None:
            raise
        raise DraftExists(existing.pk) from None


@transaction.atomic
def save_step(application: Application, contents: Contents, *, step: str, expected: int, acting: Acting) -> Saved:
    """The one way answers change: discards signatures, moves the 45 days, mirrors the voivodeship. Raises Stale."""
    acting.require(Power.PREPARE, principal=application.principal_id)
    contents = _with_preset(application, contents)
    changed = {
        "teryt": _decider(application, contents.answers).teryt,
        "changed_at": timezone.now(),
        "warned_days": 0,
    }
    application, sheet = _take(application, changed)
    written = sheets.save(sheet, contents, expected=expected, step=step)
    for name, value in changed.items():
        setattr(application, name, value)
    discarded = application.is_frozen
    if discarded:
        _move(application, ApplicationState.DRAFT, acting=acting)
    return Saved(application=application, written=written, discarded_signatures=discarded)


@transaction.atomic
def edit(application: Application, *, acting: Acting) -> tuple[Application, bool]:
    """Something beside its answers changes: as an edit of a step, this moves the 45 days and discards signatures.

    The application as it is now, locked, and whether there was anything to discard.
    """
    application = _locked(application, acting, Power.PREPARE)
    if not application.is_editable:
        raise NotPossible(ApplicationState(application.state))
    if application.is_frozen:
        return thaw(application, acting=acting), True
    _touch(application)
    application.save(update_fields=["changed_at", "warned_days"])
    return application, False


@transaction.atomic
def move_to_version(application: Application, version: str, *, expected: int, acting: Acting) -> Saved:
    """To the version of the form that is in force today, over the answers as they were looked at; raises Stale.

    An edit as any other: it moves the 45 days and discards signatures. What becomes of annexes the room above says.
    """
    application = _locked(application, acting, Power.PREPARE)
    if not application.is_editable or application.sheet is None:
        raise NotPossible(ApplicationState(application.state))
    newer = versions.newer(application)
    if newer is None or newer.version != version:
        raise NoNewerVersion
    before = form_of(application)
    contents = moving.carried(sheets.read(application.sheet), before=before, after=newer, revision=expected + 1)
    written = sheets.move(application.sheet, contents, newer, expected=expected)
    application.form_version = newer.version
    application.teryt = _decider(application, contents.answers).teryt
    _touch(application)
    application.save(update_fields=["form_version", "teryt", "changed_at", "warned_days"])
    facts = {"form": newer.key, "from": before.version, "to": newer.version}
    trail.record("form-version-changed", subject=application.pk, acting=acting, facts=facts)
    discarded = application.is_frozen
    if discarded:
        _move(application, ApplicationState.DRAFT, acting=acting)
    return Saved(application=application, written=written, discarded_signatures=discarded)


@transaction.atomic
def freeze(application: Application, *, acting: Acting) -> Application:
    """Start signing; from here on a change of the answers discards the signatures."""
    if not catalogue.procedure(application.procedure).is_filed_here:
        raise NotFileable
    application = _locked(application, acting, Power.PREPARE)
    if application.sheet is None or not application.may(ApplicationState.SIGNING):
        raise NotPossible(ApplicationState(application.state), ApplicationState.SIGNING)
    if lacking := unfinished(application):
        raise Incomplete(lacking)
    return _move(settle_office(application), ApplicationState.SIGNING, acting=acting)


@transaction.atomic
def thaw(application: Application, *, acting: Acting | None) -> Application:
    """Back to the draft: what was frozen and signed counts no longer. Nobody acts where a third party's annex came."""
    application = _locked(application, acting, Power.PREPARE)
    _touch(application)
    return _move(application, ApplicationState.DRAFT, acting=acting)


@transaction.atomic
def sign(application: Application, *, acting: Acting) -> Application:
    """Every signature the law asks for is there."""
    return _move(_locked(application, acting, Power.FILE), ApplicationState.SIGNED, acting=acting)


@transaction.atomic
def file(application: Application, *, acting: Acting | None, at: datetime) -> Application:
    """Filed at the moment of the receipt (art. 106d(6)). Nobody acts where the clock files what was signed before."""
    application = _locked(application, acting, Power.FILE)
    application.filed_at = at
    application.charged = dues.kept(charged.decided(application), claims=application.claims)
    application.listed = [each.document.key for each in charged.checklist_of(application)]
    return _move(application, ApplicationState.FILED, acting=acting)


@transaction.atomic
def transfer(application: Application) -> Application:
    """The register has applied it: the draft key is destroyed, and with it answers, typed values and files."""
    application = _move(lock(application), ApplicationState.TRANSFERRED, acting=None)
    keys.destroy(application.draft_key)
    represented.forget(application)
    return application


@transaction.atomic
def close(application: Application) -> Application:
    return _move(lock(application), ApplicationState.CLOSED, acting=None)


@transaction.atomic
def withdraw(application: Application, *, acting: Acting) -> Application:
    return _move(_locked(application, acting, Power.WITHDRAW), ApplicationState.WITHDRAWN, acting=acting)


@transaction.atomic
def correct_last_day(application: Application, day: date | None, *, acting: Acting) -> Application:
    """The last day of the legal stay, as the person knows it now; the day itself is not for the trail."""
    application = _locked(application, acting, Power.PREPARE)
    if not application.is_editable:
        raise NotPossible(ApplicationState(application.state))
    application.last_lawful_day = day
    _touch(application)
    application.save(update_fields=["last_lawful_day", "changed_at", "warned_days"])
    trail.record("last-lawful-day-corrected", subject=application.pk, acting=acting)
    return application


@transaction.atomic
def claim(application: Application, reliefs: Sequence[str], *, acting: Acting) -> Application:
    """Which reliefs are due to the person, as they say: no part of what is signed, so it discards nothing.

    Allowed after the filing too: the fee of the card is paid later. Raises NotClaimable.
    """
    application = _locked(application, acting, Power.PAY)
    possible = {each.key for each in charged.claimable(charged.of(application))}.union(application.claims)
    if unknown := sorted(set(reliefs) - possible):
        raise NotClaimable(unknown)
    application.claims = sorted(set(reliefs))
    application.save(update_fields=["claims"])
    trail.record("reliefs-claimed", subject=application.pk, acting=acting)
    return application


@transaction.atomic
def expire(application: Application) -> Application:
    """45 days without a change (art. 225h): nothing of the draft can be read again."""
    return _erase(lock(application), acting=None)


@transaction.atomic
def discard(application: Application, *, acting: Acting) -> Application:
    """The person deletes their draft, which ends as an expired one does. What is signed is on its way to be filed."""
    application = _locked(application, acting, Power.PREPARE)
    if application.is_signed:
        raise NotPossible(ApplicationState.SIGNED, ApplicationState.EXPIRED)
    return _erase(application, acting=acting)


def unfinished(application: Application) -> list[Step]:
    if application.sheet is None:
        return []
    return completeness.unfinished(form_of(application), sheets.read(application.sheet))


def decider(application: Application) -> Decider | None:
    """Who decides when it is filed today, and by which rule; None once the answers are erased."""
    if application.draft is None:
        return None
    return _decider(application, sheets.read(application.draft).answers)


def office(application: Application) -> str:
    """TERYT of the voivode who decides when it is filed today, then of the one it was filed with; empty while open."""
    found = decider(application) if application.is_editable else None
    return application.teryt if found is None else found.teryt


def settle_office(application: Application) -> Application:
    """A rule may hold for some days only: what is made to be signed names the office of today."""
    if (found := decider(application)) is not None and found.teryt != application.teryt:
        application.teryt = found.teryt
        application.save(update_fields=["teryt"])
    return application


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


def _take(application: Application, changed: Mapping[str, Any]) -> tuple[Application, Sheet]:
    """The row, held to the end of the transaction with the change in it, and its sheet.

    For a draft one statement asks for the state, takes the row and writes; what is being signed is read again first.
    """
    row, sheet = Application.objects.filter(pk=application.pk), application.sheet
    if sheet is not None and row.filter(state=ApplicationState.DRAFT, sheet=sheet).update(**changed):
        application.state = ApplicationState.DRAFT
        return application, sheet
    application = lock(application)
    if not application.is_editable or application.sheet is None:
        raise NotPossible(ApplicationState(application.state))
    row.update(**changed)
    return application, application.sheet


def _locked(application: Application, acting: Acting | None, power: Power) -> Application:
    """Asked in the transaction of the act: powers end at once, and so does what they allowed."""
    application = lock(application)
    if acting is not None:
        acting.require(power, principal=application.principal_id)
    return application


def _create(principal: User, procedure: Procedure, language: str, how: Beginning) -> Application:
    form = catalogue.form_on(procedure.key, timezone.localdate())
    draft_key, case_key = keys.create("draft"), keys.create("case")
    application = Application(
        principal=principal,
        procedure=procedure.key,
        form_key=form.key,
        form_version=form.version,
        sheet=sheets.create(
            form, draft_key, answers={**_known(principal, form), **how.get("known", {}), **procedure.preset}
        ),
        language=language,
        page_key=how.get("page"),
        # What is printed has terms of its own
        last_lawful_day=how.get("last_lawful_day") if procedure.is_filed_here else None,
        draft_key=draft_key,
        case_key=case_key,
        changed_at=timezone.now(),
    )
    represented.seal(application, how.get("whom", ONESELF))
    application.save(force_insert=True)
    return application


def _known(principal: User, form: Form) -> dict[str, JSON]:
    """What their account knows; it stands in its step, where it may be changed."""
    return {field.key: principal.email for _step, field in form.fields() if field.identity == "email"}


def _with_preset(application: Application, contents: Contents) -> Contents:
    preset = catalogue.procedure(application.procedure).preset
    return replace(contents, answers={**contents.answers, **preset})


def _decider(application: Application, answers: Answers) -> Decider:
    """The one fact of the answers that is mirrored in a plain column: which office decides."""
    procedure = catalogue.procedure(application.procedure)
    return authorities.of(procedure, form_of(application), answers, on=timezone.localdate())


def _touch(application: Application) -> None:
    application.changed_at, application.warned_days = timezone.now(), 0


def _move(application: Application, target: ApplicationState, *, acting: Acting | None) -> Application:
    source = ApplicationState(application.state)
    if not application.may(target):
        raise NotPossible(source, target)
    application.state = target
    application.save(update_fields=["state", "teryt", "changed_at", "warned_days", "filed_at", "charged", "listed"])
    facts = {"from": source.value, "to": target.value}
    trail.record("application-moved", subject=application.pk, acting=acting, facts=facts)
    return application


def _versions(application: Application) -> dict[str, str]:
    return {"procedure": application.procedure, "form": application.form_key, "version": application.form_version}


def _erase(application: Application, *, acting: Acting | None) -> Application:
    application = _move(application, ApplicationState.EXPIRED, acting=acting)
    keys.destroy(application.draft_key)
    keys.destroy(application.case_key)
    intake.erase(application.pk)
    represented.forget(application)
    erase_sheet(application)
    return application

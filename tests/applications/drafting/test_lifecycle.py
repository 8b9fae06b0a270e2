"""Every way from state to state, allowed or not, and what each verb does besides."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError
from django.utils import timezone

from accounts.acting import themselves
from accounts.models import User
from applications.answers import sheets
from applications.answers.models import Sheet
from applications.answers.sheets import Contents, Stale
from applications.drafting import lifecycle
from applications.drafting.errors import DraftExists, Incomplete, NotFileable, NotPossible, ProcedureClosed
from applications.drafting.models import Application
from applications.drafting.states import TRANSITIONS, ApplicationState
from audit.models import Event
from procedures.language.schema import Procedure, Roles, Window
from sealing.errors import KeyDestroyed
from tests.acting import own

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_procedure")]
COMPLETE = {
    "purpose": "work",
    "surname": "Kovalenko",
    "pesel": {"none": True},
    "employer": "X",
    "stays": {"none": True},
}


def fill(draft: Application, answers: dict[str, Any]) -> None:
    assert draft.sheet is not None
    lifecycle.save_step(
        draft, Contents(answers=answers), step="person", expected=draft.sheet.revision, acting=own(draft)
    )


def moves_into(draft: Application) -> dict[ApplicationState, Callable[[], Application]]:
    """What leads to each state."""
    return {
        ApplicationState.DRAFT: lambda: lifecycle.thaw(draft, acting=own(draft)),
        ApplicationState.SIGNING: lambda: lifecycle.freeze(draft, acting=own(draft)),
        ApplicationState.SIGNED: lambda: lifecycle.sign(draft, acting=own(draft)),
        ApplicationState.FILED: lambda: lifecycle.file(draft, acting=own(draft), at=timezone.now()),
        ApplicationState.TRANSFERRED: lambda: lifecycle.transfer(draft),
        ApplicationState.CLOSED: lambda: lifecycle.close(draft),
        ApplicationState.WITHDRAWN: lambda: lifecycle.withdraw(draft, acting=own(draft)),
        ApplicationState.EXPIRED: lambda: lifecycle.expire(draft),
    }


@pytest.mark.parametrize("target", ApplicationState)
@pytest.mark.parametrize("source", ApplicationState)
def test_every_way_between_states_is_open_or_closed_as_the_table_says(
    draft: Application, source: ApplicationState, target: ApplicationState
) -> None:
    fill(draft, COMPLETE)
    Application.objects.filter(pk=draft.pk).update(state=source)
    if target in TRANSITIONS[source]:
        assert moves_into(draft)[target]().state == target
        assert Application.objects.get().state == target
        moved = Event.objects.filter(event="application-moved").last()
        assert moved is not None
        assert moved.facts == {"from": source, "to": target}
    else:
        with pytest.raises(NotPossible):
            moves_into(draft)[target]()
        assert Application.objects.get().state == source
        assert not Event.objects.filter(event="application-moved").exists()


def test_a_planted_way_is_seen_by_the_matrix(draft: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(TRANSITIONS, ApplicationState.DRAFT, frozenset({ApplicationState.CLOSED}))  # planted
    assert lifecycle.close(draft).state == ApplicationState.CLOSED


def test_a_draft_starts_with_what_the_procedure_presets(draft: Application) -> None:
    stored = Application.objects.select_related("sheet__key").get()
    assert stored.sheet is not None
    assert sheets.read(stored.sheet).answers == {"purpose": "work"}
    assert (stored.state, stored.form_key, stored.form_version) == ("draft", "demo-form", "2026-01-01")


def test_a_second_open_draft_of_the_same_procedure_is_refused(
    draft: Application, olena: User, demo_procedure: Procedure
) -> None:
    with pytest.raises(DraftExists) as refused:
        lifecycle.start(themselves(olena), demo_procedure, language="en")
    assert refused.value.application_id == draft.pk
    assert Sheet.objects.count() == 1


def test_another_person_or_an_expired_draft_is_no_obstacle(
    draft: Application, olena: User, demo_procedure: Procedure
) -> None:
    lifecycle.start(
        themselves(User.objects.create_user("jan@example.com", "correct-horse-battery")), demo_procedure, language="en"
    )
    lifecycle.expire(draft)
    lifecycle.start(themselves(olena), demo_procedure, language="en")
    assert Application.objects.filter(principal=olena).count() == 2


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [({"form": None}, NotFileable), ({"window": Window(closes=date(2026, 1, 1), law=())}, ProcedureClosed)],
)
def test_nothing_is_begun_of_what_is_not_filed_here_or_has_ended(
    olena: User, demo_procedure: Procedure, changed: dict[str, Any], refusal: type[NotFileable]
) -> None:
    with pytest.raises(NotFileable) as refused:
        lifecycle.start(themselves(olena), replace(demo_procedure, **changed), language="en")
    assert type(refused.value) is refusal
    assert (Application.objects.count(), Sheet.objects.count(), Event.objects.count()) == (0, 0, 0)


def test_another_broken_promise_of_the_database_is_not_told_as_a_second_draft(
    draft: Application, demo_procedure: Procedure, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two applications of one sheet: a fault of ours, which must be seen as one."""
    jan = User.objects.create_user("jan@example.com", "correct-horse-battery")
    monkeypatch.setattr(sheets, "create", lambda *_form, **_answers: draft.sheet)
    with pytest.raises(IntegrityError):
        lifecycle.start(themselves(jan), demo_procedure, language="en")
    assert list(Application.objects.all()) == [draft]


def test_an_unfinished_application_is_not_frozen_and_the_steps_are_named(draft: Application) -> None:
    fill(draft, {"surname": "Kovalenko", "pesel": {"none": True}})
    with pytest.raises(Incomplete) as refused:
        lifecycle.freeze(draft, acting=own(draft))
    assert [step.key for step in refused.value.steps] == ["work", "stays"]


def test_a_step_with_something_typed_and_not_valid_is_not_frozen(draft: Application) -> None:
    contents = Contents(answers=COMPLETE, typed={"work": {"work-employer": [""]}})
    lifecycle.save_step(draft, contents, step="work", expected=0, acting=own(draft))
    with pytest.raises(Incomplete) as refused:
        lifecycle.freeze(draft, acting=own(draft))
    assert [step.key for step in refused.value.steps] == ["work"]


@pytest.mark.parametrize("source", [ApplicationState.SIGNING, ApplicationState.SIGNED])
def test_a_changed_answer_discards_the_signatures(draft: Application, source: ApplicationState) -> None:
    Application.objects.filter(pk=draft.pk).update(state=source)
    saved = lifecycle.save_step(draft, Contents(answers=COMPLETE), step="person", expected=0, acting=own(draft))
    assert saved.discarded_signatures
    assert Application.objects.get().state == ApplicationState.DRAFT


def test_a_late_save_discards_nothing(draft: Application) -> None:
    fill(draft, COMPLETE)
    lifecycle.freeze(draft, acting=own(draft))
    with pytest.raises(Stale):
        lifecycle.save_step(draft, Contents(), step="person", expected=0, acting=own(draft))
    assert Application.objects.get().state == ApplicationState.SIGNING


def test_a_step_typed_while_it_was_filed_elsewhere_is_not_saved(draft: Application) -> None:
    """Two tabs: this one still holds the draft."""
    fill(draft, COMPLETE)
    Application.objects.filter(pk=draft.pk).update(state=ApplicationState.FILED)
    before = Application.objects.values().get(), Sheet.objects.values().get()
    with pytest.raises(NotPossible) as refused:
        lifecycle.save_step(draft, Contents(), step="person", expected=1, acting=own(draft))
    assert refused.value.state == ApplicationState.FILED
    assert (Application.objects.values().get(), Sheet.objects.values().get()) == before


def test_a_saved_step_moves_the_days_the_draft_is_kept_and_mirrors_the_voivodeship(
    draft: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The question that decides the office is the one with that role, whatever its key."""
    asked = replace(lifecycle.form_of(draft), roles=Roles(office="surname"))
    monkeypatch.setattr(lifecycle, "form_of", lambda application: asked)
    long_ago = timezone.now() - timedelta(days=31)
    Application.objects.filter(pk=draft.pk).update(changed_at=long_ago, warned_days=30)
    fill(draft, {"surname": "14"})
    stored = Application.objects.get()
    assert (stored.teryt, stored.warned_days) == ("14", 0)
    assert stored.changed_at > long_ago


def test_what_the_procedure_presets_cannot_be_changed(draft: Application) -> None:
    fill(draft, {"purpose": "study"})
    sheet = Sheet.objects.select_related("key").get()
    assert sheets.read(sheet).answers == {"purpose": "work"}


def test_of_an_expired_draft_nothing_can_be_read(draft: Application) -> None:
    sheet = draft.sheet
    lifecycle.expire(draft)
    stored = Application.objects.select_related("draft_key", "case_key").get()
    assert stored.sheet is None
    assert not Sheet.objects.exists()
    assert lifecycle.unfinished(stored) == []
    lifecycle.erase_sheet(stored)  # a second time there is nothing to erase
    assert stored.draft_key.destroyed_at is not None
    assert stored.case_key.destroyed_at is not None
    assert sheet is not None
    sheet.key = stored.draft_key
    with pytest.raises(KeyDestroyed):
        sheets.read(sheet)


def test_once_at_the_office_the_draft_key_is_destroyed_and_the_case_key_kept(draft: Application) -> None:
    Application.objects.filter(pk=draft.pk).update(state=ApplicationState.FILED)
    lifecycle.transfer(draft)
    stored = Application.objects.select_related("draft_key", "case_key").get()
    assert (stored.draft_key.destroyed_at is None, stored.case_key.destroyed_at is None) == (False, True)


def test_the_last_lawful_day_is_corrected_in_a_draft_only(draft: Application) -> None:
    assert lifecycle.correct_last_day(draft, date(2026, 12, 14), acting=own(draft)).last_lawful_day == date(
        2026, 12, 14
    )
    recorded = Event.objects.get(event="last-lawful-day-corrected")
    assert (recorded.subject, recorded.actor, recorded.facts) == (draft.pk, draft.principal.pk, {})
    Application.objects.update(state=ApplicationState.FILED)
    with pytest.raises(NotPossible):
        lifecycle.correct_last_day(draft, None, acting=own(draft))
    assert Application.objects.get().last_lawful_day == date(2026, 12, 14)


def test_a_person_deletes_a_draft_unless_it_is_signed(draft: Application) -> None:
    Application.objects.update(state=ApplicationState.SIGNED)
    with pytest.raises(NotPossible):
        lifecycle.discard(draft, acting=own(draft))
    Application.objects.update(state=ApplicationState.SIGNING)
    sheet = draft.sheet
    assert sheet is not None
    assert lifecycle.discard(draft, acting=own(draft)).state == ApplicationState.EXPIRED
    assert Event.objects.get(event="application-moved").actor == draft.principal.pk
    assert not Sheet.objects.exists()
    with pytest.raises(KeyDestroyed):
        sheets.read(Sheet(form_key=sheet.form_key, key=Application.objects.get().draft_key, sealed=sheet.sealed))

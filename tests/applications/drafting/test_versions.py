"""A draft moves to a newer version of its form: what it says comes along, judged anew, and nothing of it is lost."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections
from django.utils import timezone

from accounts.acting import NotEntitled, themselves
from accounts.models import User
from applications.answers import completeness, moving, sheets
from applications.answers.moving import SetAside
from applications.answers.sheets import Contents, Stale, Written
from applications.drafting import lifecycle, versions
from applications.drafting.errors import FormOutdated, NoNewerVersion, NotPossible
from applications.drafting.fileable import hindrance_to_file
from applications.drafting.lifecycle import Saved
from applications.drafting.models import Application
from applications.drafting.states import ApplicationState
from audit.models import Event
from procedures.language.schema import Procedure
from tests.acting import own
from tests.demo import Publish
from tests.newer_forms import NEWER

pytestmark = [pytest.mark.django_db]
OLD = "2026-01-01"
ANSWERS = {
    "purpose": "work",
    "surname": "Kovalenko",
    "pesel": {"none": True},
    "employer": "X",
    "stays": {"none": True},
}
LABEL = ('label = "Employer"', 'label = "Who employs you"')
NEW_QUESTION = (
    'key = "surname"\nseq = 2',
    'key = "given"\nseq = 7\nkind = "name"\nlabel = "Given names"\nofficial = "Imiona"\nsection = "A"\n\n'
    '[[steps.fields]]\nkey = "surname"\nseq = 2',
)
NO_EMPLOYER = ('key = "employer"', 'key = "payer"')
NUMBER = (
    'kind = "text"\nlabel = "Employer"\nofficial = "Podmiot powierzający pracę"',
    'kind = "date"\nlabel = "Employer"\nofficial = "Podmiot powierzający pracę"',
)
NO_NONE = ('section = "A"\nnone = true', 'section = "A"')
FORMER = ("[roles]\nsurname", '[former]\nuntil = 2999-12-31\nlaw = ["foreigners:106(1)"]\n\n[roles]\nsurname')


def fill(draft: Application, answers: dict[str, Any] = ANSWERS, **parts: Any) -> Application:
    assert draft.sheet is not None
    for step in ("person", "work", "stays"):
        contents = Contents(**{"answers": answers, "changed": sheets.read(draft.sheet).changed, **parts})
        lifecycle.save_step(draft, contents, step=step, expected=draft.sheet.revision, acting=own(draft))
    return Application.objects.select_related("sheet__key", "draft_key").get(pk=draft.pk)


def move(draft: Application, version: str = NEWER) -> Saved:
    assert draft.sheet is not None
    return lifecycle.move_to_version(draft, version, expected=draft.sheet.revision, acting=own(draft))


def contents(draft: Application) -> Contents:
    stored = Application.objects.select_related("sheet__key").get(pk=draft.pk)
    assert stored.sheet is not None
    return sheets.read(stored.sheet)


def unfinished(draft: Application) -> list[str]:
    stored = Application.objects.select_related("sheet__key", "draft_key").get(pk=draft.pk)
    return [step.key for step in lifecycle.unfinished(stored)]


def test_what_the_newer_version_takes_comes_along_and_the_changed_step_is_open(
    draft: Application, publish: Publish
) -> None:
    draft = fill(draft)
    publish(LABEL)
    assert unfinished(draft) == []
    saved = move(draft)
    stored = Application.objects.select_related("sheet").get(pk=draft.pk)
    assert (stored.form_version, stored.sheet and stored.sheet.form_version, stored.state) == (NEWER, NEWER, "draft")
    assert saved.written.contents == contents(draft)
    assert (contents(draft).answers, contents(draft).typed, contents(draft).aside) == (ANSWERS, {}, [])
    assert unfinished(draft) == ["work"]


def test_a_step_is_looked_at_again_once_it_is_saved(draft: Application, publish: Publish) -> None:
    draft = fill(draft)
    publish(LABEL)
    saved = move(draft)
    after = saved.written.contents.with_answers("work", {"employer": "X"}, replacing=frozenset({"employer"}))
    lifecycle.save_step(saved.application, after, step="work", expected=saved.written.sheet.revision, acting=own(draft))
    assert unfinished(draft) == []


def test_a_new_question_is_missing_and_its_step_open(draft: Application, publish: Publish) -> None:
    draft = fill(draft)
    publish(NEW_QUESTION)
    move(draft)
    assert unfinished(draft) == ["person"]
    assert contents(draft).answers == ANSWERS


def test_an_answer_that_is_not_asked_for_any_more_is_set_aside(draft: Application, publish: Publish) -> None:
    draft = fill(draft)
    publish(NO_EMPLOYER)
    move(draft)
    assert moving.set_aside(contents(draft)) == [SetAside(version=OLD, question="employer", value="X")]
    assert "employer" not in contents(draft).answers
    assert unfinished(draft) == ["work"]


def test_an_answer_that_is_refused_is_kept_as_it_was_typed_and_named(draft: Application, publish: Publish) -> None:
    draft = fill(draft)
    publish(NUMBER)
    move(draft)
    after = contents(draft)
    assert moving.set_aside(after) == [SetAside(version=OLD, question="employer", value="X")]
    assert "X" in [text for values in after.typed["work"].values() for text in values]
    assert "employer" not in after.answers
    assert unfinished(draft) == ["work"]


def test_none_where_it_may_be_answered_no_longer_is_refused(draft: Application, publish: Publish) -> None:
    draft = fill(draft)
    publish(NO_NONE)
    move(draft)
    after = contents(draft)
    assert moving.set_aside(after) == [SetAside(version=OLD, question="pesel", value={"none": True})]
    assert after.typed["person"]["person-surname"] == ["Kovalenko"]


def test_a_refused_answer_is_named_until_its_question_is_answered_anew(draft: Application, publish: Publish) -> None:
    draft = fill(draft)
    publish(NUMBER)
    saved = move(draft)
    after = saved.written.contents.with_answers("work", {"employer": "2026-01-01"}, replacing=frozenset({"employer"}))
    assert after.aside == []


def test_what_was_typed_half_way_stays_and_what_has_no_place_is_set_aside(draft: Application, publish: Publish) -> None:
    typed = {"work": {"work-employer": ["Firma"]}, "person": {"person-surname": ["Kova"]}}
    draft = fill(draft, {"purpose": "work"}, typed=typed, left=["person"])
    publish(NO_EMPLOYER)
    move(draft)
    after = contents(draft)
    assert after.typed["person"]["person-surname"] == ["Kova"]
    assert after.left == ["person"]
    assert moving.set_aside(after) == [SetAside(version=OLD, question="employer", typed=("Firma",))]


@pytest.mark.parametrize("state", [ApplicationState.SIGNING, ApplicationState.SIGNED])
def test_a_move_discards_the_signature(draft: Application, publish: Publish, state: ApplicationState) -> None:
    draft = fill(draft)
    publish(LABEL)
    Application.objects.filter(pk=draft.pk).update(state=state)
    assert move(draft).discarded_signatures
    assert Application.objects.get().state == ApplicationState.DRAFT


@pytest.mark.parametrize("state", sorted(set(ApplicationState) - {"draft", "signing", "signed"}))
def test_nothing_moves_once_it_is_filed_or_over(draft: Application, publish: Publish, state: ApplicationState) -> None:
    draft = fill(draft)
    publish(LABEL)
    Application.objects.filter(pk=draft.pk).update(state=state)
    with pytest.raises(NotPossible):
        move(draft)
    assert Application.objects.get().form_version == OLD


@pytest.mark.parametrize("version", [OLD, "2026-01-03", "2999-01-01", "", "none"])
def test_a_draft_moves_to_no_other_version_than_that_of_today(
    draft: Application, publish: Publish, version: str
) -> None:
    draft = fill(draft)
    publish(LABEL)
    publish(version="2999-01-01")
    with pytest.raises(NoNewerVersion):
        move(draft, version)
    move(draft)
    with pytest.raises(NoNewerVersion):
        move(Application.objects.select_related("sheet__key").get())


def test_a_move_is_one_over_the_answers_that_were_looked_at(draft: Application, publish: Publish) -> None:
    before = fill(draft)
    seen = before.sheet.revision if before.sheet else 0
    publish(LABEL)
    fill(before, {**ANSWERS, "surname": "Bondar"})
    with pytest.raises(Stale):
        lifecycle.move_to_version(before, NEWER, expected=seen, acting=own(before))
    assert Application.objects.get().form_version == OLD
    assert contents(before).answers["surname"] == "Bondar"


def test_a_page_of_a_changed_step_that_is_still_open_does_not_save_unseen(draft: Application, publish: Publish) -> None:
    draft = fill(draft)
    assert draft.sheet is not None
    seen = draft.sheet.revision
    publish(LABEL)
    saved = move(draft)
    after = saved.written.contents.with_answers("work", {"employer": "Y"}, replacing=frozenset({"employer"}))
    with pytest.raises(Stale):
        lifecycle.save_step(saved.application, after, step="work", expected=seen, acting=own(draft))
    assert contents(draft).answers == ANSWERS


def test_a_move_is_on_the_trail_and_moves_the_day_of_expiry(draft: Application, publish: Publish) -> None:
    draft = fill(draft)
    publish(LABEL)
    Application.objects.update(changed_at=timezone.now() - timedelta(days=40), warned_days=40)
    move(draft)
    stored = Application.objects.get()
    assert (stored.warned_days, timezone.now() - stored.changed_at < timedelta(minutes=1)) == (0, True)
    event = Event.objects.get(event="form-version-changed")
    assert event.facts == {"form": "demo-form", "from": OLD, "to": NEWER}
    assert (event.actor, event.subject) == (draft.principal_id, draft.pk)


def test_nobody_else_moves_a_draft(draft: Application, publish: Publish) -> None:
    publish(LABEL)
    stranger = User.objects.create_user("jan@example.com", "correct-horse-battery")
    with pytest.raises(NotEntitled):
        lifecycle.move_to_version(draft, NEWER, expected=0, acting=themselves(stranger))
    assert Application.objects.get().form_version == OLD


def test_a_draft_of_a_former_version_is_filed_no_more(
    draft: Application, demo_procedure: Procedure, publish: Publish
) -> None:
    today = timezone.localdate()
    assert hindrance_to_file(demo_procedure, OLD, on=today) is None
    publish(LABEL)
    found = hindrance_to_file(demo_procedure, OLD, on=today)
    assert isinstance(found, FormOutdated)
    assert found.facts == {"version": NEWER, "since": NEWER}
    assert not versions.is_taken(draft)
    move(fill(draft))
    assert hindrance_to_file(demo_procedure, NEWER, on=today) is None


def test_a_former_version_is_filed_as_long_as_the_newer_one_says(
    draft: Application, demo_procedure: Procedure, publish: Publish
) -> None:
    newer = publish(LABEL, FORMER)
    assert newer.former is not None
    assert hindrance_to_file(demo_procedure, OLD, on=timezone.localdate()) is None
    assert versions.is_taken(draft)
    after = newer.former.until + timedelta(days=1)
    assert isinstance(hindrance_to_file(demo_procedure, OLD, on=after), FormOutdated)


def test_a_draft_is_begun_on_the_version_of_the_day(olena: User, demo_procedure: Procedure, publish: Publish) -> None:
    publish(LABEL)
    publish(version="2999-01-01")
    begun = lifecycle.start(themselves(olena), demo_procedure, language="en")
    assert begun.form_version == NEWER
    assert versions.newer(begun) is None


def test_a_version_that_is_still_to_come_is_no_reason_to_move(draft: Application, publish: Publish) -> None:
    publish(LABEL, version="2999-01-01")
    assert versions.newer(draft) is None
    assert versions.is_taken(draft)


@pytest.mark.django_db(transaction=True)
def test_of_a_move_and_a_save_at_the_same_time_one_is_refused(draft: Application, publish: Publish) -> None:
    """Whichever comes first: nothing of an old version is saved under a new one, and no save is overwritten."""
    draft = fill(draft)
    publish(LABEL)
    assert draft.sheet is not None
    seen, before = draft.sheet.revision, sheets.read(draft.sheet)

    def moved() -> Saved:
        try:
            return move(Application.objects.select_related("sheet__key", "draft_key").get(pk=draft.pk))
        finally:
            connections.close_all()

    def saved() -> Saved | Written:
        try:
            mine = Application.objects.select_related("sheet__key", "draft_key").get(pk=draft.pk)
            after = before.with_answers("work", {"employer": "Y"}, replacing=frozenset({"employer"}))
            return lifecycle.save_step(mine, after, step="work", expected=seen, acting=own(mine))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        done = [pool.submit(each) for each in (moved, saved)]
    failed = [each.exception() for each in done if each.exception()]
    stored = Application.objects.get()
    connection.close()
    if stored.form_version == OLD:
        assert [type(each) for each in failed] == [Stale]
        assert contents(draft).answers["employer"] == "Y"
    elif failed:
        assert [type(each) for each in failed] == [Stale]
        assert contents(draft).answers["employer"] == "X"
    else:  # the save came whole before the move looked
        assert contents(draft).answers["employer"] == "Y"
        assert completeness.unfinished(lifecycle.form_of(stored), contents(draft)) != []

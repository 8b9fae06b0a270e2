"""An annex of one's own: begun, filled in, changed, needed no longer, gone; and signing waits for it."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from accounts.acting import NotEntitled, themselves
from accounts.models import User
from applications.annexes import jobs, needs
from applications.annexes.errors import NoSuchAnnex, NotReady
from applications.annexes.models import OwnAnnex
from applications.annexes.own import filed, filling
from applications.answers import sheets
from applications.answers.models import Sheet
from applications.answers.sheets import Stale
from applications.drafting import lifecycle
from applications.drafting.errors import InvalidAnswers, NotPossible
from applications.drafting.models import Application
from applications.drafting.states import ApplicationState
from applications.filing import preparing, preview, submissions
from applications.filing.errors import NotPrepared, OwnAnnexesIncomplete
from applications.filing.models import Submission
from applications.receipts import own_copy
from tests.applications.filing.conftest import reloaded
from tests.applications.filing.test_submissions import judgement_of, prepared, signed_by
from tests.applications.own_annexes.conftest import ANNEX, STEPS, answers, fill_in
from tests.applications.receipts.pdfs import words

pytestmark = pytest.mark.django_db


def states_and_unfinished(application: Application) -> list[tuple[str, str, list[str]]]:
    """Key, state and steps not finished of each."""
    return [
        (each.key, each.state, [step.key for step in each.unfinished]) for each in filling.of(reloaded(application))
    ]


def test_it_is_needed_when_the_answers_ask_for_it(application: Application) -> None:
    assert [(each.form, each.by) for each in needs.of(application)] == [(ANNEX, "applicant")]
    assert needs.by_others(application) == []
    answers(application, science=False)
    assert (needs.of(reloaded(application)), filling.of(reloaded(application))) == ([], [])
    with pytest.raises(NoSuchAnnex):
        filling.get(reloaded(application), ANNEX)


def test_it_is_begun_with_the_first_step_and_complete_with_the_last(application: Application) -> None:
    assert states_and_unfinished(application) == [(ANNEX, "not-begun", ["topic"])]
    assert OwnAnnex.objects.count() == 0
    fill_in(application, {"topic": STEPS["topic"]})
    assert states_and_unfinished(application) == [(ANNEX, "begun", ["funder"])]
    fill_in(application, {"funder": STEPS["funder"]})
    assert states_and_unfinished(application) == [(ANNEX, "complete", [])]
    assert filling.get(application, ANNEX).contents.answers == {
        "r.surname": "Kovalenko",
        **STEPS["topic"],
        **STEPS["funder"],
    }


def test_what_it_takes_over_is_what_the_application_says_now(application: Application) -> None:
    fill_in(application)
    answers(application, surname="Nowak")
    assert filling.get(reloaded(application), ANNEX).contents.answers["r.surname"] == "Nowak"


def test_a_draft_prints_it_as_it_is_signed_later(application: Application) -> None:
    fill_in(application)
    before, foot = preview.pdf(reloaded(application)), f"Wniosek {application.pk}"
    assert before is not None
    submission = prepared(reloaded(application))
    signed = words(own_copy.read(submission, own_copy.APPLICATION_PDF), foot=foot)
    assert words(before, foot=foot)[words(before, foot=foot).index("Temat") :] == [
        *signed[signed.index("Temat") : signed.index("Dokument")]
    ]
    assert "Fundacja" in signed


def test_it_waits_for_what_it_takes_over(application: Application) -> None:
    contents = sheets.read(reloaded(application).sheet)  # type: ignore[arg-type]  # a draft has one
    left = contents.with_typed("person", {"person-surname": [""]}, replacing=frozenset({"surname"}))
    acting, sheet = themselves(application.principal), reloaded(application).sheet
    assert sheet is not None
    lifecycle.save_step(application, left, step="person", expected=sheet.revision, acting=acting)
    assert [field.key for field in filling.get(reloaded(application), ANNEX).lacking] == ["r.surname"]
    with pytest.raises(NotReady):
        fill_in(application)
    assert OwnAnnex.objects.count() == 0


def test_a_wrong_answer_an_old_revision_and_a_stranger_change_nothing(application: Application) -> None:
    acting = themselves(application.principal)
    found = filling.get(application, ANNEX)
    with pytest.raises(InvalidAnswers):
        filling.write(found, "topic", {"r.topic": "Łąki"}, expected=0, acting=acting)
    with pytest.raises(InvalidAnswers):  # what is taken over is not theirs to change here
        filling.write(found, "topic", {**STEPS["topic"], "r.surname": "X"}, expected=0, acting=acting)
    stranger = themselves(User.objects.create_user("petro@example.test", "correct horse battery"))
    with pytest.raises(NotEntitled):
        filling.write(found, "topic", STEPS["topic"], expected=0, acting=stranger)
    with pytest.raises(Stale):
        filling.write(found, "topic", STEPS["topic"], expected=7, acting=acting)
    assert states_and_unfinished(application) == [(ANNEX, "not-begun", ["topic"])]
    assert OwnAnnex.objects.count() == 0


def test_there_is_one_of_a_form(application: Application) -> None:
    fill_in(application)
    row = OwnAnnex.objects.get()
    other = Sheet.objects.create(form_key=ANNEX, form_version="x", key=application.draft_key, sealed=b"")
    with pytest.raises(IntegrityError), transaction.atomic():
        OwnAnnex.objects.create(application=application, form_key=ANNEX, form_version=row.form_version, sheet=other)


def test_filling_in_moves_the_45_days(application: Application) -> None:
    Application.objects.update(changed_at="2026-01-01T12:00:00Z", warned_days=40)
    fill_in(application)
    changed = reloaded(application)
    assert (changed.changed_at > application.changed_at, changed.warned_days) == (True, 0)


@pytest.mark.parametrize(("steps", "open_steps"), [({}, ["topic"]), ({"topic": STEPS["topic"]}, ["funder"])])
def test_a_missing_or_unfinished_one_is_named_and_locks_signing(
    application: Application, steps: dict[str, dict[str, object]], open_steps: list[str]
) -> None:
    translation.activate("en")
    fill_in(application, steps)  # type: ignore[arg-type]  # JSON
    with pytest.raises(OwnAnnexesIncomplete) as refused:
        prepared(reloaded(application))
    assert str(refused.value) == "Before you sign, fill in: Annex 4: your research"
    assert refused.value.facts == {"annexes": {ANNEX: open_steps}}
    assert isinstance(preparing.hindrance(reloaded(application)), OwnAnnexesIncomplete)
    assert (reloaded(application).state, Submission.objects.count()) == (ApplicationState.DRAFT, 0)


def test_a_change_after_signing_began_discards_the_signature(application: Application, sign: object) -> None:
    fill_in(application)
    submission = prepared(reloaded(application))
    signed = signed_by(submission, sign)  # type: ignore[arg-type]  # the fixture
    again = prepared(reloaded(application))
    assert again.pk == submission.pk
    acting, found = themselves(application.principal), filling.get(reloaded(application), ANNEX)
    saved = filling.write(found, "funder", {"r.funder": "Uczelnia"}, expected=found.sheet.revision, acting=acting)
    assert (saved.discarded_signatures, reloaded(application).state) == (True, ApplicationState.DRAFT)
    submission.application = reloaded(application)
    with pytest.raises(NotPrepared):
        submissions.keep_signed(submission, signed, judgement_of(submission, signed), acting=acting)
    anew = prepared(reloaded(application))
    assert (anew.pk != submission.pk, anew.document_sha256 != submission.document_sha256) == (True, True)
    assert [each.state for each in Submission.objects.order_by("prepared_at")] == ["discarded", "prepared"]


def test_once_filed_it_cannot_be_changed(application: Application) -> None:
    fill_in(application)
    Application.objects.update(state=ApplicationState.FILED)
    with pytest.raises(NotPossible):
        fill_in(application)


def test_one_that_is_needed_no_longer_is_not_filed_and_comes_back_as_it_was(application: Application) -> None:
    fill_in(application)
    answers(application, science=False)
    day = reloaded(application).changed_at.date()
    assert filed.of(reloaded(application), on=day) == []
    answers(application, science=True)
    assert states_and_unfinished(application) == [(ANNEX, "complete", [])]


@pytest.mark.parametrize("end", ["discard", "expire"])
def test_it_ends_with_the_draft(application: Application, end: str) -> None:
    fill_in(application)
    kept = OwnAnnex.objects.get().sheet_id
    if end == "discard":
        lifecycle.discard(reloaded(application), acting=themselves(application.principal))
    else:
        lifecycle.expire(reloaded(application))
    jobs.run()
    assert (OwnAnnex.objects.count(), Sheet.objects.filter(pk=kept).count()) == (0, 0)

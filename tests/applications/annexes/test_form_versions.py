"""When an application moves to a newer version of its form, no annex of a former one is silently kept as signed."""

from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from accounts.acting import themselves
from applications.annexes import asking, links, prefill, status, versions
from applications.annexes.models import AnnexRequest
from applications.annexes.versions import AnnexOutlook, Becoming
from applications.answers import sheets
from applications.answers.sheets import Stale
from applications.drafting.models import Application
from procedures import catalogue
from tests.applications.annexes.applicant_and_employer import EMPLOYER, FORM, Applicant, fill_in, mails, sign, token
from tests.applications.annexes.conftest import DEFINITIONS
from tests.applications.signing.signature_double import Double
from tests.newer_forms import FIRST, NEWER, NewerForms

pytestmark = pytest.mark.django_db
FLAT = ('label = "Flat"', 'label = "Number of the flat"')
POSITION = ('label = "Position"', 'label = "What the work is called"')
STILL_TAKEN = ("[signing]", '[former]\nuntil = 2999-12-31\nlaw = ["foreigners:106(2)"]\n\n[signing]')
TITLE = "Annex 1, filled in by the employer"
NO_ANNEX = (
    '[[annexes]]\nform = "employer-annex"\nlaw = ["foreigners:106(2)"]\nby = "third-party"\nemails = "emails"\n'
    'address_label = "The address of the employer"\nsilence_label = "No answer from the employer"\n'
    'when = { field = "purpose", is = ["work"] }\n',
    "",
)


@pytest.fixture
def newer(work_procedure: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> NewerForms:
    return NewerForms(DEFINITIONS, tmp_path, monkeypatch)


def move(person: Applicant, version: str = NEWER) -> None:
    draft = person.current()
    assert draft.sheet is not None
    versions.move(draft, version, expected=draft.sheet.revision, acting=themselves(person.user))


def becomes(person: Applicant, version: str = NEWER) -> list[Becoming]:
    return [each.becomes for each in versions.outlook(person.current(), catalogue.form_of("work", version))]


def test_an_annex_whose_form_stays_as_it_is_stays_signed(person: Applicant, newer: NewerForms, double: Double) -> None:
    person.asks()
    sign(fill_in(token()), double)
    newer.publish("work-form", FLAT)
    form = catalogue.form_of("work", NEWER)
    assert versions.outlook(person.current(), form) == [
        AnnexOutlook(key=FORM, title=TITLE, becomes=Becoming.STAYS, is_own=False)
    ]
    move(person)
    assert person.annex_states() == [(EMPLOYER, status.SIGNED)]


def test_an_annex_signed_under_a_former_version_is_asked_for_anew(
    person: Applicant, newer: NewerForms, double: Double
) -> None:
    person.asks()
    sign(fill_in(token()), double)
    newer.publish("work-form", FLAT)
    newer.publish(FORM, POSITION)
    assert becomes(person) == [Becoming.OVER_AGAIN]
    move(person)
    assert person.annex_states() == [(EMPLOYER, status.STALE)]
    assert status.signed(person.current()) == []
    asking.resend(AnnexRequest.objects.get(), acting=themselves(person.user))
    assert mails()[-1][0] == "annex-newer-form"
    again = links.find(token())
    assert (again.form_version, again.signed, again.state) == (NEWER, None, "sent")
    assert again.sheet is not None
    assert sheets.read(again.sheet).answers["position"] == "spawacz"
    assert set(sheets.read(again.sheet).again) == {"job"}
    assert prefill.is_current(again)


def test_a_former_version_of_the_annex_that_is_still_taken_goes_with_the_former_form_only(
    person: Applicant, newer: NewerForms, double: Double
) -> None:
    person.asks()
    sign(fill_in(token()), double)
    newer.publish("work-form", FLAT)
    newer.publish(FORM, POSITION, STILL_TAKEN)
    assert person.annex_states() == [(EMPLOYER, status.SIGNED)]
    assert becomes(person) == [Becoming.OVER_AGAIN]
    move(person)
    assert person.annex_states() == [(EMPLOYER, status.STALE)]


def test_an_annex_being_filled_in_goes_on_under_the_newer_version(person: Applicant, newer: NewerForms) -> None:
    person.asks()
    fill_in(token())
    newer.publish("work-form", FLAT)
    newer.publish(FORM, POSITION)
    move(person)
    assert person.annex_states() == [(EMPLOYER, status.STALE)]
    page = Client().get(f"/en/annex/{token()}/steps/job/", follow=True).content.decode()
    assert "This form has a newer version" in page
    assert "What the work is called" in page
    assert AnnexRequest.objects.get().form_version == NEWER
    assert person.annex_states() == [(EMPLOYER, status.OPENED)]


def test_a_form_of_the_annex_alone_that_is_taken_no_more_is_out_of_date(
    person: Applicant, newer: NewerForms, double: Double
) -> None:
    person.asks()
    sign(fill_in(token()), double)
    newer.publish(FORM, POSITION)
    assert person.annex_states() == [(EMPLOYER, status.STALE)]


def test_an_annex_begun_later_is_of_the_version_of_the_day(person: Applicant, newer: NewerForms) -> None:
    newer.publish(FORM, POSITION)
    newer.publish(FORM, version="2999-01-01")
    assert person.asks().form_version == NEWER


def test_an_annex_that_the_newer_version_does_not_ask_for_ends(person: Applicant, newer: NewerForms) -> None:
    person.asks()
    fill_in(token())
    newer.publish("work-form", NO_ANNEX)
    assert becomes(person) == [Becoming.ENDS]
    move(person)
    assert [each.state for each in AnnexRequest.objects.all()] == ["ended"]


def test_a_move_that_comes_too_late_changes_no_annex(person: Applicant, newer: NewerForms) -> None:
    person.asks()
    draft = person.current()
    assert draft.sheet is not None
    seen = draft.sheet.revision
    newer.publish("work-form", NO_ANNEX)
    person.answers(surname="Nowak")
    with pytest.raises(Stale):
        versions.move(person.current(), NEWER, expected=seen, acting=themselves(person.user))
    assert (Application.objects.get().form_version, AnnexRequest.objects.get().state) == (FIRST, "sent")


def test_an_annex_in_work_whose_form_alone_changed_is_named_and_stays_signed(
    person: Applicant, newer: NewerForms, double: Double
) -> None:
    person.asks()
    newer.publish(FORM, POSITION, STILL_TAKEN)
    assert versions.of_annexes(person.current()) == []
    sign(fill_in(token()), double)
    [found] = versions.of_annexes(person.current())
    assert (found.key, found.is_own, found.version, found.newer, found.is_taken) == (FORM, False, FIRST, NEWER, True)
    assert person.annex_states() == [(EMPLOYER, status.SIGNED)]


def test_a_signed_annex_of_a_form_taken_no_more_is_named_until_it_is_asked_for_anew(
    person: Applicant, newer: NewerForms, double: Double
) -> None:
    person.asks()
    sign(fill_in(token()), double)
    newer.publish(FORM, POSITION)
    [found] = versions.of_annexes(person.current())
    assert (found.is_taken, found.until) == (False, date(2026, 1, 1))
    assert person.annex_states() == [(EMPLOYER, status.STALE)]
    asking.resend(AnnexRequest.objects.get(), acting=themselves(person.user))
    assert versions.of_annexes(person.current()) == []

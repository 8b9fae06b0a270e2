"""Asking third parties: sending, sending again, replacing, ending; and what the clock does."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.acting import themselves
from applications.annexes import asking, errors, jobs, links, signature
from applications.annexes.models import AnnexRequest
from applications.annexes.states import AnnexState
from applications.answers import sheets
from applications.answers.sheets import Stale
from applications.drafting import lifecycle
from applications.drafting.errors import NotPossible
from applications.drafting.models import Application
from applications.drafting.states import ApplicationState
from applications.signing.errors import ReturnRefused
from applications.signing.models import SignatureRequest
from audit.models import Event
from notices import mail
from notices.models import Mail
from tests.applications.annexes import applicant_and_employer
from tests.applications.annexes.applicant_and_employer import EMPLOYER, Applicant
from tests.applications.signing.signature_double import Double

pytestmark = pytest.mark.django_db


def test_send_mails_a_link_and_fills_in_what_is_known(person: Applicant) -> None:
    annex = person.asks()
    assert applicant_and_employer.mails() == [
        ("annex-request", EMPLOYER, f"/pl/annex/{applicant_and_employer.token()}/")
    ]
    found = links.find(applicant_and_employer.token())
    assert found == annex
    assert found.sheet is not None
    assert sheets.read(found.sheet).answers == {"purpose": "work", "f.surname": "Kovalenko"}
    assert [each.event for each in Event.objects.filter(event__startswith="annex")] == ["annex-sent"]


def test_mail_to_a_third_party_is_in_polish_and_says_by_when_but_not_who(person: Applicant) -> None:
    """The applicant reads English; the page behind the link has every language, and the name."""
    with time_machine.travel("2026-03-02 12:00 +0100", tick=False):
        Application.objects.update(last_lawful_day=date(2026, 3, 20))
        annex = person.asks()
        asking.resend(annex, acting=themselves(person.user))
        asking.begin(annex)
        person.answers(surname="Nowak")
        asking.resend(annex, acting=themselves(person.user))
    sent = [(each.template, mail.message(each)) for each in Mail.objects.order_by("pk")]
    assert [template for template, _message in sent] == ["annex-request", "annex-request", "annex-changed"]
    for _template, message in sent:
        assert message.extra_headers["Content-Language"] == "pl"
        assert "20 marca 2026" in message.body
        assert [name for name in ("Kovalenko", "Nowak", "olena") if name in f"{message.subject} {message.body}"] == []
    assert sent[0][1].subject != sent[2][1].subject
    assert sent[0][1].body.split("http")[0] != sent[2][1].body.split("http")[0]


@pytest.mark.parametrize(
    ("last_day", "sign_by"),
    [
        (None, date(2026, 4, 1)),
        (date(2026, 3, 20), date(2026, 3, 20)),
        (date(2026, 3, 2), date(2026, 3, 2)),
        (date(2026, 6, 1), date(2026, 4, 1)),
        (date(2026, 3, 1), date(2026, 4, 1)),
    ],
)
def test_sign_by_is_the_earlier_of_the_last_lawful_day_and_the_end_of_the_link(
    person: Applicant, last_day: date | None, sign_by: date
) -> None:
    with time_machine.travel("2026-03-02 12:00 +0100", tick=False):
        Application.objects.update(last_lawful_day=last_day)
        annex = person.asks()
        assert (annex.sign_by, annex.link_ends_on) == (sign_by, date(2026, 4, 1))


def test_send_stores_neither_token_nor_address_in_the_clear(person: Applicant) -> None:
    person.asks()
    stored = [str(AnnexRequest.objects.values().get()), str(AnnexRequest.objects.get().links.values().get())]
    stored += [str(each) for each in Mail.objects.values()]
    assert not any(
        secret in text for text in stored for secret in (applicant_and_employer.token(), EMPLOYER, "Kovalenko")
    )


def test_find_reading_the_link_spends_nothing(person: Applicant) -> None:
    person.asks()
    for _ in range(3):
        assert links.find(applicant_and_employer.token()).state == AnnexState.SENT
    assert asking.begin(links.find(applicant_and_employer.token())).state == AnnexState.OPENED
    assert links.find(applicant_and_employer.token()).state == AnnexState.OPENED


def test_find_unknown_link_is_refused(person: Applicant) -> None:
    person.asks()
    for wrong in ("", "x", applicant_and_employer.token()[:-1], applicant_and_employer.token() + "x"):
        with pytest.raises(errors.UnknownLink):
            links.find(wrong)


def test_send_the_same_address_is_asked_once(person: Applicant) -> None:
    person.asks()
    with pytest.raises(errors.AlreadyAsked):
        person.asks(EMPLOYER.upper())
    assert person.annex_states() == [(EMPLOYER, "sent")]
    assert len(applicant_and_employer.mails()) == 1


def test_send_an_annex_that_is_not_needed_is_refused(person: Applicant) -> None:
    with pytest.raises(errors.NoSuchAnnex):
        asking.send(person.current(), form_key="another", email=EMPLOYER, acting=themselves(person.user))


def test_send_without_the_data_it_starts_from_names_them(db: None) -> None:
    person = applicant_and_employer.applicant()
    person.answers(surname=None)
    with pytest.raises(errors.NotReady) as refusal:
        person.asks()
    assert [field.key for field in refusal.value.missing] == ["f.surname"]


def test_send_stops_at_twenty_links_a_day(person: Applicant) -> None:
    annex = person.asks()
    for _ in range(links.MOST_A_DAY - 1):
        asking.resend(annex, acting=themselves(person.user))
    with pytest.raises(errors.TooManyLinks):
        asking.resend(annex, acting=themselves(person.user))
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        asking.resend(annex, acting=themselves(person.user))


def test_links_of_a_day_are_counted_though_their_requests_ended(
    person: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "MOST_A_DAY", 3)
    asking.end(person.asks(), acting=themselves(person.user))
    asking.replace(person.asks(), email="boss@firma.example", acting=themselves(person.user))
    with pytest.raises(errors.TooManyLinks):
        person.asks()
    assert len(applicant_and_employer.mails()) == 3


@pytest.mark.parametrize("noticed", [True, False])
def test_a_link_that_ended_never_works_again(person: Applicant, noticed: bool) -> None:
    """Whether the clock's work saw the end, or the applicant asked again before it did."""
    annex = person.asks()
    first = applicant_and_employer.token()
    with time_machine.travel(timezone.now() + links.LIFETIME, tick=False):
        if noticed:
            jobs.run()
        asking.resend(annex, acting=themselves(person.user))
        assert links.find(applicant_and_employer.token()) == annex
        with pytest.raises((errors.UnknownLink, errors.LinkEnded)):
            links.find(first)


def test_resend_both_links_work_and_the_typed_data_stay(person: Applicant) -> None:
    annex = person.asks()
    applicant_and_employer.fill_in(
        applicant_and_employer.token(), {"employer": applicant_and_employer.ANSWERS["employer"]}
    )
    asking.resend(annex, acting=themselves(person.user))
    assert applicant_and_employer.token(0) != applicant_and_employer.token()
    assert links.find(applicant_and_employer.token(0)) == links.find(applicant_and_employer.token()) == annex
    assert person.annex_states() == [(EMPLOYER, "opened")]
    found = links.find(applicant_and_employer.token()).sheet
    assert found is not None
    assert sheets.read(found).answers["e.name"] == "Przykład Sp. z o.o."


def test_replace_ends_the_former_link_and_keeps_what_was_typed(person: Applicant) -> None:
    annex = person.asks()
    applicant_and_employer.fill_in(
        applicant_and_employer.token(), {"employer": applicant_and_employer.ANSWERS["employer"]}
    )
    successor = asking.replace(annex, email="boss@firma.example", acting=themselves(person.user))
    with pytest.raises(errors.UnknownLink):
        links.find(applicant_and_employer.token(0))
    found = links.find(applicant_and_employer.token())
    assert found == successor
    assert found.sheet is not None
    assert sheets.read(found.sheet).answers["e.name"] == "Przykład Sp. z o.o."
    assert person.annex_states() == [("boss@firma.example", "sent")]


def test_end_erases_what_was_typed(person: Applicant) -> None:
    annex = person.asks()
    asking.end(annex, acting=themselves(person.user))
    annex.refresh_from_db()
    assert (annex.state, annex.sheet) == (AnnexState.ENDED, None)
    with pytest.raises(errors.UnknownLink):
        links.find(applicant_and_employer.token())
    assert person.annex_states() == [("", "missing")]


def test_status_addresses_of_the_answers_are_asked_one_by_one(person: Applicant) -> None:
    person.answers(emails=["one@firma.example", "two@firma.example"])
    assert person.annex_states() == [("one@firma.example", "missing"), ("two@firma.example", "missing")]
    annex = person.asks("one@firma.example")
    assert person.annex_states() == [("one@firma.example", "sent"), ("two@firma.example", "missing")]
    asking.replace(annex, email="three@firma.example", acting=themselves(person.user))
    assert person.annex_states() == [("three@firma.example", "sent"), ("two@firma.example", "missing")]


def test_status_without_need_there_is_none(person: Applicant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("applications.annexes.needs.walk.annexes", lambda form, answers: [])
    assert person.annex_states() == []


def test_status_data_that_changed_before_anybody_opened_are_simply_taken_over(person: Applicant) -> None:
    person.asks()
    person.answers(surname="Kovalenko-Nowak")
    assert person.annex_states() == [(EMPLOYER, "sent")]
    annex = asking.begin(links.find(applicant_and_employer.token()))
    assert annex.sheet is not None
    assert sheets.read(annex.sheet).answers["f.surname"] == "Kovalenko-Nowak"
    assert person.annex_states() == [(EMPLOYER, "opened")]


def test_status_data_that_changed_after_opening_make_it_stale_until_it_is_asked_again(person: Applicant) -> None:
    annex = person.asks()
    applicant_and_employer.fill_in(applicant_and_employer.token())
    person.answers(flat="7")
    assert person.annex_states() == [(EMPLOYER, "opened")], "the flat is not carried over"
    person.answers(surname="Nowak")
    assert person.annex_states() == [(EMPLOYER, "stale")]
    asking.resend(annex, acting=themselves(person.user))
    assert person.annex_states() == [(EMPLOYER, "sent")]
    found = links.find(applicant_and_employer.token()).sheet
    assert found is not None
    assert sheets.read(found).answers == {
        "purpose": "work",
        "f.surname": "Nowak",
        **applicant_and_employer.ANSWERS["employer"],
        **applicant_and_employer.ANSWERS["job"],
    }


def test_save_step_cannot_change_what_is_carried_over(person: Applicant) -> None:
    person.asks()
    applicant_and_employer.fill_in(
        applicant_and_employer.token(),
        {"employer": {**applicant_and_employer.ANSWERS["employer"], "f.surname": "Smith", "purpose": "x"}},
    )
    found = links.find(applicant_and_employer.token()).sheet
    assert found is not None
    assert sheets.read(found).answers["f.surname"] == "Kovalenko"
    assert sheets.read(found).answers["purpose"] == "work"


def test_save_step_of_an_old_revision_is_refused(person: Applicant) -> None:
    person.asks()
    annex = applicant_and_employer.fill_in(applicant_and_employer.token())
    assert annex.sheet is not None
    contents = sheets.read(annex.sheet)
    with pytest.raises(Stale):
        asking.save_step(annex, contents, step="job", expected=annex.sheet.revision - 1)


def test_links_end_with_the_application(person: Applicant) -> None:
    annex = person.asks()
    lifecycle.expire(person.current())
    with pytest.raises(errors.LinkEnded):
        links.find(applicant_and_employer.token())
    attempts: list[Callable[[], object]] = [
        lambda: asking.resend(annex, acting=themselves(person.user)),
        lambda: person.asks("x@y.example"),
    ]
    for attempt in attempts:
        with pytest.raises((NotPossible, errors.NoSuchAnnex)):
            attempt()


def test_send_while_signing_discards_the_signature(person: Applicant) -> None:
    lifecycle.freeze(person.current(), acting=themselves(person.user))
    person.asks()
    assert person.current().state == ApplicationState.DRAFT


@pytest.mark.parametrize(
    ("last_day", "expected"),
    [
        (None, [date(2026, 3, 5)]),
        (date(2026, 3, 20), [date(2026, 3, 5), date(2026, 3, 13), date(2026, 3, 17), date(2026, 3, 19)]),
        (date(2026, 3, 4), [date(2026, 3, 3), date(2026, 3, 5)]),
    ],
)
def test_reminders_follow_the_last_lawful_day(person: Applicant, last_day: date | None, expected: list[date]) -> None:
    with time_machine.travel("2026-03-02 12:00 +0100", tick=False):
        person.application.last_lawful_day = last_day
        person.application.save()
        annex = person.asks()
        moments, after = [], timezone.now()
        while moment := asking.next_reminder(annex, after=after):
            moments.append(moment)
            after = moment
    assert [timezone.localdate(moment) for moment in moments] == expected
    assert {timezone.localtime(moment).hour for moment in moments} == {9}
    assert annex.remind_at == moments[0]


def test_jobs_remind_with_a_link_of_its_own(person: Applicant) -> None:
    with time_machine.travel("2026-03-02 12:00 +0100") as clock:
        person.asks()
        assert not jobs.due()
        clock.move_to("2026-03-05 09:01 +0100")
        assert jobs.due()
        jobs.run()
        jobs.run()
        assert [template for template, _to, _path in applicant_and_employer.mails()] == [
            "annex-request",
            "annex-reminder",
        ]
        assert links.find(applicant_and_employer.token(0)) == links.find(applicant_and_employer.token(1))
        assert not jobs.due()


def test_jobs_expire_after_thirty_days_and_tell_the_applicant(person: Applicant) -> None:
    with time_machine.travel("2026-03-02 12:00 +0100") as clock:
        annex = person.asks()
        clock.move_to("2026-03-30 12:00 +0100")
        person.answers(flat="1")  # the draft itself goes on
        clock.move_to("2026-04-01 13:00 +0100")
        jobs.run()
        assert person.annex_states() == [(EMPLOYER, "expired")]
        assert applicant_and_employer.mails()[-1] == (
            "annex-expired",
            "olena@example.com",
            f"/en/applications/{person.application.pk}/annexes/",
        )
        with pytest.raises(errors.UnknownLink):
            links.find(applicant_and_employer.token(0))
        asking.resend(annex, acting=themselves(person.user))
        assert person.annex_states() == [(EMPLOYER, "sent")]
        assert not jobs.due()


def test_jobs_nothing_remains_when_the_draft_key_is_destroyed(person: Applicant, double: Double) -> None:
    person.asks()
    applicant_and_employer.sign(applicant_and_employer.fill_in(applicant_and_employer.token()), double)
    person.asks("other@firma.example")
    lifecycle.expire(person.current())
    assert jobs.due()
    jobs.run()
    rows: set[tuple[object, ...]] = set(
        AnnexRequest.objects.values_list("email", "signed", "signer", "sheet", "remind_at")
    )
    assert rows == {(None, None, None, None, None)}
    assert not SignatureRequest.objects.exists()
    assert not jobs.due()


def test_save_step_discards_the_signature_under_way(person: Applicant, double: Double) -> None:
    person.asks()
    annex = applicant_and_employer.fill_in(applicant_and_employer.token())
    redirect = signature.start(annex, return_url="http://portal/")
    back = double.sign(redirect.url, "jan")
    applicant_and_employer.fill_in(applicant_and_employer.token(), {"job": {"position": "kierowca"}})
    with pytest.raises(ReturnRefused):
        signature.returned(state=back["state"], artifact=back["artifact"])

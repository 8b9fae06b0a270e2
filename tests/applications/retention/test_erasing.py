"""The own copy after the data entered the register (art. 225g(2)): warned of, kept by consent, erased, summed up."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core import mail as sent
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from applications.drafting.models import Application
from applications.filing import following, submissions
from applications.filing import jobs as filing_jobs
from applications.receipts import own_copy
from applications.receipts.errors import CopyErased, NotFiled
from applications.receipts.models import Document, Receipt
from applications.retention import consent, erasing, jobs, keeping
from applications.retention.errors import OldConsent
from applications.retention.models import Consent, Erasure
from applications.uploads import intake
from applications.uploads.models import Upload
from audit.models import Event
from notices import jobs as mails
from notices.models import Mail
from sealing import keys
from tests.acting import own
from tests.applications.filing.conftest import reloaded
from tests.applications.filing.test_submissions import prepared, signed_by
from tests.applications.uploads import files_to_upload

pytestmark = pytest.mark.django_db(transaction=True)
type Sign = Callable[..., bytes]
NOW = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)
LAST_DAY = date(2026, 12, 6)
END = datetime(2026, 12, 6, 23, 0, tzinfo=UTC)  # midnight in Warsaw


@pytest.fixture
def filed(application: Application, sign: Sign) -> Application:
    """Filed today: certificates of the test's authorities are valid from the day they were made."""
    submission = prepared(application)
    submissions.accept(submission, signed_by(submission, sign), acting=own(submission.application))
    own_copy.of(application)
    Mail.objects.all().delete()
    return reloaded(application)


@pytest.fixture
def stopped_clock(filed: Application) -> Iterator[time_machine.Traveller]:
    """Stands still at the moment of the event."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def agree(application: Application) -> None:
    consent.give(application, version=consent.VERSION, language="en", acting=own(application))


def recorded(prefix: str = "copy-") -> list[str]:
    return list(Event.objects.filter(event__contains=prefix).order_by("pk").values_list("event", flat=True))


def mail_templates() -> list[str]:
    return list(Mail.objects.order_by("created_at", "pk").values_list("template", flat=True))


def test_the_copy_stays_until_the_data_enter_the_register(
    filed: Application, stopped_clock: time_machine.Traveller
) -> None:
    with time_machine.travel(NOW + timedelta(days=900)):
        assert not jobs.due()
        jobs.run()
    assert set(own_copy.of(filed)) == set(own_copy.COPY)
    assert keeping.of(filed).state == "kept"


def test_the_event_warns_fourteen_whole_days_before(filed: Application, stopped_clock: time_machine.Traveller) -> None:
    erasing.plan(filed, cause="certificate")
    erasing.plan(filed, cause="unexamined")
    row = Erasure.objects.get()
    assert (row.cause, row.due_at, row.last_day) == ("certificate", END, LAST_DAY)
    assert (mail_templates(), recorded()) == (["copy-warning"], ["copy-erasure-planned"])
    mails.run()
    [letter] = sent.outbox
    whole = f"{letter.subject} {letter.body}"
    assert f"/uk/filing/{filed.pk}/receipt/#copy" in whole
    assert "6 грудня 2026" in whole
    assert not [word for word in ("Kovalenko", "Olena", Receipt.objects.get().number) if word in whole]


def test_the_reminder_comes_once_three_days_before(filed: Application, stopped_clock: time_machine.Traveller) -> None:
    erasing.plan(filed, cause="returned")
    stopped_clock.move_to(END - timedelta(days=3, seconds=1))
    assert not jobs.due()
    stopped_clock.move_to(END - timedelta(days=3))
    assert jobs.due()
    jobs.run()
    jobs.run()
    assert (mail_templates(), jobs.due()) == (["copy-warning", "copy-reminder"], False)
    assert Document.objects.exists()


def test_the_copy_is_erased_at_the_end_of_the_last_day_and_the_summary_stays(
    filed: Application, stopped_clock: time_machine.Traveller
) -> None:
    digests = {each.name: each.sha256 for each in Document.objects.exclude(name=own_copy.UNSIGNED)}
    erasing.plan(filed, cause="certificate")
    stopped_clock.move_to(END - timedelta(seconds=1))
    jobs.run()
    assert own_copy.of(filed)
    stopped_clock.move_to(END)
    assert jobs.due()
    jobs.run()
    jobs.run()
    assert (Document.objects.count(), jobs.due()) == (0, False)
    erasure = Erasure.objects.get()
    assert (erasure.erased_at, erasure.due_at, erasure.remind_at) == (END, None, None)
    [event] = Event.objects.filter(event="own-copy-erased")
    assert event.facts == {"cause": "certificate", "documents": "7"}
    shown = keeping.of(filed).summary
    assert shown is not None
    receipt = Receipt.objects.get()
    assert (shown.number, shown.filed_at, shown.sha256) == (receipt.number, receipt.filed_at, receipt.signed_sha256)
    assert (shown.office, shown.form) == ("Wojewoda Mazowiecki", "WNIOSEK O MAŁE ZEZWOLENIE")
    assert {line.name: line.sha256 for line in shown.files} == digests | {
        "payload.json": filed.submissions.get().payload_sha256
    }
    assert not [word for word in ("Kovalenko", "Olena", "92030512343") if word in str(erasure.summary)]


def test_a_long_standstill_erases_and_reminds_nobody(filed: Application, stopped_clock: time_machine.Traveller) -> None:
    erasing.plan(filed, cause="certificate")
    stopped_clock.move_to(END + timedelta(days=30))
    jobs.run()
    assert (mail_templates(), Document.objects.count()) == (["copy-warning"], 0)


def test_an_erasure_that_another_worker_holds_is_left_to_it(
    filed: Application, stopped_clock: time_machine.Traveller
) -> None:
    erasing.plan(filed, cause="certificate")
    stopped_clock.move_to(END)

    def other_worker() -> None:
        try:
            jobs.run()
        finally:
            connection.close()

    with transaction.atomic():
        Erasure.objects.select_for_update().get()
        other = threading.Thread(target=other_worker)
        other.start()
        other.join()
        assert Document.objects.exists()
    jobs.run()
    assert not Document.objects.exists()


def test_an_erasure_that_breaks_off_leaves_everything_as_it_was(
    filed: Application, stopped_clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    erasing.plan(filed, cause="certificate")
    stopped_clock.move_to(END)

    def killed(_subject: object) -> list[Upload]:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(intake, "of", killed)
        with pytest.raises(SystemExit):
            jobs.run()
    assert set(own_copy.of(filed)) == set(own_copy.COPY)
    assert (keeping.of(filed).state, recorded("own-copy")) == ("warned", [])
    stopped_clock.shift(timedelta(seconds=3))  # one that ends the worker is counted and waited for too
    jobs.run()
    assert keeping.of(filed).state == "erased"


def test_a_pdf_made_during_the_erasure_is_not_kept(filed: Application, stopped_clock: time_machine.Traveller) -> None:
    receipt = own_copy.filed(filed)
    erasing.plan(filed, cause="certificate")
    stopped_clock.move_to(END)
    jobs.run()
    own_copy.keep_beside(receipt, own_copy.RECEIPT, own_copy.RECEIPT_PDF, b"%PDF")
    assert not Document.objects.exists()


def test_what_followed_the_filing_goes_too_once_it_is_sent(
    filed: Application, stopped_clock: time_machine.Traveller
) -> None:
    passed_on = following.receive(
        filed, purpose="photo", name="me.jpg", content=files_to_upload.photo(), acting=own(filed)
    )
    intake.check(Upload.objects.get())
    filing_jobs.run()
    waits = following.receive(
        filed, purpose="passport", name="pass.pdf", content=files_to_upload.pdf(), acting=own(filed)
    )
    erasing.plan(filed, cause="certificate")
    stopped_clock.move_to(END)
    jobs.run()
    assert list(Upload.objects.values_list("pk", flat=True)) == [waits.upload]
    assert set(filed.following.values_list("upload", flat=True)) == {passed_on.upload, waits.upload}


def test_consent_before_the_event_keeps_the_copy_and_warns_of_nothing(
    filed: Application, stopped_clock: time_machine.Traveller
) -> None:
    agree(filed)
    agree(filed)
    erasing.plan(filed, cause="certificate")
    given = Consent.objects.get()
    assert (given.version, given.language, given.text) == (consent.VERSION, "en", consent.text("en"))
    assert (given.given_at, given.withdrawn_at) == (NOW, None)
    assert (mail_templates(), recorded()) == ([], ["copy-consent-given", "copy-erasure-planned"])
    with time_machine.travel(NOW + timedelta(days=900)):
        assert not jobs.due()
        jobs.run()
    assert own_copy.of(filed)


def test_consent_after_the_warning_stops_the_erasure_and_withdrawing_makes_it_due_again(
    filed: Application, stopped_clock: time_machine.Traveller
) -> None:
    erasing.plan(filed, cause="certificate")
    agree(filed)
    assert (keeping.of(filed).state, keeping.of(filed).last_day) == ("agreed", None)
    consent.withdraw(filed, acting=own(filed))
    consent.withdraw(filed, acting=own(filed))
    assert (keeping.of(filed).state, keeping.of(filed).last_day) == ("warned", LAST_DAY)
    agree(filed)
    stopped_clock.move_to(datetime(2027, 2, 1, 12, 0, tzinfo=UTC))
    consent.withdraw(filed, acting=own(filed))
    assert keeping.of(filed).last_day == date(2027, 2, 4)
    stopped_clock.move_to(datetime(2027, 2, 1, 23, 0, tzinfo=UTC))
    jobs.run()
    assert mail_templates() == ["copy-warning", "copy-reminder"]
    stopped_clock.move_to(datetime(2027, 2, 4, 23, 0, tzinfo=UTC))
    jobs.run()
    assert keeping.of(filed).state == "erased"
    assert Consent.objects.filter(withdrawn_at__isnull=False).count() == 2
    assert recorded("copy-consent") == ["copy-consent-given", "copy-consent-withdrawn"] * 2


def test_consent_is_for_what_is_filed_and_not_erased_and_for_the_present_text(
    filed: Application, stopped_clock: time_machine.Traveller
) -> None:
    with pytest.raises(OldConsent):
        consent.give(filed, version="1999-01-01", language="en", acting=own(filed))
    erasing.plan(filed, cause="certificate")
    stopped_clock.move_to(END)
    jobs.run()
    with pytest.raises(CopyErased):
        agree(filed)
    with pytest.raises(CopyErased):
        consent.withdraw(filed, acting=own(filed))
    assert not Consent.objects.exists()


@pytest.mark.parametrize("is_agreed", [True, False])
def test_the_end_of_the_case_erases_in_spite_of_a_consent(
    filed: Application, stopped_clock: time_machine.Traveller, is_agreed: bool
) -> None:
    if is_agreed:
        agree(filed)
    following.receive(filed, purpose="photo", name="me.jpg", content=files_to_upload.photo(), acting=own(filed))
    erasing.finish(filed)
    erasing.finish(filed)
    found = keeping.of(filed)
    assert (found.state, found.cause, Document.objects.count(), Upload.objects.count()) == ("erased", "ended", 0, 0)
    assert found.summary is not None
    assert recorded("own-copy") == ["own-copy-erased"]


def test_the_page_warns_asks_and_tells_what_is_left(
    client: Client, filed: Application, stopped_clock: time_machine.Traveller
) -> None:
    address = f"/en/filing/{filed.pk}/receipt/"
    text = consent.text("en").replace("art. 225g", "art.\xa0225g")
    before = client.get(address).content.decode()
    assert ("14 days after it has warned you" in before, text in before) == (True, True)
    erasing.plan(filed, cause="unexamined")
    warned = client.get(address).content.decode()
    assert "left unexamined, and your data entered the register (art.\u00a0225g(2))" in warned
    assert "until 6 December 2026, to the end of that day" in warned
    assert "copy/application.pdf" in warned
    form = {"version": consent.VERSION, "next": f"/en/cases/{filed.pk}/#copy"}
    agreed = client.post(f"/en/filing/{filed.pk}/consent/", form)
    assert (agreed.status_code, agreed.headers["Location"]) == (302, form["next"])
    assert "You agreed on 22 November 2026" in client.get(address).content.decode()
    withdrawn = client.post(f"/en/filing/{filed.pk}/consent/", {"withdraw": "1", "next": "https://elsewhere.test/"})
    assert withdrawn.headers["Location"] == f"{address}#copy"
    stopped_clock.move_to(END)
    jobs.run()
    client.force_login(filed.principal)  # a session ends sooner
    erased = client.get(address).content.decode()
    assert "The portal erased your copy on 7 December 2026" in erased
    assert ("copy/" in erased, text in erased, "receipt.pdf</bdi>" in erased) == (False, False, True)
    assert all(
        part in erased for part in ("WNIOSEK O MAŁE ZEZWOLENIE", "Wojewoda Mazowiecki", Receipt.objects.get().number)
    )
    assert not [word for word in ("Kovalenko", "92030512343") if word in erased]
    gone = client.get(f"/en/filing/{filed.pk}/copy/application.pdf", follow=True)
    assert (gone.redirect_chain, "Your own copy was erased" in gone.content.decode()) == ([(address, 302)], True)
    late = client.post(f"/en/filing/{filed.pk}/consent/", form, follow=True)
    assert not Consent.objects.filter(withdrawn_at__isnull=True).exists()
    assert late.status_code == 200


def test_after_the_end_nothing_can_be_added_to_the_case(client: Client, filed: Application) -> None:
    erasing.finish(filed)
    keys.destroy(filed.case_key)
    address = f"/en/filing/{filed.pk}/receipt/"
    assert "Add a file to the case" not in client.get(address).content.decode()
    sent = {"purpose": "photo", "file": SimpleUploadedFile("me.jpg", files_to_upload.photo())}
    late = client.post(f"/en/filing/{filed.pk}/files/", sent)
    assert (late.status_code, late.headers["Location"], Upload.objects.count()) == (302, address, 0)


def test_an_old_text_on_the_page_is_not_agreed_to(
    client: Client, filed: Application, stopped_clock: time_machine.Traveller
) -> None:
    page = client.post(f"/en/filing/{filed.pk}/consent/", {"version": "1999-01-01"}, follow=True).content.decode()
    assert "The text of the consent has changed" in page
    assert not Consent.objects.exists()


def test_nobody_else_agrees_and_a_draft_has_nothing_to_keep(client: Client, application: Application) -> None:
    with pytest.raises(NotFiled):
        agree(application)
    assert client.post(f"/en/filing/{application.pk}/consent/", {"version": consent.VERSION}).status_code == 404
    stranger = Client()
    stranger.force_login(User.objects.create_user("other@example.test", "correct horse battery"))
    assert stranger.post(f"/en/filing/{application.pk}/consent/", {"version": consent.VERSION}).status_code == 404
    body = {"version": consent.VERSION}
    address = f"/api/v1/applications/{application.pk}/copy-consent/"
    assert stranger.put(address, body, content_type="application/json").status_code == 404
    assert stranger.delete(address).status_code == 404
    draft = client.put(address, body, content_type="application/json")
    assert (draft.status_code, draft.json()["code"]) == (404, "NotFiled")


def test_the_api_asks_warns_and_tells_what_is_left(
    client: Client, filed: Application, stopped_clock: time_machine.Traveller
) -> None:
    receipt = f"/api/v1/applications/{filed.pk}/receipt/"
    address = f"/api/v1/applications/{filed.pk}/copy-consent/"
    said = client.get(receipt).json()["keeping"]
    assert (said["state"], said["consent_text"], said["consent_version"]) == (
        "kept",
        consent.text("en"),
        consent.VERSION,
    )
    old = client.put(address, {"version": "1999-01-01"}, content_type="application/json")
    assert (old.status_code, old.json()["code"]) == (409, "OldConsent")
    agreed = client.put(address, {"version": consent.VERSION}, content_type="application/json").json()
    assert (agreed["state"], agreed["agreed_at"]) == ("agreed", "2026-11-22T11:30:00+01:00")
    erasing.plan(filed, cause="certificate")
    warned = client.delete(address).json()
    assert (warned["state"], warned["cause"], warned["last_day"]) == ("warned", "certificate", "2026-12-06")
    links = client.get(receipt).json()["copy"]
    stopped_clock.move_to(END)
    jobs.run()
    client.force_login(filed.principal)
    left = client.get(receipt).json()
    assert (left["copy"], left["keeping"]["state"], left["keeping"]["last_day"]) == ([], "erased", None)
    assert left["keeping"]["summary"]["number"] == Receipt.objects.get().number
    gone = client.get(urlsplit(links[0]["url"]).path)
    assert (gone.status_code, gone.json()["code"]) == (410, "CopyErased")
    late = client.put(address, {"version": consent.VERSION}, content_type="application/json")
    assert (late.status_code, late.json()["code"]) == (410, "CopyErased")


def test_anybody_can_still_check_the_receipt_of_an_erased_copy(
    filed: Application, stopped_clock: time_machine.Traveller
) -> None:
    erasing.plan(filed, cause="certificate")
    stopped_clock.move_to(END)
    jobs.run()
    receipt = Receipt.objects.get()
    page = Client().get(reverse("receipts:verify", args=[receipt.code]), {"digest": receipt.signed_sha256})
    assert (page.status_code, page.context["matches"]) == (200, True)
    assert receipt.number in page.content.decode()
    assert "Kovalenko" not in page.content.decode()

"""Mail: queued with the change, readable to nobody in the table, sent once, put off when refused."""

import smtplib
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core import mail as outbox
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection, transaction
from django.template import TemplateDoesNotExist
from django.utils import timezone
from pytest_django import Settings

from notices import jobs, mail
from notices.models import Mail

pytestmark = pytest.mark.django_db
TEMPLATES = sorted(path.stem for path in (settings.SITE / "templates" / "notices").glob("*.txt"))


class Moody(EmailBackend):
    """A mail server that answers with the error it was told to."""

    error: Exception | None = None

    def send_messages(self, messages: Any) -> int:
        if Moody.error is not None:
            raise Moody.error
        return super().send_messages(messages)


@pytest.fixture
def moody(settings: Settings) -> type[Moody]:
    settings.MAILERS = {"default": {"BACKEND": f"{__name__}.Moody"}}
    Moody.error = None
    return Moody


def queued(**fields: Any) -> Mail:
    return mail.queue(
        fields.pop("to", "olena@example.com"),
        fields.pop("template", "case-news"),
        language=fields.pop("language", "en"),
        context={"link": "/en/cases/"},
    )


def test_mail_leaves_with_its_text_and_link() -> None:
    row = queued()
    jobs.run()
    [sent] = outbox.outbox
    assert (sent.to, sent.subject) == (["olena@example.com"], "There is news in your case")
    assert f"{settings.PORTAL_URL}/en/cases/\n" in sent.body
    assert sent.extra_headers["Message-ID"] == f"<{row.pk}@mos>"
    assert not jobs.due()


def test_address_and_context_are_sealed_and_erased_after_sending() -> None:
    row = queued()
    assert b"olena" not in bytes(row.sealed or b"")
    jobs.run()
    row.refresh_from_db()
    assert (row.sealed, row.key.wrapped, row.attempts, row.sent_at is not None) == (None, None, 1, True)


def test_mail_is_dropped_with_the_change_it_tells_of() -> None:
    with transaction.atomic():
        queued()
        transaction.set_rollback(True)
    jobs.run()
    assert outbox.outbox == []


def test_unknown_template_fails_where_it_is_queued() -> None:
    with pytest.raises(TemplateDoesNotExist):
        queued(template="no-such-text")


def test_unknown_language_falls_back_to_polish() -> None:
    assert queued(language="xx").language == "pl"


@pytest.mark.parametrize(
    "error",
    [ConnectionRefusedError(), smtplib.SMTPServerDisconnected(), smtplib.SMTPRecipientsRefused({"a": (450, b"")})],
)
def test_failure_waits_longer_each_time_and_goes_out_at_last(moody: type[Moody], error: Exception) -> None:
    moody.error = error
    row = queued()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        waits = []
        for _ in range(12):
            jobs.run()
            row.refresh_from_db()
            waits.append((row.due_at - timezone.now()).total_seconds())
            assert not jobs.due()
            clock.move_to(row.due_at)
        assert waits == [10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600, 3600]
        moody.error = None
        jobs.run()
    assert len(outbox.outbox) == 1


def test_refused_recipient_is_not_tried_again(moody: type[Moody]) -> None:
    moody.error = smtplib.SMTPRecipientsRefused({"olena@example.com": (550, b"no such user")})
    row = queued()
    jobs.run()
    row.refresh_from_db()
    assert (row.refused_at is not None, row.sealed, jobs.due()) == (True, None, False)


def test_logs_name_no_address(moody: type[Moody], caplog: pytest.LogCaptureFixture) -> None:
    moody.error = smtplib.SMTPRecipientsRefused({"olena@example.com": (450, b"olena@example.com is busy")})
    queued()
    jobs.run()
    assert "SMTPRecipientsRefused" in caplog.text
    assert "olena" not in caplog.text


def test_one_failure_does_not_keep_others_back(moody: type[Moody]) -> None:
    late = queued()
    Mail.objects.filter(pk=late.pk).update(due_at=timezone.now() + timedelta(hours=1))
    queued(to="ahmed@example.com")
    jobs.run()
    assert [sent.to for sent in outbox.outbox] == [["ahmed@example.com"]]


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_send_the_same_mail() -> None:
    """The second worker passes over a row that the first holds."""
    queued()
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("SELECT id FROM notices_mail FOR UPDATE")
            jobs.run()
            assert outbox.outbox == []
            cursor.execute("ROLLBACK")
        jobs.run()
        assert len(outbox.outbox) == 1
    finally:
        other.close()


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_text_has_a_subject_and_its_link(template: str) -> None:
    text = mail.write(template, language="en", context={"link": "https://mos.example/x?a=1&b=2"})
    assert text.subject
    assert "https://mos.example/x?a=1&b=2\n" in text.body
    assert "{" not in text.subject + text.body

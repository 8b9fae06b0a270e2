"""Mail: queued with the change, readable to nobody in the table, sent once, put off when refused."""

import smtplib
import socket
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from aiosmtpd.controller import Controller
from django.conf import settings
from django.core import mail as outbox
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection, transaction
from django.template import TemplateDoesNotExist
from django.utils import timezone
from pytest_django import Settings

from jobs.models import Attempt
from notices import jobs, mail
from notices.models import Mail
from sealing import keys

pytestmark = pytest.mark.django_db
ADDRESSES = [
    "kad\u0131r@example.test",
    "\u017fam@example.test",
    "\u0130lkay@example.test",
    "\u212aim@example.test",
    "a@b@example.test",
    "two words@example.test",
    "a@",
    "",
    f"a@{'x' * 70}\u0131.test",
    "a\n@example.test",
]
[PATIENCE] = [queue.patience for queue in jobs.QUEUES]
TEMPLATES = sorted(path.stem for path in (settings.SITE / "templates" / "notices").glob("*.txt"))


class Moody(EmailBackend):
    """A mail server that answers a mail with the error it was told to, or does not answer at all."""

    error: Exception | None = None
    away: Exception | None = None
    asked = 0

    def open(self) -> None:
        Moody.asked += 1
        if Moody.away is not None:
            raise Moody.away

    def send_messages(self, messages: Any) -> int:
        if Moody.error is not None:
            raise Moody.error
        return super().send_messages(messages)


@pytest.fixture
def moody_mailer(settings: Settings) -> type[Moody]:
    settings.MAILERS = {"default": {"BACKEND": f"{__name__}.Moody"}}
    Moody.error = Moody.away = None
    Moody.asked = 0
    return Moody


@pytest.fixture
def smtp(settings: Settings) -> Iterator[list[list[str]]]:
    """To whom a real server was given mail."""
    got: list[list[str]] = []

    class Handler:
        async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
            got.append(envelope.rcpt_tos)
            return "250 OK"

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(Handler(), hostname="127.0.0.1", port=port)
    controller.start()
    options = {"host": "127.0.0.1", "port": port, "timeout": 5}
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}}
    yield got
    controller.stop()


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
    assert (row.sealed, row.key.wrapped, row.sent_at is not None) == (None, None, True)


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
def test_failure_waits_longer_each_time_and_goes_out_at_last(moody_mailer: type[Moody], error: Exception) -> None:
    moody_mailer.error = error
    queued()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        waits = []
        for _ in range(12):
            jobs.run()
            attempt = Attempt.objects.get()
            waits.append((attempt.due_at - timezone.now()).total_seconds())
            assert not jobs.due()
            clock.move_to(attempt.due_at)
        assert waits == [10, 20, 40, 80, 160, 300, 300, 300, 300, 300, 300, 300]
        moody_mailer.error = None
        jobs.run()
    assert (len(outbox.outbox), Attempt.objects.count()) == (1, 0)


def test_a_server_that_does_not_answer_costs_its_limit_once(moody_mailer: type[Moody]) -> None:
    moody_mailer.away = TimeoutError("olena@example.com")
    for _ in range(3):
        queued()
    for _ in range(3):
        jobs.run()
    assert (moody_mailer.asked, outbox.outbox, jobs.due()) == (1, [], False)
    moody_mailer.away = None
    with time_machine.travel(timezone.now() + timedelta(seconds=11)):
        jobs.run()
    assert (len(outbox.outbox), Attempt.objects.count()) == (3, 0)


def test_a_recipient_that_is_busy_for_days_is_given_up(moody_mailer: type[Moody]) -> None:
    moody_mailer.error = smtplib.SMTPRecipientsRefused({"olena@example.com": (452, b"full")})
    row = queued()
    with time_machine.travel(timezone.now() + timedelta(days=5, minutes=1)):
        jobs.run()
    row.refresh_from_db()
    assert (row.refused_at is not None, row.sealed, row.key.wrapped) == (True, None, None)


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_no_server_takes_is_refused_and_the_next_mail_leaves(
    address: str, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    """Django's own transport raises ValueError for them."""
    row = queued(to=address)
    queued(to="ahmed@example.com")
    jobs.run()
    row.refresh_from_db()
    assert [sent.to for sent in outbox.outbox] == [["ahmed@example.com"]]
    assert (row.refused_at is not None, row.sealed, row.key.wrapped, Attempt.objects.count()) == (True, None, None, 0)
    assert caplog.messages == [f"mail {row.pk} reaches nobody: Undeliverable"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_nobody_s_address_stops_the_mail_of_others(address: str, smtp: list[list[str]]) -> None:
    """Through the transport of production, to a server that listens."""
    queued(to=address)
    queued(to="ahmed@example.com")
    jobs.run()
    assert smtp == [["ahmed@example.com"]]


def test_a_domain_outside_of_ascii_has_another_form() -> None:
    queued(to="olena@ka\u015f.test")
    jobs.run()
    assert [sent.to for sent in outbox.outbox] == [["olena@ka\u015f.test"]]


@pytest.mark.parametrize("change", [{"template": "gone"}, {"sealed": b"x" * 40}])
def test_what_cannot_be_written_waits_and_is_set_aside_and_the_next_mail_leaves(
    change: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    row = queued()
    Mail.objects.filter(pk=row.pk).update(**change)
    queued(to="ahmed@example.com")
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(PATIENCE.tries):
            jobs.run()
            attempt = Attempt.objects.get()
            clock.move_to(attempt.due_at)
    assert [sent.to for sent in outbox.outbox] == [["ahmed@example.com"]]
    assert (attempt.row, attempt.set_aside_at is not None) == (str(row.pk), True)


def test_a_mail_whose_key_is_gone_is_refused() -> None:
    row = queued()
    keys.destroy(row.key)
    jobs.run()
    row.refresh_from_db()
    assert (row.refused_at is not None, row.sealed, outbox.outbox) == (True, None, [])


@pytest.mark.parametrize("error", [smtplib.SMTPDataError(554, b"olena is spam"), ValueError("olena")])
def test_a_mail_the_server_refuses_is_for_a_person_to_look_at(moody_mailer: type[Moody], error: Exception) -> None:
    moody_mailer.error = error
    row = queued()
    jobs.run()
    attempt = Attempt.objects.get()
    assert (attempt.row, attempt.attempts) == (str(row.pk), 1)
    assert "olena" not in attempt.reason


def test_refused_recipient_is_not_tried_again(moody_mailer: type[Moody]) -> None:
    moody_mailer.error = smtplib.SMTPRecipientsRefused({"olena@example.com": (550, b"no such user")})
    row = queued()
    jobs.run()
    row.refresh_from_db()
    assert (row.refused_at is not None, row.sealed, jobs.due()) == (True, None, False)


def test_logs_name_no_address(moody_mailer: type[Moody], caplog: pytest.LogCaptureFixture) -> None:
    moody_mailer.error = smtplib.SMTPRecipientsRefused({"olena@example.com": (450, b"olena@example.com is busy")})
    queued()
    jobs.run()
    assert "RecipientBusy" in caplog.text
    assert "olena" not in caplog.text


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

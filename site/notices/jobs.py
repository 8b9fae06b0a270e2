"""Sends what is due; a mail that nobody can deliver is refused and erased, so that it keeps nobody's back."""

import logging
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.core.mail import mailers
from django.db.models import QuerySet
from django.utils import timezone

from jobs import loop
from jobs.queues import Patience, Queue
from notices import mail as mails
from notices.errors import MailRefused, RecipientBusy, ServerAway, Undeliverable
from notices.models import Mail
from sealing import keys
from sealing.errors import KeyDestroyed

PERMANENT = 500  # SMTP replies from 500 on mean "never", from 400 on "later" (RFC 5321 § 4.2.1)
GIVEN_UP_AFTER = timedelta(days=5)  # of "later" (RFC 5321 § 4.5.4.1)
log = logging.getLogger(__name__)


def _due() -> QuerySet[Mail]:
    waiting = Mail.objects.filter(sent_at__isnull=True, refused_at__isnull=True)
    return waiting.select_related("key").order_by("created_at")


def _send(mail: Mail) -> None:
    try:
        message = mails.message(mail)
        with _translated(mail):
            message.send()
    except (Undeliverable, KeyDestroyed) as error:
        log.warning("mail %s reaches nobody: %s", mail.pk, type(error).__name__)
        mail.refused_at = timezone.now()
    else:
        mail.sent_at = timezone.now()
    _erase(mail)


@contextmanager
def _translated(mail: Mail) -> Iterator[None]:
    """What the server says repeats the address: only what it means goes on, and not as the cause either."""
    try:
        yield
    except smtplib.SMTPRecipientsRefused as error:
        raise _of_recipient(mail, error) from None
    except (smtplib.SMTPDataError, smtplib.SMTPSenderRefused) as error:
        raise (MailRefused if error.smtp_code >= PERMANENT else RecipientBusy) from None
    except OSError as error:  # every other smtplib error is one
        raise ServerAway(type(error).__name__) from None


def _of_recipient(mail: Mail, error: smtplib.SMTPRecipientsRefused) -> Exception:
    is_permanent = all(code >= PERMANENT for code, _ in error.recipients.values())
    is_old = mail.created_at < timezone.now() - GIVEN_UP_AFTER
    return Undeliverable() if is_permanent or is_old else RecipientBusy()


def _erase(mail: Mail) -> None:
    mail.sealed = None
    mail.save()
    keys.destroy(mail.key)


def _ask_server() -> None:
    """One handshake a run, so that a server that hangs costs its limit once and not once a mail."""
    mailer = mailers["default"]
    mailer.open()
    mailer.close()


QUEUES = (
    Queue(
        name="notices.mail",
        due=_due,
        do=_send,
        since="created_at",
        lane="mail",
        patience=Patience(first=timedelta(seconds=10)),
        ready=_ask_server,
    ),
)
due, run = loop.of(QUEUES)

"""Sends what is due, each mail in its own transaction, and waits longer after each failure."""

import logging
import smtplib
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from notices import mail as mails
from notices.models import Mail
from sealing import keys

FIRST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(hours=1)
PERMANENT = 500  # SMTP replies from 500 on mean "never", from 400 on "later" (RFC 5321 § 4.2.1)
log = logging.getLogger(__name__)


def due() -> bool:
    return _due().exists()


def run() -> None:
    while _send_next():
        pass


def _due() -> QuerySet[Mail]:
    return Mail.objects.filter(sent_at__isnull=True, refused_at__isnull=True, due_at__lte=timezone.now())


@transaction.atomic
def _send_next() -> bool:
    # The lock is held while sending: a worker that dies gives the row back, and nobody sends it at the same time
    mail = _due().select_for_update(skip_locked=True, of=("self",)).select_related("key").order_by("due_at").first()
    if mail is None:
        return False
    mail.attempts += 1
    try:
        mails.message(mail).send()
    except (smtplib.SMTPException, OSError) as error:
        _put_off(mail, error)
    else:
        mail.sent_at = timezone.now()
        _erase(mail)
    return True


def _put_off(mail: Mail, error: Exception) -> None:
    # The class only: a server's reply repeats the address
    log.warning("mail %s was not sent at attempt %d: %s", mail.pk, mail.attempts, type(error).__name__)
    if _is_permanent(error):
        mail.refused_at = timezone.now()
        _erase(mail)
        return
    mail.due_at = timezone.now() + min(FIRST_WAIT * 2 ** min(mail.attempts - 1, 20), LONGEST_WAIT)
    mail.save(update_fields=["due_at", "attempts"])


def _is_permanent(error: Exception) -> bool:
    if not isinstance(error, smtplib.SMTPRecipientsRefused):
        return False
    return all(code >= PERMANENT for code, _ in error.recipients.values())


def _erase(mail: Mail) -> None:
    mail.sealed = None
    mail.save()
    keys.destroy(mail.key)

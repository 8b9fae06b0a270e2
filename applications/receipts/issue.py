"""Issues the receipt inside the transaction of the filing: its row, its sealed XML, the audit event, the mail."""

import json
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation

from applications.drafting import lifecycle
from applications.drafting.models import Application
from applications.receipts import numbers, own_copy, upo
from applications.receipts.models import Receipt
from applications.receipts.upo import Confirmation
from audit import trail
from notices import mail
from procedures.tables.voivodeships import VOIVODES

ATTEMPTS = 3  # two receipts of one number: once in thousands of years, and no reason to refuse a filing


def receipt(application: Application, *, message_id: UUID, digest: str, applicant: str, at: datetime) -> Receipt:
    """For what was filed in that message: the digest is the one of the signed XML."""
    issued = _row(application, message_id=message_id, digest=digest, at=at)
    own_copy.keep(issued, own_copy.RECEIPT, upo.sealed(_confirmation(issued, applicant)))
    facts = {"message": str(message_id), "receipt": issued.number, "digest": digest}
    trail.record("application-filed", subject=application.pk, actor=application.owner, facts=facts)
    with translation.override(application.language):
        link = reverse("retention:receipt", args=[application.pk])
    mail.queue(application.owner.email, "filed", language=application.language, context={"link": link})
    return issued


def _row(application: Application, *, message_id: UUID, digest: str, at: datetime) -> Receipt:
    for attempt in range(ATTEMPTS):
        try:
            with transaction.atomic():
                return Receipt.objects.create(
                    message_id=message_id,
                    application=application,
                    number=numbers.new_number(at),
                    code=numbers.new_code(),
                    filed_at=at,
                    signed_sha256=digest,
                    language=application.language,
                )
        except IntegrityError:
            if attempt == ATTEMPTS - 1:
                raise
    raise AssertionError("unreachable")


def _confirmation(issued: Receipt, applicant: str) -> Confirmation:
    application = issued.application
    files = json.loads(own_copy.read(issued, own_copy.FILES))
    return Confirmation(
        number=issued.number,
        application=application.pk,
        message=issued.message_id,
        filed_at=timezone.localtime(issued.filed_at),
        authority=VOIVODES[application.teryt],
        title=lifecycle.form_of(application).official_title,
        applicant=applicant,
        digest=issued.signed_sha256,
        parts={own_copy.SIGNED: issued.signed_sha256} | {file["name"]: file["sha256"] for file in files},
        verification_url=numbers.verification_url(issued.code, issued.language),
    )

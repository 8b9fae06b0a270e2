"""Issues the receipt inside the transaction of the filing: its row, its sealed XML, the audit event, the mail."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.acting import Acting
from accounts.models import User
from applications.drafting import lifecycle, news
from applications.drafting.models import Application
from applications.drafting.news import News
from applications.receipts import numbers, own_copy, upo
from applications.receipts.models import Receipt
from applications.receipts.upo import Confirmation
from audit import trail
from procedures.tables.voivodeships import VOIVODES

ATTEMPTS = 3  # two receipts of one number: once in thousands of years, and no reason to refuse a filing


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """What is receipted: the message, the digest of its signed XML, whom it names, the moment, who handed it in."""

    message_id: UUID
    digest: str
    applicant: str
    at: datetime
    person: User | None


def receipt(application: Application, filed: Filed, *, acting: Acting | None) -> Receipt:
    """Nobody acts where the clock files what was handed in before; who did is told all the same."""
    issued = _row(application, filed)
    own_copy.keep(issued, own_copy.RECEIPT, upo.sealed(_confirmation(issued, filed.applicant)))
    facts = {"message": str(filed.message_id), "receipt": issued.number, "digest": filed.digest}
    trail.record("application-filed", subject=application.pk, acting=acting, facts=facts)
    news.tell(application, News("filed", "retention:receipt"), language=application.language, person=filed.person)
    return issued


def _row(application: Application, filed: Filed) -> Receipt:
    for attempt in range(ATTEMPTS):
        try:
            with transaction.atomic():
                return Receipt.objects.create(
                    message_id=filed.message_id,
                    application=application,
                    number=numbers.new_number(filed.at),
                    code=numbers.new_code(),
                    filed_at=filed.at,
                    signed_sha256=filed.digest,
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

"""Issues the receipt inside the transaction of the filing: its row, its sealed XML, the audit event, the mail."""

import json
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.acting import Acting
from applications.drafting import lifecycle, news
from applications.drafting.models import Application
from applications.drafting.news import News
from applications.filing import own_copy, receipts, signer, upo
from applications.filing.models import Receipt, Submission
from applications.filing.upo import Confirmation
from audit import trail
from procedures.tables.voivodeships import VOIVODES

ATTEMPTS = 3  # two receipts of one number: once in thousands of years, and no reason to refuse a filing


def receipt(submission: Submission, application: Application, *, at: datetime, acting: Acting | None) -> Receipt:
    issued = _row(submission, application, at=at)
    own_copy.keep(submission, own_copy.RECEIPT, upo.sealed(_confirmation(issued, application)))
    facts = {"message": str(submission.pk), "receipt": issued.number, "digest": issued.signed_sha256}
    trail.record("application-filed", subject=application.pk, acting=acting, facts=facts)
    person = acting.person if acting else submission.prepared_by
    news.tell(application, News("filed", "filing:receipt"), language=application.language, person=person)
    return issued


def _row(submission: Submission, application: Application, *, at: datetime) -> Receipt:
    for attempt in range(ATTEMPTS):
        try:
            with transaction.atomic():
                return Receipt.objects.create(
                    submission=submission,
                    application=application,
                    number=receipts.new_number(at),
                    code=receipts.new_code(),
                    filed_at=at,
                    signed_sha256=submission.signed_sha256,
                    language=application.language,
                )
        except IntegrityError:
            if attempt == ATTEMPTS - 1:
                raise
    raise AssertionError("unreachable")


def _confirmation(issued: Receipt, application: Application) -> Confirmation:
    files = json.loads(own_copy.read(issued.submission, own_copy.FILES))
    return Confirmation(
        number=issued.number,
        application=application.pk,
        message=issued.submission_id,
        filed_at=timezone.localtime(issued.filed_at),
        authority=VOIVODES[application.teryt],
        title=lifecycle.form_of(application).official_title,
        applicant=signer.name(application),
        digest=issued.signed_sha256,
        parts={own_copy.SIGNED: issued.signed_sha256} | {file["name"]: file["sha256"] for file in files},
        verification_url=receipts.verification_url(issued.code, issued.language),
    )

"""What happens when the register has an application: state, keys, erasure. Handles inbound kind `receipt`."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from applications.drafting import lifecycle, news
from applications.drafting.models import Application
from applications.drafting.news import News
from applications.exchange.portal.inbox import Inbound
from applications.exchange.portal.models import OutboxMessage
from applications.filing import following
from applications.filing.models import Submission
from applications.receipts import own_copy
from applications.retention.models import Purge
from applications.signing import redirects
from applications.uploads import intake
from audit import trail

APPLIED = "applied"
# Where what is held up is shown
PAGES = {"query": "correspondence:thread", "attachment": "retention:receipt", "payment": "payments:order"}


@transaction.atomic
def handle(message: Inbound) -> None:
    """`applied` ends the draft; `quarantined` and `rejected` keep every key, so that the message stays repairable."""
    submission = Submission.objects.select_related("application").filter(pk=UUID(message.body["message_id"])).first()
    verdict = message.body["verdict"]
    if submission is None:
        return _tell(message) if verdict != APPLIED else None  # the verdict itself stands in the outbox
    facts = {"message": str(submission.pk), "verdict": verdict}
    trail.record("submission-receipted", subject=submission.application_id, facts=facts)
    if verdict == APPLIED:
        _transfer(submission)


def _tell(message: Inbound) -> None:
    """Something sent after the filing is held up: its page says what and what to do."""
    application = Application.objects.select_related("principal").filter(pk=message.case_id).first()
    if application is None:
        return
    kind = OutboxMessage.objects.values_list("kind", flat=True).filter(pk=UUID(message.body["message_id"])).first()
    page = PAGES.get(kind or "", "cases:case")
    news.tell(application, News("held-up", page), language=news.language_of(application), person=None)


def to_purge() -> QuerySet[Purge]:
    return Purge.objects.filter(due_at__lte=timezone.now()).select_related("application").order_by("due_at")


@transaction.atomic
def purge(row: Purge) -> None:
    """Rows and bytes of a draft whose key is destroyed."""
    _erase(lifecycle.lock(row.application))
    row.due_at = None
    row.save(update_fields=["due_at"])


def _transfer(submission: Submission) -> None:
    application = lifecycle.lock(submission.application)
    if not application.is_filed:
        return
    following.send_all(application)
    lifecycle.transfer(application)
    Purge.objects.get_or_create(application=application, defaults={"due_at": timezone.now() + timedelta(seconds=1)})


def _erase(application: Application) -> None:
    """Everything under the draft key; what was handed in after the filing has another key and stays."""
    for upload in intake.of(application.pk):
        if upload.key_id == application.draft_key_id:
            intake.remove(upload)
    for submission in application.submissions.all():
        redirects.erase(submission.pk)
        own_copy.files(submission).filter(name=own_copy.UNSIGNED).delete()
    lifecycle.erase_sheet(application)

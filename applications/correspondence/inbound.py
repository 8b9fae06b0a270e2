"""Appends what the office wrote to the thread. Handles inbound messages of kind `message`."""

from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils import translation

from applications.correspondence import threads
from applications.correspondence.models import Author, Letter
from applications.drafting.models import Application
from applications.exchange.portal.inbox import Inbound
from audit import trail
from notices import mail
from sealing.models import new_id


def handle(message: Inbound) -> None:
    """Applied twice it changes nothing. A case we don't know raises Application.DoesNotExist: an officer sees it."""
    if Letter.objects.filter(message_id=message.id).exists():
        return
    application = Application.objects.select_related("case_key", "principal").get(pk=message.case_id)
    answered = message.body["in_reply_to"]
    letter = Letter(id=new_id(), application=application, author=Author.OFFICE, message_id=message.id)
    letter.in_reply_to = UUID(answered) if answered else None
    letter.language, letter.sent_at = "pl", datetime.fromisoformat(message.body["at"])
    letter.sealed = threads.seal(letter, text=message.body["text"], name=message.body["author"])
    letter.save(force_insert=True)
    trail.record("answer-arrived", subject=application.pk, facts={"message": str(message.id)})
    _tell(application)


def _tell(application: Application) -> None:
    language = application.principal.language or application.language
    with translation.override(language):
        link = reverse("correspondence:thread", args=[application.pk])
    mail.queue(application.principal.email, "answer-arrived", language=language, context={"link": link})

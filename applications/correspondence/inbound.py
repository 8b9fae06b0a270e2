"""Appends what the office wrote to the thread. Handles inbound messages of kind `message`."""

from datetime import datetime
from uuid import UUID

from applications.correspondence import threads
from applications.correspondence.models import Author, Letter
from applications.drafting import news
from applications.drafting.models import Application
from applications.drafting.news import News
from applications.exchange.portal.inbox import Inbound
from audit import trail
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
    language = news.language_of(application)
    news.tell(application, News("answer-arrived", "correspondence:thread"), language=language, person=None)

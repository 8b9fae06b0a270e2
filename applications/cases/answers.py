"""Sends the office a file that it asked for: the summons' item goes along in the message's body."""

from uuid import UUID

from django.http import Http404

from accounts.acting import Acting
from applications.cases import timeline
from applications.cases.errors import NotWaitedFor
from applications.cases.models import Request
from applications.cases.timeline import Asked
from applications.drafting.models import Application
from applications.filing import following
from applications.filing.models import Following


def item(application: Application, request_id: UUID) -> Asked:
    """One thing that is asked for in this case, and no other."""
    for each in timeline.of(application).asked:
        if each.id == request_id:
            return each
    raise Http404


def send(application: Application, asked: Asked, *, name: str, content: bytes, acting: Acting) -> Following:
    """Raises NotWaitedFor, and FileRefused when the file is too big or one too many."""
    if not asked.can_send:
        raise NotWaitedFor
    row = Request.objects.select_related("event").get(pk=asked.id)
    body = {"answers": {"summons": str(row.event.message_id), "key": row.key}}
    answers = following.AnsweredItem(id=row.pk, purpose=asked.purpose, body=body)
    return following.answer(application, answers, name=name, content=content, acting=acting)

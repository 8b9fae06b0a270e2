"""Applies what the register says about a case: an event, what follows from it, and a mail that there is news."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from applications.cases import seals
from applications.cases.errors import Unexplained
from applications.cases.models import Case, CaseEvent, CaseFile, Request
from applications.drafting import lifecycle, news
from applications.drafting.models import Application
from applications.drafting.news import News
from applications.exchange.portal.inbox import Inbound
from applications.exchange.protocol import kinds
from applications.retention import erasing
from audit import trail
from procedures import catalogue
from procedures.tables.statuses import Status
from sealing.models import new_id

KEPT = timedelta(days=30)  # the case key after the end of the case (design: an application's life)


def handle(message: Inbound) -> None:
    """Every kind but receipts and letters. Applied twice it changes nothing, and a late message moves nothing back.

    A case we don't know raises Application.DoesNotExist, news without a meaning Unexplained: the message waits, and an
    officer sees it.
    """
    if CaseEvent.objects.filter(message_id=message.id).exists():
        return
    application = Application.objects.select_related("case_key", "principal").get(pk=message.case_id)
    status = _status(application, message)
    if status.erased_for:
        erasing.plan(
            application, cause=status.erased_for
        )  # before our own lock: it takes the application's, as closing
    case = _lock(application)
    _record(case, application, message, status)
    _move(case, message, status)
    case.save()
    trail.record("case-event", subject=case.pk, facts={"kind": message.kind, "message": str(message.id)})
    _tell(application)


def close(message: Inbound) -> None:
    """The end: nothing more comes, and the key of what is kept here is destroyed after a while."""
    application = Application.objects.get(pk=message.case_id)
    if application.is_on_its_way:
        lifecycle.close(application)  # a receipt that is still on its way comes first: NotPossible, and we try again
    handle(message)
    ended = datetime.fromisoformat(message.body["at"])
    Case.objects.filter(pk=message.case_id, closed_at__isnull=True).update(closed_at=ended, forget_at=ended + KEPT)


def _status(application: Application, message: Inbound) -> Status:
    day = timezone.localdate(datetime.fromisoformat(message.body["at"]))
    status = catalogue.track(application.procedure).told(message.kind, kinds.outcome(message.kind, message.body), day)
    if status is None:
        raise Unexplained(message.kind)
    return status


def _lock(application: Application) -> Case:
    """Two messages of one case wait for each other."""
    Case.objects.get_or_create(application=application)
    return Case.objects.select_for_update().get(pk=application.pk)


def _record(case: Case, application: Application, message: Inbound, status: Status) -> None:
    served_on = message.body.get("served_on")
    event = CaseEvent(id=new_id(), case=case, kind=status.key, message_id=message.id, seq=message.gov_seq)
    event.at, event.appeared_at = datetime.fromisoformat(message.body["at"]), message.received_at
    event.served_on = date.fromisoformat(served_on) if served_on else None
    event.sealed = seals.seal(application.case_key, event, message.body)
    event.save(force_insert=True)
    for position, item in enumerate(message.body.get("items", [])):
        request = Request(id=new_id(), event=event, position=position, key=item["key"], means=item["means"])
        request.due = date.fromisoformat(message.body["due"])
        request.sealed = seals.seal(application.case_key, request, item["text"])
        request.save(force_insert=True)
    for name, content in message.files.items():
        file = CaseFile(id=new_id(), event=event, name=name, size=len(content))
        file.sealed = seals.seal_bytes(application.case_key, file, content)
        file.save(force_insert=True)


def _move(case: Case, message: Inbound, status: Status) -> None:
    """The columns that lists show. What the register said later counts, whenever it arrives."""
    if not case.events.filter(kind=status.key, seq__gt=message.gov_seq).exists():
        case.number = message.body["number"] if status.does == "number" else case.number
        case.due = date.fromisoformat(message.body["due"]) if status.does == "summons" else case.due
    if message.gov_seq > case.status_seq and not status.is_remark:
        case.status, case.status_seq = status.key, message.gov_seq


def _tell(application: Application) -> None:
    news.tell(application, News("case-news", "cases:case"), language=news.language_of(application), person=None)

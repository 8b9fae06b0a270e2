"""The list of somebody's cases, from plain columns: nothing is opened for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from applications.cases import timeline
from applications.cases.models import Case
from applications.correspondence import access
from applications.drafting.models import Application
from procedures import catalogue
from procedures.tables.statuses import Meaning


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    id: UUID
    procedure: str
    title: str
    number: str
    status: str
    meaning: Meaning
    due: date | None
    filed_at: datetime | None


def listed(user: User | AnonymousUser) -> list[CaseRow]:
    """The newest first."""
    return rows(access.for_actor(user).order_by("-pk"))


def rows(applications: Iterable[Application]) -> list[CaseRow]:
    applications = list(applications)
    cases = Case.objects.in_bulk([application.pk for application in applications])
    return [_row(application, cases.get(application.pk)) for application in applications]


def _row(application: Application, case: Case | None) -> CaseRow:
    status = timeline.status_of(application, case.status if case else "")
    today = timezone.localdate()
    meaning = catalogue.track(application.procedure).said(status, today)
    due = case.due if case and not meaning.row.ends else None
    return CaseRow(
        id=application.pk,
        procedure=application.procedure,
        title=_(catalogue.procedure(application.procedure).title),
        number=case.number if case else "",
        status=status,
        meaning=meaning,
        due=due if due and due >= today else None,
        filed_at=application.filed_at,
    )

"""The list of somebody's cases, from plain columns: nothing is opened for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from applications.cases import meanings, timeline
from applications.cases.meanings import Meaning
from applications.cases.models import Case
from applications.correspondence import access
from applications.drafting.models import Application
from procedures import catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    id: UUID
    procedure: str
    title: str
    number: str
    status: str
    meaning: Meaning
    due: date | None
    filed_at: datetime | None


def listed(user: User | AnonymousUser) -> list[Row]:
    """The newest first."""
    return rows(access.for_actor(user).order_by("-pk"))


def rows(applications: Iterable[Application]) -> list[Row]:
    applications = list(applications)
    cases = Case.objects.in_bulk([application.pk for application in applications])
    return [_row(application, cases.get(application.pk)) for application in applications]


def _row(application: Application, case: Case | None) -> Row:
    status = timeline.status_of(application, case.status if case else "")
    due = case.due if case and status not in meanings.ENDS else None
    return Row(
        id=application.pk,
        procedure=application.procedure,
        title=_(catalogue.procedure(application.procedure).title),
        number=case.number if case else "",
        status=status,
        meaning=meanings.MEANINGS[status],
        due=due if due and due >= timezone.localdate() else None,
        filed_at=application.filed_at,
    )

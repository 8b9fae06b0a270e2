"""Whether a duty may be paid now: from where the application is, and what the office decided."""

from dataclasses import dataclass

from django.utils import timezone

from applications.cases.models import CaseEvent
from applications.drafting.models import Application
from applications.drafting.states import ApplicationState
from payments.errors import ApplicationClosed, NothingIsIssued, NotPayable
from payments.models import OrderItem
from procedures import catalogue
from procedures.tables.statuses import Status

OPEN = frozenset(
    {
        ApplicationState.DRAFT,
        ApplicationState.SIGNING,
        ApplicationState.SIGNED,
        ApplicationState.FILED,
        ApplicationState.TRANSFERRED,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseStanding:
    """Where an application stands, as far as money is concerned."""

    state: str
    is_refused: bool
    is_returned: bool

    def spares(self, item: OrderItem) -> bool:
        """Nobody will ever ask for it: the fee of a card that is not issued, the duty of what was returned."""
        return (self.is_returned or (item.may_wait and self.is_refused)) and not item.kept

    def hindrance(self, item: OrderItem) -> NotPayable | None:
        """What the person is told. The card fee is due before the card is issued (art. 235(1)): after the decision
        too, and after the case is closed."""
        if item.may_wait and self.is_refused:
            return NothingIsIssued()
        if self.is_returned:
            return ApplicationClosed()
        if self.state in OPEN or (item.may_wait and self.state == ApplicationState.CLOSED):
            return None
        return ApplicationClosed()


def of(application: Application) -> CaseStanding:
    said = _said(application)
    return CaseStanding(
        state=application.state,
        is_refused=said is not None and said.card == "none",
        is_returned=said is not None and said.duty == "none",
    )


def _said(application: Application) -> Status | None:
    """What the office said last of the permit: a later decision (on appeal) counts more than an earlier one."""
    if application.filed_at is None:
        return None
    track = catalogue.track(application.procedure)
    told = CaseEvent.objects.filter(case=application.pk).order_by("-seq").values_list("kind", "at")
    rows = (track.on(kind, timezone.localdate(at)) for kind, at in told)
    return next((row for row in rows if row.card), None)

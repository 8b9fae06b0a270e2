"""Whether a duty may be paid now: from where the application is, and what the office decided."""

from dataclasses import dataclass

from applications.cases import meanings
from applications.cases.models import Event
from applications.drafting.models import Application
from applications.drafting.states import State
from payments.errors import ApplicationClosed, NothingIsIssued, NotPayable
from payments.models import OrderItem

OPEN = frozenset({State.DRAFT, State.SIGNING, State.SIGNED, State.FILED, State.TRANSFERRED})
# After these there is no permit, so no card; a later decision (on appeal) counts more than an earlier one
WITHOUT_A_CARD = (meanings.ENDS | meanings.OUTCOMES) - {"decision-granted", "final", "closed"}
RETURNED = "returned"  # for want of the duty (KPA art. 261 § 2): nobody asks for it any more
SAYING = WITHOUT_A_CARD | {"decision-granted"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
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
        if self.state in OPEN or (item.may_wait and self.state == State.CLOSED):
            return None
        return ApplicationClosed()


def of(application: Application) -> Standing:
    said = _said(application)
    return Standing(state=application.state, is_refused=said in WITHOUT_A_CARD, is_returned=said == RETURNED)


def _said(application: Application) -> str:
    """What the office said last about the permit; nothing yet: empty."""
    if application.filed_at is None:
        return ""
    newest = Event.objects.filter(case=application.pk, kind__in=SAYING).order_by("-seq").first()
    return newest.kind if newest else ""

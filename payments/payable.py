"""Whether a duty may be paid now: from where the application is, and what the office decided."""

from dataclasses import dataclass

from django.utils import timezone

from applications.cases.models import Event
from applications.drafting.models import Application
from applications.drafting.states import State
from payments.errors import ApplicationClosed, NothingIsIssued, NotPayable
from payments.models import OrderItem
from procedures import catalogue

OPEN = frozenset({State.DRAFT, State.SIGNING, State.SIGNED, State.FILED, State.TRANSFERRED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where an application stands, as far as money is concerned."""

    state: str
    is_refused: bool

    def spares(self, item: OrderItem) -> bool:
        """Nobody will ever ask for it: the fee of a card that is not issued."""
        return item.may_wait and self.is_refused and not item.kept

    def hindrance(self, item: OrderItem) -> NotPayable | None:
        """What the person is told. The card fee is due before the card is issued (art. 235(1)): after the decision
        too, and after the case is closed."""
        if item.may_wait and self.is_refused:
            return NothingIsIssued()
        if self.state in OPEN or (item.may_wait and self.state == State.CLOSED):
            return None
        return ApplicationClosed()


def of(application: Application) -> Standing:
    return Standing(state=application.state, is_refused=_is_refused(application))


def _is_refused(application: Application) -> bool:
    """A later decision (on appeal) counts more than an earlier one."""
    if application.filed_at is None:
        return False
    track = catalogue.track(application.procedure)
    told = Event.objects.filter(case=application.pk).order_by("-seq").values_list("kind", "at")
    cards = (track.on(kind, timezone.localdate(at)).card for kind, at in told)
    return next((card for card in cards if card), "") == "none"

"""What can go wrong with an application."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from applications.drafting.states import State
from procedures.schema import Step


class DraftingError(Exception):
    """Base of this room's errors."""


class NotPossible(DraftingError):
    """The application is in a state from which there is no such way."""

    def __init__(self, state: State, wanted: State | None = None) -> None:
        super().__init__(_("This cannot be done with the application in its present state."))
        self.state = state
        self.wanted = wanted


class DraftExists(DraftingError):
    """The person has an open draft of the same procedure: go on with that one."""

    def __init__(self, application_id: UUID) -> None:
        super().__init__(_("You already have a draft of this application. Go on with that one."))
        self.application_id = application_id


class Incomplete(DraftingError):
    """Some steps are not finished, so the application cannot be frozen."""

    def __init__(self, steps: Sequence[Step]) -> None:
        super().__init__(_("Some questions are not answered yet. Answer them before you sign."))
        self.steps = tuple(steps)


class NotFileable(DraftingError):
    """The procedure is not filed through this portal."""

    def __init__(self) -> None:
        super().__init__(_("This application cannot be filed through the portal."))


class KeyReused(DraftingError):
    """The Idempotency-Key was used before with another request."""

    def __init__(self) -> None:
        super().__init__(_("This Idempotency-Key was already used with a different request. Use a new one."))

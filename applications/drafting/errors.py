"""What can go wrong with an application."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.drafting.states import ApplicationState
from procedures.language.schema import Step, Window


class DraftingError(Exception):
    """Base of this room's errors; `facts` are told to a client of the API."""

    code = "DraftingError"

    @property
    def facts(self) -> Mapping[str, Any]:
        return {}


class NotPossible(DraftingError):
    """The application is in a state from which there is no such way."""

    code = "NotPossible"

    def __init__(self, state: ApplicationState, wanted: ApplicationState | None = None) -> None:
        super().__init__(_("This cannot be done with the application in its present state."))
        self.state = state
        self.wanted = wanted


class DraftExists(DraftingError):
    """The person has an open draft of the same procedure: go on with that one."""

    code = "DraftExists"

    def __init__(self, application_id: UUID) -> None:
        super().__init__(_("You already have a draft of this application. Go on with that one."))
        self.application_id = application_id

    @property
    def facts(self) -> Mapping[str, Any]:
        return {"application": str(self.application_id)}


class NoLabel(DraftingError):
    """An application for somebody else says for whom, or two of them cannot be told apart."""

    code = "NoLabel"

    def __init__(self) -> None:
        super().__init__(_("Write for whom the application is, for example a first name."))


class Incomplete(DraftingError):
    """Some steps are not finished, so the application cannot be frozen."""

    code = "Incomplete"

    def __init__(self, steps: Sequence[Step]) -> None:
        super().__init__(_("Some questions are not answered yet. Answer them before you sign."))
        self.steps = tuple(steps)

    @property
    def facts(self) -> Mapping[str, Any]:
        return {"steps": [step.key for step in self.steps]}


class NotFileable(DraftingError):
    """The procedure is not filed through this portal."""

    code = "NotFileable"

    def __init__(self, text: Any = "") -> None:
        super().__init__(text or _("This application cannot be filed through the portal."))


class ProcedureClosed(NotFileable):
    """Applications are taken on other days; `window` says on which."""

    code = "ProcedureClosed"

    def __init__(self, window: Window, on: date) -> None:
        super().__init__(_closed(window, on))
        self.window = window

    @property
    def facts(self) -> Mapping[str, Any]:
        opens, closes = self.window.opens, self.window.closes
        return {"opens": opens and opens.isoformat(), "closes": closes and closes.isoformat()}


class FormProvisional(NotFileable):
    """Nobody has compared our form with the official one."""

    code = "FormProvisional"

    def __init__(self) -> None:
        super().__init__(
            _(
                "This application cannot be filed yet: we have not compared its form with the official one. You can "
                "fill it in, and what you write is kept."
            )
        )


class FormOutdated(NotFileable):
    """Another version of the form has taken the place of the draft's: `since` says from when."""

    code = "FormOutdated"

    def __init__(self, version: str, since: date) -> None:
        text = gettext(
            "This draft was begun on a version of the form that is not taken any more: since %(day)s there is a newer "
            "one. Move your draft to it, and your answers come along."
        )
        super().__init__(text % {"day": date_format(since, "j E Y")})
        self.version, self.since = version, since

    @property
    def facts(self) -> Mapping[str, Any]:
        return {"version": self.version, "since": self.since.isoformat()}


class NoNewerVersion(DraftingError):
    """Named is no version that this draft could move to today."""

    code = "NoNewerVersion"

    def __init__(self) -> None:
        super().__init__(_("There is no such newer version of the form to move to. Look at your draft again."))


class UnknownPurpose(DraftingError):
    """The procedure asks for no file of this purpose."""

    code = "UnknownPurpose"

    def __init__(self) -> None:
        super().__init__(_("This procedure does not ask for such a file."))


class NotClaimable(DraftingError):
    """These are no reliefs that somebody claims in this procedure."""

    code = "NotClaimable"

    def __init__(self, keys: Sequence[str]) -> None:
        text = _("What is named here is none of what this application can claim: %(keys)s")
        super().__init__(text % {"keys": ", ".join(keys)})


class NotCarried(DraftingError):
    """Named is what was not offered: it is personal, answered by now, or not there any more."""

    code = "NotCarried"

    def __init__(self) -> None:
        super().__init__(_("Not all of this can be taken over any more. Look at it again, then choose."))


class InvalidAnswers(DraftingError):
    """The answers of a step were refused; `errors` says which, by field."""

    code = "InvalidAnswers"

    def __init__(self, errors: Sequence[Mapping[str, str]]) -> None:
        super().__init__(_("Some answers need to be corrected."))
        self.errors = list(errors)

    @property
    def facts(self) -> Mapping[str, Any]:
        return {"errors": self.errors}


class NoRevision(DraftingError):
    """A change through the API must say which revision it was made from."""

    code = "NoRevision"

    def __init__(self) -> None:
        super().__init__(_("Send If-Match with the revision you read (its ETag)."))


class KeyReused(DraftingError):
    """The Idempotency-Key was used before with another request."""

    code = "KeyReused"

    def __init__(self) -> None:
        super().__init__(_("This Idempotency-Key was already used with a different request. Use a new one."))


def _closed(window: Window, on: date) -> str:
    if window.opens is not None and on < window.opens:
        text, day = gettext("Applications of this kind are taken from %(day)s."), window.opens
    else:
        text, day = gettext("Applications of this kind were taken until %(day)s."), window.closes or on
    return text % {"day": date_format(day, "j E Y")}

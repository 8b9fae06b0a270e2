"""Machine translation, behind one class that the operator names: `settings.MACHINE_TRANSLATION`, empty by default.

A text of a person leaves the portal by their own act only, one text at a time, after the page said where it goes. What
comes back is a draft: nothing keeps it, and it counts once the person confirms it.
"""

from abc import ABC, abstractmethod

from django.conf import settings
from django.utils.module_loading import import_string

from accounts.acting import Acting, Power
from applications.drafting.errors import NotPossible
from applications.drafting.models import Application
from applications.drafting.states import ApplicationState
from applications.wording.errors import MachineOff, MachineUnavailable
from applications.wording.texts import OwnText
from audit import trail


class NotTranslated(Exception):
    """The service is away, refuses, or its quota is used up."""


class MachineTranslation(ABC):
    """A service that translates. Its client keeps time limits of its own, and logs no text."""

    goes_to: str  # the company and the country, as the person reads it before they send anything

    @abstractmethod
    def to_polish(self, text: str, *, language: str) -> str:
        """A Polish draft of a text in this language ("und": not known). Raises NotTranslated."""


def service() -> MachineTranslation | None:
    """None while it is off."""
    if not settings.MACHINE_TRANSLATION:
        return None
    made: MachineTranslation = import_string(settings.MACHINE_TRANSLATION)()
    return made


def draft(application: Application, text: OwnText, *, acting: Acting) -> str:
    """What the service makes of the own words; nothing is stored but that they were sent, and where."""
    acting.require(Power.PREPARE, principal=application.principal_id)
    if (machine := service()) is None:
        raise MachineOff
    if not application.is_editable or application.is_frozen:
        raise NotPossible(ApplicationState(application.state))
    trail.record("wording-sent-to-machine", subject=application.pk, acting=acting, facts={"to": machine.goes_to})
    try:
        drafted = machine.to_polish(text.own, language=text.language)
    except NotTranslated as away:
        raise MachineUnavailable from away
    if not drafted.strip():
        raise MachineUnavailable
    return drafted

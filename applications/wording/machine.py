"""Machine translation, behind one class that the operator names: `settings.MACHINE_TRANSLATION`, empty by default.

A text of a person leaves the portal by their own act only, one text at a time, after the page said where it goes. What
comes back is a draft: nothing keeps it, and it counts once the person confirms it. A service that is away, slow or
broken is said to be away: it is asked aside, by few threads, so that it holds no page of anybody.
"""

import logging
from abc import ABC, abstractmethod
from queue import Empty, SimpleQueue
from threading import BoundedSemaphore, Thread

from django.conf import settings
from django.utils.module_loading import import_string

from accounts.acting import Acting, Power
from applications.drafting.errors import NotPossible
from applications.drafting.models import Application
from applications.drafting.states import ApplicationState
from applications.wording.errors import MachineOff, MachineUnavailable
from applications.wording.texts import OwnText
from audit import trail

SECONDS = 15  # that a person waits
AT_ONCE = 4  # texts that are out at the same time, those included that nobody waits for any more

log = logging.getLogger(__name__)
_free = BoundedSemaphore(AT_ONCE)


class NotTranslated(Exception):
    """The service is away, refuses, or its quota is used up."""


class MachineTranslation(ABC):
    """A service that translates. Its client logs no text, and has a time limit: only that frees its thread."""

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
    return _answered(machine, text)


def _answered(machine: MachineTranslation, text: OwnText) -> str:
    """MachineUnavailable when it gives nothing of use in time, whatever the reason."""
    free = _free
    if not free.acquire(blocking=False):
        raise MachineUnavailable
    answer: SimpleQueue[object] = SimpleQueue()
    Thread(target=_ask, args=(machine, text, answer, free), daemon=True).start()
    try:
        drafted = answer.get(timeout=SECONDS)
    except Empty as late:
        raise MachineUnavailable from late
    if not isinstance(drafted, str) or not drafted.strip():
        raise MachineUnavailable
    return drafted


def _ask(machine: MachineTranslation, text: OwnText, answer: "SimpleQueue[object]", free: BoundedSemaphore) -> None:
    """Puts the draft, or None. Of a failure only its class is logged: its words may be those of the person."""
    drafted: object = None
    try:
        drafted = machine.to_polish(text.own, language=text.language)
    except NotTranslated:
        log.info("the translation service is away")
    except Exception as error:
        log.warning("machine translation failed: %s", type(error).__name__)
    finally:
        free.release()
        answer.put(drafted)

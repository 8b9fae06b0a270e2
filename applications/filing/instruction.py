"""The instruction on rights and duties (art. 7(1) and (4)): its text, which the person confirms before signing."""

import hashlib

from django.utils import timezone, translation

from accounts.acting import Acting, Power
from applications.drafting.models import Application
from applications.filing.errors import InstructionNotConfirmed
from applications.filing.models import Instruction
from procedures import catalogue
from procedures.tables import counted

OFFICIAL_LANGUAGE = "pl"


def version(procedure: str) -> str:
    """The day of the words that a procedure has; what is filed here always has one."""
    day = catalogue.procedure(procedure).instruction_version
    return day.isoformat() if day else ""


def sentences(procedure: str, language: str) -> list[str]:
    """In Polish word for word, in any other language as the screen has it; with the terms of today."""
    told = catalogue.procedure(procedure).instruction
    if language == OFFICIAL_LANGUAGE:
        return officials(procedure)
    with translation.override(language):
        return [counted.said(each.text) for each in told]


def officials(procedure: str) -> list[str]:
    return [counted.official(each.official) for each in catalogue.procedure(procedure).instruction]


def confirm(application: Application, *, language: str, acting: Acting) -> Instruction:
    """Keeps the text that was on the screen; the last confirmation counts."""
    acting.require(Power.PREPARE, principal=application.principal_id)
    text = _text(application.procedure, language)
    known = {"version": version(application.procedure), "language": language, "sha256": _digest(text), "text": text}
    confirmed, _created = Instruction.objects.update_or_create(
        application=application, defaults={**known, "confirmed_at": timezone.now()}
    )
    return confirmed


def confirmed(application: Application) -> Instruction:
    """Raises InstructionNotConfirmed, also when the text is a new one since, in its version or in its words."""
    found = Instruction.objects.filter(application=application, version=version(application.procedure)).first()
    if found is None or found.sha256 != _digest(_text(application.procedure, found.language)):
        raise InstructionNotConfirmed
    return found


def _text(procedure: str, language: str) -> str:
    return "\n".join(sentences(procedure, language))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()

"""What a person confirmed before signing, word for word: the instruction and the declarations, as they were shown to
them and in Polish. Sealed with the own copy, so that no later text of the portal can take its place."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone, translation

from applications.drafting.models import Application
from applications.filing import declared, instruction
from applications.filing.models import Instruction
from applications.receipts import own_copy
from applications.receipts.models import Document, Receipt
from procedures import catalogue
from procedures.language import wording
from sealing.errors import KeyDestroyed


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmedSentence:
    key: str
    official: str
    shown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """`sha256` is that of the instruction as it was shown: the signed application names it too."""

    language: str
    confirmed_at: datetime
    version: str  # of the instruction
    sha256: str
    instruction: tuple[ConfirmedSentence, ...]
    declarations: tuple[ConfirmedSentence, ...]


def document(application: Application, given: Instruction) -> bytes:
    """Of an instruction that was confirmed in the words of today (`instruction.confirmed`)."""
    told = catalogue.procedure(application.procedure).instruction
    shown = instruction.sentences(application.procedure, given.language)
    officials = instruction.officials(application.procedure)
    with translation.override(given.language):
        declarations = [
            ConfirmedSentence(key=each.key, official=each.official, shown=wording.of_declaration(each))
            for each in declared.of(application)
        ]
    said: dict[str, Any] = {
        "language": given.language,
        "confirmed_at": timezone.localtime(given.confirmed_at).isoformat(),
        "version": given.version,
        "sha256": given.sha256,
        "instruction": [
            asdict(ConfirmedSentence(key=each.key, official=official, shown=text))
            for each, official, text in zip(told, officials, shown, strict=True)
        ],
        "declarations": [asdict(each) for each in declarations],
    }
    return json.dumps(said, ensure_ascii=False, indent=1).encode()


def read(receipt: Receipt) -> Confirmed | None:
    """None once the copy is erased, and of what was filed before these words were kept."""
    try:
        said: dict[str, Any] = json.loads(own_copy.read(receipt, own_copy.CONFIRMED))
    except (Document.DoesNotExist, KeyDestroyed):
        return None
    return Confirmed(
        language=said["language"],
        confirmed_at=datetime.fromisoformat(said["confirmed_at"]),
        version=said["version"],
        sha256=said["sha256"],
        instruction=tuple(ConfirmedSentence(**each) for each in said["instruction"]),
        declarations=tuple(ConfirmedSentence(**each) for each in said["declarations"]),
    )

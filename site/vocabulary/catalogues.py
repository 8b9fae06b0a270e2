"""The translated texts of the program itself, judged by a termbase: pages, errors, statuses and mails."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polib

from vocabulary import judging
from vocabulary.judging import TermFault, TermWord


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongText:
    language: str
    text: str
    fault: TermFault


def wrong(folder: Path, words: Iterable[TermWord]) -> Iterator[WrongText]:
    """In every catalogue under the folder."""
    known = tuple(words)
    for file in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        language = file.parent.parent.name
        for entry in polib.pofile(str(file)):
            if entry.obsolete:
                continue
            for text in (entry.msgstr, *entry.msgstr_plural.values()):
                for fault in judging.faults(entry.msgid, text, language, known):
                    yield WrongText(language=language, text=text, fault=fault)

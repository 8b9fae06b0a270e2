"""How a file is judged for its purpose; procedures/tables/papers.toml says which purposes there are, and their limits.

The table is a floor below, so this room may read it; of the other rooms of an application it reads nothing.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.utils import timezone

from applications.uploads import photo
from applications.uploads.sandbox import GateVerdict
from procedures.tables import papers

MAX_FILE_BYTES = 10_000_000
MAX_ALL_BYTES = 50_000_000
MAX_FILES = 30

REQUESTED = "requested"  # by the office, in a summons
NOT = {"PDF": "not_pdf", "JPG": "not_jpg"}  # what to say where one format alone is taken


@dataclass(frozen=True, slots=True)
class Check:
    """Beyond the formats: what is said of too many bytes, and codes of everything else that is wrong."""

    too_large: str
    faults: Callable[[GateVerdict], Iterator[str]]


CHECKS: Mapping[str, Check] = {
    "": Check("over_limit", lambda verdict: iter(())),
    "photo": Check("photo_too_large", photo.faults),
}


def faults(purpose: str, verdict: GateVerdict, *, size: int) -> Iterator[str]:
    """What is wrong with a clean file for this purpose; Unknown when there is no such purpose today."""
    paper = papers.paper(purpose, on=timezone.localdate())
    if verdict.media_type not in {each.media_type for each in paper.formats}:
        only = paper.formats[0].name if len(paper.formats) == 1 else ""
        yield NOT.get(only, "wrong_type")
        return
    check = CHECKS[paper.check]
    if size > paper.max_bytes:
        yield check.too_large
    yield from check.faults(verdict)


def of_item(key: str) -> str:
    """The purpose of a file for an item of a summons: a portrait answers nothing but the question for one."""
    paper = papers.find(key)
    return key if paper and paper.check else REQUESTED

"""What a file is for, and which types that allows (Dz.U. 2026 poz. 553, § 4 and § 6)."""

from collections.abc import Iterator
from dataclasses import dataclass

from applications.uploads import photo
from applications.uploads.sandbox import Verdict

MAX_FILE_BYTES = 10_000_000
MAX_ALL_BYTES = 50_000_000
MAX_FILES = 30

PHOTO = "photo"
PASSPORT = "passport"
REQUESTED = "requested"  # by the office, in a summons
PAPER_ONLY = frozenset(
    {PASSPORT, REQUESTED}
)  # copies of paper are PDF (§ 6); other purposes may be electronic originals


@dataclass(frozen=True, slots=True)
class Format:
    """A type of file as the gate calls it, as people call it, and how its names end."""

    media_type: str
    name: str
    endings: tuple[str, ...]


PDF = Format("application/pdf", "PDF", (".pdf",))
JPG = Format("image/jpeg", "JPG", (".jpg", ".jpeg"))
PNG = Format("image/png", "PNG", (".png",))


def formats(purpose: str) -> tuple[Format, ...]:
    """What a file for this purpose may be."""
    if purpose == PHOTO:
        return (JPG,)
    return (PDF,) if purpose in PAPER_ONLY else (PDF, JPG, PNG)


def max_bytes(purpose: str) -> int:
    return photo.MAX_BYTES if purpose == PHOTO else MAX_FILE_BYTES


def faults(purpose: str, verdict: Verdict, *, size: int) -> Iterator[str]:
    """What is wrong with a clean file for this purpose."""
    if purpose == PHOTO:
        yield from _photo_faults(verdict, size)
    elif verdict.media_type not in {each.media_type for each in formats(purpose)}:
        yield "not_pdf"


def _photo_faults(verdict: Verdict, size: int) -> Iterator[str]:
    if verdict.media_type != JPG.media_type:
        yield "not_jpg"
        return
    yield from photo.faults(size=size, width=verdict.width, height=verdict.height, colour=verdict.colour)

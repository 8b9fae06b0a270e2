"""What a file is for, and which types that allows (Dz.U. 2026 poz. 553, § 4 and § 6)."""

from collections.abc import Iterator

from applications.uploads import photo
from applications.uploads.sandbox import Verdict

MAX_FILE_BYTES = 10_000_000
MAX_ALL_BYTES = 50_000_000
MAX_FILES = 30

PHOTO = "photo"
PASSPORT = "passport"
PAPER_ONLY = frozenset({PASSPORT})  # copies of paper are PDF (§ 6); other purposes may be electronic originals


def faults(purpose: str, verdict: Verdict, *, size: int) -> Iterator[str]:
    """What is wrong with a clean file for this purpose."""
    if purpose == PHOTO:
        yield from _photo_faults(verdict, size)
    elif purpose in PAPER_ONLY and verdict.media_type != "application/pdf":
        yield "not_pdf"


def _photo_faults(verdict: Verdict, size: int) -> Iterator[str]:
    if verdict.media_type != "image/jpeg":
        yield "not_jpg"
        return
    yield from photo.faults(size=size, width=verdict.width, height=verdict.height, colour=verdict.colour)

"""The rules of the photograph (Dz.U. 2026 poz. 553, § 3 and § 4): what a machine checks, what a person minds."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications.uploads.refusals import PAR_3

MIN_WIDTH, MIN_HEIGHT = 684, 883
MAX_BYTES = 2_500_000  # 1 MB read strictly, as a million bytes
RATIO = Fraction(35, 45)
TOLERANCE = Fraction(1, 100)  # the smallest picture the regulation allows, 684 × 883, is itself 0.4 % off


@dataclass(frozen=True, slots=True)
class Hint:
    """A rule that the person checks; a machine would often be wrong."""

    key: str
    text: str | Promise
    paragraph: str


HINTS = (
    Hint("age", _("Taken in the last 6 months."), f"{PAR_3} pkt 3"),
    Hint("sharp", _("Sharp and undamaged."), f"{PAR_3} pkt 1"),
    Hint(
        "framing",
        _("From the top of the head to the upper shoulders; the face fills 70 to 80 percent of it."),
        f"{PAR_3} pkt 4",
    ),
    Hint("background", _("A plain, light background."), f"{PAR_3} pkt 4"),
    Hint("pose", _("Looking straight ahead, eyes open, mouth closed, a natural expression."), f"{PAR_3} pkt 4"),
    Hint("eyes", _("Eyes clearly visible and level, not covered by hair."), f"{PAR_3} pkt 4–5"),
    Hint("head", _("Nothing on the head; for a religious reason you may, with a statement."), "art. 15 ust. 1, 3"),
    Hint("glasses", _("No dark glasses; with an eye condition you may, with a document."), "art. 15 ust. 1, 2"),
)


def faults(*, size: int, width: int, height: int, colour: bool) -> Iterator[str]:
    """Codes of everything that is wrong, as a machine can see it."""
    if size > MAX_BYTES:
        yield "photo_too_large"
    if width < MIN_WIDTH or height < MIN_HEIGHT:
        yield "photo_too_small"
    if abs(Fraction(width, height) / RATIO - 1) > TOLERANCE:
        yield "photo_proportions"
    if not colour:
        yield "photo_not_colour"

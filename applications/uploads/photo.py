"""The rules of the photograph (Dz.U. 2026 poz. 553, § 3 and § 4): what a machine checks of them."""

from collections.abc import Iterator
from fractions import Fraction

from applications.uploads.sandbox import GateVerdict

MIN_WIDTH, MIN_HEIGHT = 684, 883
RATIO = Fraction(35, 45)
TOLERANCE = Fraction(1, 100)  # the smallest picture the regulation allows, 684 × 883, is itself 0.4 % off


def faults(verdict: GateVerdict) -> Iterator[str]:
    """Codes of everything that is wrong, as a machine can see it; what a person minds are the paper's hints."""
    if verdict.width < MIN_WIDTH or verdict.height < MIN_HEIGHT:
        yield "photo_too_small"
    if abs(Fraction(verdict.width, verdict.height) / RATIO - 1) > TOLERANCE:
        yield "photo_proportions"
    if not verdict.colour:
        yield "photo_not_colour"

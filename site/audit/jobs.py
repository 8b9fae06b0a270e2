"""Chains what was recorded; the clock asks whether anything waits."""

from audit import chain
from audit.models import Unchained


def due() -> bool:
    return Unchained.objects.exists()


def run() -> None:
    while chain.extend() == chain.BATCH:
        pass

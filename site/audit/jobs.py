"""Chains what was recorded, and verifies the chain once a day; the clock asks whether anything waits."""

from audit import chain, verification
from audit.models import Unchained


def due() -> bool:
    return Unchained.objects.exists() or verification.due()


def run() -> None:
    while chain.extend() == chain.BATCH:
        pass
    if verification.due():
        verification.run()

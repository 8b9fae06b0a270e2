"""Whether an application can go to the account of whom it is for: a minor it was begun for, who is of age today."""

from datetime import date

from django.utils import timezone

from applications.drafting import represented
from applications.drafting.models import Application
from applications.filing import signer
from applications.handover.errors import (
    BeingFiled,
    BirthdayUnknown,
    HandOverError,
    NobodyToHandTo,
    NothingToHandOver,
    NotOfAgeYet,
)
from applications.signing import judge


def hindrance(application: Application) -> HandOverError | None:
    """What stops it today; None: it can be handed over."""
    if application.is_deleted or application.case_key.destroyed_at is not None:
        return NothingToHandOver()
    if application.for_whom not in signer.MINORS:
        return NobodyToHandTo()
    if (born := born_on(application)) is None:
        return BirthdayUnknown()
    if (day := judge.of_age_on(born)) > timezone.localdate():
        return NotOfAgeYet(day)
    return BeingFiled() if application.is_signed else None


def is_ready(application: Application) -> bool:
    """Asked by pages that lead here; of what its owner begun for themselves it costs nothing."""
    return application.for_whom in signer.MINORS and hindrance(application) is None


def born_on(application: Application) -> date | None:
    """As the answers say it today, or as it was kept for the case when they went."""
    return signer.born_on(application) or represented.born(application)

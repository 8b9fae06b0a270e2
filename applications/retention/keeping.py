"""Where the own copy stands, as page and API tell it: kept, to be erased on a day, kept by consent, erased."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils.translation import get_language

from applications.drafting.models import Application
from applications.receipts.models import Receipt
from applications.retention import consent, summary
from applications.retention.models import Erasure
from applications.retention.summary import Summary
from procedures import catalogue

STATES = ("kept", "agreed", "warned", "erased")


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    state: str
    cause: str  # of art. 225g(2), empty before
    why: str
    last_day: date | None  # to download it, in Warsaw; it is erased at the end of that day
    erased_at: datetime | None
    agreed_at: datetime | None
    consent_version: str
    consent_text: str
    summary: Summary | None

    @property
    def is_erased(self) -> bool:
        return self.erased_at is not None

    @property
    def warned_days(self) -> int:
        return settings.OWN_COPY_WARNED_DAYS


def of(application: Application) -> Keeping:
    """Of a filed application."""
    erasure = Erasure.objects.filter(application=application).select_related("application").first()
    agreed = consent.of(application)
    return Keeping(
        state=_state(erasure, is_agreed=agreed is not None),
        cause=erasure.cause if erasure else "",
        why=catalogue.track(application.procedure).why(erasure.cause) if erasure else "",
        last_day=erasure.last_day if erasure else None,
        erased_at=erasure.erased_at if erasure else None,
        agreed_at=agreed.given_at if agreed else None,
        consent_version=consent.VERSION,
        consent_text=consent.text(get_language() or consent.OFFICIAL_LANGUAGE),
        summary=_summary(erasure),
    )


def _state(erasure: Erasure | None, *, is_agreed: bool) -> str:
    if erasure and erasure.erased_at:
        return "erased"
    if is_agreed:
        return "agreed"
    return "warned" if erasure else "kept"


def _summary(erasure: Erasure | None) -> Summary | None:
    if erasure is None or erasure.erased_at is None:
        return None
    receipt = Receipt.objects.filter(application=erasure.application).first()
    return summary.shown(erasure, receipt) if receipt else None

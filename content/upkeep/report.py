"""What an editor looks at to keep pages true: those to be read again, those nobody keeps, links that lead nowhere."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Page

from content import routing
from content.upkeep.models import CheckedLink, LinkState, Upkeep

SOON = timedelta(days=30)
MOST = 200  # rows of a part; the rest is counted


@dataclass(frozen=True, slots=True, kw_only=True)
class UpkeepReport:
    overdue: list[Upkeep]
    soon: list[Upkeep]
    unkept: list[Page]
    unkept_count: int
    broken: list[CheckedLink]


def of(pages: QuerySet[Page], *, on: date | None = None) -> UpkeepReport:
    """`pages`: those that the reader may edit."""
    today, ids = on or timezone.localdate(), pages.order_by().values("pk")
    kept = Upkeep.objects.filter(page__in=ids, page__live=True).select_related("page__locale", "keeper")
    by_day = kept.order_by("review_by", "page__path")
    unkept = (
        Page.objects.live()
        .filter(pk__in=ids, depth__gte=routing.HOME_DEPTH, upkeep__isnull=True)
        .select_related("locale")
        .order_by("path")
    )
    broken = CheckedLink.objects.filter(state=LinkState.BROKEN, on_pages__in=ids).distinct()
    return UpkeepReport(
        overdue=list(by_day.filter(review_by__lt=today)[:MOST]),
        soon=list(by_day.filter(review_by__gte=today, review_by__lte=today + SOON)[:MOST]),
        unkept=list(unkept[:MOST]),
        unkept_count=unkept.count(),
        broken=list(broken.prefetch_related("on_pages__locale").order_by("address")[:MOST]),
    )

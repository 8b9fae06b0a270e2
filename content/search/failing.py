"""What was searched in vain, for editors who wonder what to write. Made so that it tells of nobody.

Counted is only what looks like words: no digits, no address, few signs. Even so it may be a name. Therefore a row keeps
a keyed digest in place of the text, until the same words came in `ENOUGH` different spans of `SPAN` on one day; only
then the text is kept, and shown. No address, account, session or hour of a search is kept, and after `KEPT` all goes.
"""

import hashlib
import hmac
import re
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import F, QuerySet, Sum
from django.utils import timezone

from content.search.models import LONGEST_COUNTED, FailedSearch

ENOUGH = 5
SPAN = timedelta(minutes=10)
KEPT = timedelta(days=30)
MOST_WORDS, SHOWN = 4, 50
WORDS = re.compile(r"[^\W\d_]+(?:[ ’'-][^\W\d_]+)*")


def count(typed: str, *, language: str) -> None:
    text = " ".join(typed.lower().split())
    if not may_be_counted(text):
        return
    now = timezone.now()
    row, is_new = FailedSearch.objects.get_or_create(
        day=timezone.localdate(),
        language=language,
        digest=_digest(text, language=language, day=timezone.localdate()),
        defaults={"counted_at": _span(now)},
    )
    if is_new:
        return
    later = FailedSearch.objects.filter(pk=row.pk, counted_at__lt=_span(now))
    if later.update(count=F("count") + 1, counted_at=_span(now)):
        FailedSearch.objects.filter(pk=row.pk, count__gte=ENOUGH).update(text=text)


def may_be_counted(text: str) -> bool:
    """Words alone: with a digit or a sign it may be a number, an address or a date of somebody's."""
    return (
        len(text) <= LONGEST_COUNTED
        and bool(WORDS.fullmatch(text))
        and len(text.replace("-", " ").split()) <= MOST_WORDS
    )


def top() -> list[dict[str, Any]]:
    """What many looked for in the days that are kept, the most wanted first."""
    told = FailedSearch.objects.exclude(text="").values("language", "text")
    return [dict(row) for row in told.annotate(times=Sum("count")).order_by("-times", "language", "text")[:SHOWN]]


def to_erase() -> QuerySet[FailedSearch]:
    return FailedSearch.objects.filter(day__lt=timezone.localdate() - KEPT).order_by("pk")


def erase(first: FailedSearch) -> None:
    """With all others that are as old."""
    to_erase().delete()


def _span(now: datetime) -> datetime:
    """Where the span of this moment begins: no row says when somebody searched."""
    return datetime.fromtimestamp(now.timestamp() // SPAN.total_seconds() * SPAN.total_seconds(), tz=now.tzinfo)


def _digest(text: str, *, language: str, day: date) -> str:
    """Another every day: two days cannot be compared."""
    said = f"failed search\n{day.isoformat()}\n{language}\n{text}"
    return hmac.new(settings.SECRET_KEY.encode(), said.encode(), hashlib.sha256).hexdigest()

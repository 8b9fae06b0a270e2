"""Looks at pages as a reader does who is not signed in, and records what changed."""

import hashlib
from datetime import UTC, datetime, time
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils import timezone, translation
from wagtail.models import Page

from content import routing
from content.models import BasePage
from content.said.asking import asked_by_anybody
from content.said.models import SaidText
from procedures import overlays

BEGINS, ENDS = "<main", "</main>"


def to_look() -> QuerySet[Page]:
    """Pages that may say something else than when they were last looked at; what was just published comes first."""
    key = {"page_key": OuterRef("translation_key"), "language": OuterRef("locale__language_code")}
    last = Coalesce(OuterRef("last_published_at"), Value(datetime.min.replace(tzinfo=UTC)))
    looked = SaidText.objects.filter(**key, said_until__isnull=True, looked_at__gte=facts_since(), looked_at__gt=last)
    at_its_place = looked.filter(address=OuterRef("url_path"))
    return routing.published().filter(~Exists(at_its_place)).order_by(F("last_published_at").desc(nulls_last=True))


def look(page: Page) -> None:
    """Record what it says, unless it says what it said."""
    now, found = timezone.now(), text_of(page.specific)
    digest = hashlib.sha256("\n".join((page.url_path, page.title, found)).encode()).hexdigest()
    former = texts(page.translation_key, page.locale.language_code).first()
    is_open = former is not None and former.said_until is None
    if former is not None and is_open and former.digest == digest:
        former.looked_at = now
        former.save(update_fields=["looked_at"])
        return
    since = _since(page, former, now)
    if former is not None and is_open:
        end(former, at=since)
    SaidText.objects.create(
        **_key(page),
        address=page.url_path,
        title=page.title,
        text=found,
        digest=digest,
        said_from=since,
        looked_at=now,
    )


def to_end() -> QuerySet[SaidText]:
    """Of pages that nobody can read any more."""
    shown = routing.published().filter(translation_key=OuterRef("page_key"), locale__language_code=OuterRef("language"))
    return SaidText.objects.filter(~Exists(shown), said_until__isnull=True).order_by("pk")


def end(said: SaidText, *, at: datetime | None = None) -> None:
    said.said_until = at or timezone.now()
    said.save(update_fields=["said_until"])


def texts(page_key: UUID, language: str) -> QuerySet[SaidText]:
    """The newest first."""
    return SaidText.objects.filter(page_key=page_key, language=language).order_by("-said_from", "-pk")


def text_of(page: BasePage) -> str:
    """HTML of its main part, in its language, as the portal answers who is not signed in."""
    with translation.override(page.locale.language_code):
        response = page.serve(asked_by_anybody(page.address()))
        html: str = response.render().content.decode()  # type: ignore[attr-defined]  # of a template
    _head, _main, main = html.partition(BEGINS)
    return main.partition(">")[2].partition(ENDS)[0].strip()


def facts_since() -> datetime:
    """Since when the dated facts say what they say: the day that begins in Warsaw, or an approval after it."""
    today = timezone.make_aware(datetime.combine(timezone.localdate(), time.min))
    return max(today, overlays.changed_at() or today)


def _since(page: Page, former: SaidText | None, now: datetime) -> datetime:
    """When it was published, or its facts changed; else something has just happened to it or above it: a move."""
    known = max(page.last_published_at or facts_since(), facts_since())
    is_news = former is None or known > (former.said_until or former.looked_at)
    return known if is_news else now


def _key(page: Page) -> dict[str, object]:
    return {"page_key": page.translation_key, "language": page.locale.language_code}

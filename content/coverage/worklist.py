"""The texts of one page in one language, in the order of the page, each with its state and who read it."""

from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Subquery
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation

from content.coverage import digests, states
from content.coverage.models import SegmentReview
from content.coverage.states import CoverageState


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkText:
    context_id: int
    source: str  # digest of the Polish words
    original: str
    state: CoverageState
    translation: StringTranslation | None  # of these words, with a fault or without
    former: StringTranslation | None  # what stood at this place, of other Polish words
    review: SegmentReview | None

    @property
    def digest(self) -> str:
        return digests.of(self.translation.data) if self.translation else ""

    @property
    def mark(self) -> str:
        """Names the words that somebody saw: it fits nothing as soon as either text is another."""
        return f"{self.context_id}.{self.source}.{self.digest}"

    @property
    def waits_for_review(self) -> bool:
        return self.state in {CoverageState.MACHINE, CoverageState.UNREVIEWED}

    def is_typed_by(self, user: Any) -> bool:
        return self.translation is not None and self.translation.last_translated_by_id == user.pk


def of(page: Page, translation: Translation) -> list[WorkText]:
    """The same words twice at one place are one text."""
    rows = states.texts().filter(source=translation.source_id, locale=page.locale_id)
    newest = states.former().order_by("-updated_at").values("pk")[:1]
    segments = list(
        rows.annotate(translation=Subquery(states.at_hand().values("pk")[:1]), former=Subquery(newest))
        .select_related("string")
        .order_by("order")
    )
    numbers = {number for each in segments for number in (each.translation, each.former) if number}
    found = StringTranslation.objects.select_related("translation_of").in_bulk(numbers)
    reviews = _reviews(page, segments)
    texts = {(each.context_id, each.string_id): _text(each, found, reviews) for each in segments}
    return list(texts.values())


def _text(segment: Any, found: dict[int, StringTranslation], reviews: dict[str, SegmentReview]) -> WorkText:
    text = WorkText(
        context_id=segment.context_id,
        source=str(segment.string.data_hash),
        original=segment.string.data,
        state=CoverageState(segment.state),
        translation=found.get(segment.translation),
        former=found.get(segment.former),
        review=None,
    )
    if text.state is not CoverageState.REVIEWED:
        return text
    return replace(text, review=reviews.get(text.mark))


def _reviews(page: Page, segments: list[Any]) -> dict[str, SegmentReview]:
    reviews = SegmentReview.objects.filter(locale=page.locale_id, context__in={each.context_id for each in segments})
    rows = reviews.select_related("reviewer")
    return {f"{each.context_id}.{each.source}.{each.translation}": each for each in rows}

"""In which state a text is in a language: one expression, by which pages are counted and work lists are made."""

from django.conf import settings
from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, TextChoices, Value, When
from django.utils.translation import gettext_lazy as _
from wagtail_localize.models import StringSegment, StringTranslation

from content.coverage.digests import TextDigest
from content.coverage.models import SegmentReview

ORIGINAL = settings.LANGUAGE_CODE


class CoverageState(TextChoices):
    """In the order of the work; a text is in one of them."""

    MISSING = "missing", _("Missing")
    STALE = "stale", _("Stale")  # its place was translated, from Polish words that stand there no more
    MACHINE = "machine", _("Made by a machine")
    UNREVIEWED = "unreviewed", _("Not reviewed")
    REVIEWED = "reviewed", _("Reviewed")


def texts() -> QuerySet[StringSegment]:
    """A row for each text of a Polish page and each language it is translated to string by string."""
    into = "source__translations__"
    segments: QuerySet[StringSegment] = (
        StringSegment.objects.filter(source__locale__language_code=ORIGINAL)
        .annotate(
            locale=F(f"{into}target_locale"),
            language=F(f"{into}target_locale__language_code"),
            is_translated_here=F(f"{into}enabled"),
        )
        .filter(is_translated_here=True)
        .order_by()
    )
    with_state: QuerySet[StringSegment] = segments.annotate(state=_state())
    return with_state


def at_hand() -> QuerySet[StringTranslation]:
    """Of exactly these words at this place."""
    return _there().filter(translation_of=OuterRef("string"))


def current() -> QuerySet[StringTranslation]:
    """One with a fault is never published and counts as none."""
    return at_hand().filter(has_error=False)


def former() -> QuerySet[StringTranslation]:
    """Of words that stood at this place and stand there no more."""
    still = StringSegment.objects.filter(context=OuterRef("context"), string=OuterRef("translation_of"))
    return _there().filter(~Exists(still))


def review() -> QuerySet[SegmentReview]:
    """To be asked of a translation: has somebody read these words beside those."""
    return SegmentReview.objects.filter(
        context=OuterRef("context"),
        locale=OuterRef("locale"),
        source=OuterRef("translation_of__data_hash"),
        translation=TextDigest(OuterRef("data")),
    )


def _there() -> QuerySet[StringTranslation]:
    found: QuerySet[StringTranslation] = StringTranslation.objects.filter(
        context=OuterRef("context"), locale=OuterRef("locale")
    )
    return found


def _state() -> Case:
    by_machine = Q(translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE)
    return Case(
        When(Exists(current().filter(Exists(review()))), then=Value(CoverageState.REVIEWED)),
        When(Exists(current().filter(by_machine)), then=Value(CoverageState.MACHINE)),
        When(Exists(current()), then=Value(CoverageState.UNREVIEWED)),
        When(Exists(former()), then=Value(CoverageState.STALE)),
        default=Value(CoverageState.MISSING),
        output_field=CharField(),
    )

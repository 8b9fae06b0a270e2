"""The words of a day, for who judges a text and for the readers' glossary."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from vocabulary.judging import TermWord
from vocabulary.models import Concept, TermUse, Word

FOR_READERS = (TermUse.PREFERRED, TermUse.KEPT)


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryTerm:
    """What a reader is told: the word of their language, the Polish one of the letters, and what it means."""

    key: str
    language: str
    word: str
    polish: str
    explanation: str
    is_kept: bool  # the same in every language
    checked_on: date | None


def held(day: date) -> list[TermWord]:
    return [
        TermWord(
            concept=each.concept.key,
            language=each.language,
            text=each.text,
            standing=each.standing,
            unless=tuple(part.strip() for part in each.unless.split(",") if part.strip()),
        )
        for each in Word.objects.filter(_holding(day)).select_related("concept")
    ]


def glossary(language: str, day: date) -> list[GlossaryTerm]:
    """What has a word in the language, by that word; one statement whatever their number."""
    said = Word.objects.filter(_holding(day), standing__in=FOR_READERS)
    by_concept: dict[Concept, dict[str, Word]] = {}
    for word in said.select_related("concept"):
        by_concept.setdefault(word.concept, {})[word.language] = word
    made = [_term(concept, words, language) for concept, words in by_concept.items()]
    return sorted((each for each in made if each is not None), key=lambda each: each.word.casefold())


def concepts(language: str, day: date) -> QuerySet[Concept]:
    """Those of which the glossary of the language tells, to be read in parts; `told` says what of each."""
    words = Word.objects.filter(standing__in=FOR_READERS)
    here = words.filter(Q(language=language) | Q(standing=TermUse.KEPT), concept=OuterRef("pk"))
    found: QuerySet[Concept] = Concept.objects.filter(_holding(day, of=""), Exists(here))
    return found.prefetch_related(Prefetch("words", words))


def told(concept: Concept, language: str) -> GlossaryTerm | None:
    return _term(concept, {word.language: word for word in concept.words.all()}, language)


def _term(concept: Concept, words: Mapping[str, Word], language: str) -> GlossaryTerm | None:
    kept = next((each for each in words.values() if each.standing == TermUse.KEPT), None)
    own = words.get(language) or kept
    if own is None:
        return None
    polish = words.get("pl") or kept
    return GlossaryTerm(
        key=concept.key,
        language=language,
        word=own.text,
        polish=polish.text if polish else "",
        explanation=own.explanation,
        is_kept=own.standing == TermUse.KEPT,
        checked_on=concept.checked_on,
    )


def _holding(day: date, of: str = "concept__") -> Q:
    ends = Q(**{f"{of}valid_to__isnull": True}) | Q(**{f"{of}valid_to__gte": day})
    return ends & Q(**{f"{of}valid_from__lte": day})

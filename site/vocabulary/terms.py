"""The words of a day, for who judges a text and for the readers' glossary."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from vocabulary.judging import TermWord
from vocabulary.models import Concept, TermUse, Word


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryTerm:
    """What a reader is told: the word of their language, the Polish one of the letters, and what it means."""

    key: str
    word: str
    polish: str
    explanation: str
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
    said = Word.objects.filter(_holding(day), standing__in=(TermUse.PREFERRED, TermUse.KEPT))
    by_concept: dict[Concept, dict[str, Word]] = {}
    for word in said.select_related("concept"):
        by_concept.setdefault(word.concept, {})[word.language] = word
    made = []
    for concept, words in by_concept.items():
        kept = next((each for each in words.values() if each.standing == TermUse.KEPT), None)
        if own := words.get(language) or kept:
            polish = words.get("pl") or kept
            made.append(
                GlossaryTerm(
                    key=concept.key,
                    word=own.text,
                    polish=polish.text if polish else "",
                    explanation=own.explanation,
                    checked_on=concept.checked_on,
                )
            )
    return sorted(made, key=lambda each: each.word.casefold())


def _holding(day: date) -> Q:
    ends = Q(concept__valid_to__isnull=True) | Q(concept__valid_to__gte=day)
    return ends & Q(concept__valid_from__lte=day)

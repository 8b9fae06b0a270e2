"""How far each procedure is: its form, its languages, and what nobody has compared with the law."""

import gettext
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from procedures import catalogue, facts
from procedures.language import banks, paths, walk
from procedures.language.schema import Field, Form, Procedure
from procedures.outputs import texts
from procedures.tables import counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """`conditional`: questions that only some are asked; `languages`: those in which every text is translated.

    `paths`: the sets of questions and options its pages can show. The tests walk each of them.
    `ready` and `exemplified`: questions answered in Polish words that have sentences, or an example and a reason why
    there are none; `unhelped`: those where who writes no Polish is left alone.
    """

    key: str
    channel: str
    forms: tuple[str, ...]
    questions: int
    conditional: int
    paths: int
    ready: int
    exemplified: int
    unhelped: tuple[str, ...]
    languages: tuple[str, ...]
    unverified: tuple[str, ...]


def every() -> list[Standing]:
    return [of(procedure) for procedure in catalogue.procedures()]


def of(procedure: Procedure) -> Standing:
    forms = list(_forms(procedure))
    fields = [(step, field) for form in forms for step, field in form.fields()]
    asked = [(f"{form.key}: {name}", each) for form in forms for name, each in _in_polish(form, procedure)]
    said = [text for text in (*texts.of_procedure(procedure), *chain.from_iterable(map(texts.of_form, forms))) if text]
    return Standing(
        key=procedure.key,
        channel=procedure.channel,
        forms=tuple(f"{form.key} {form.version}" for form in forms),
        questions=len(fields),
        conditional=sum(step.when is not None or field.when is not None for step, field in fields),
        paths=sum(len(paths.every(form, procedure.preset)) for form in forms),
        ready=sum(each.bank is not None for _name, each in asked),
        exemplified=sum(each.bank is None and banks.is_helped(each) for _name, each in asked),
        unhelped=tuple(name for name, each in asked if not banks.is_helped(each)),
        languages=tuple(
            code for code, _name in settings.LANGUAGES if _is_complete(code, [each for each in said if each])
        ),
        unverified=tuple(_unverified(procedure)),
    )


def _forms(procedure: Procedure) -> Iterator[Form]:
    """Its form and those of its annexes, in their newest versions."""
    if not procedure.form:
        return
    form = catalogue.form_of(procedure.key)
    yield form
    for annex in catalogue.possible_annexes(procedure.key):
        yield catalogue.form(annex.form)


def _in_polish(form: Form, procedure: Procedure) -> Iterator[tuple[str, Field]]:
    return banks.in_polish(field for step in walk.possible(form, procedure.preset) for field in step.fields)


def _unverified(procedure: Procedure) -> Iterator[str]:
    """Names of claims, and of the fees; a fee that is not known today is one of them."""
    yield from (claim.title for claim in procedure.claims() if not claim.verified)
    yield from (document.key for document in procedure.documents if not document.verified)
    yield from (relief.key for relief in procedure.reliefs if not relief.verified)
    yield from (f"instruction: {sentence.key}" for sentence in procedure.instruction if not sentence.verified)
    known = facts.of(procedure, on=timezone.localdate())
    yield from (fee.key for fee in known.fees if not fee.verified)
    yield from (f"{fee.key}: no amount for today" for fee in known.unknown_fees)


def _is_complete(language: str, said: Sequence[str]) -> bool:
    if language == "en":
        return True  # the texts are English themselves
    found = _catalogue(language)
    return all(found.gettext(counted.singular(text)) for text in said)


def _catalogue(language: str) -> gettext.NullTranslations:
    try:
        found = gettext.translation("django", Path(settings.LOCALE_PATHS[0]), [language])
    except OSError:
        return _Nothing()
    found.add_fallback(_Nothing())
    return found


class _Nothing(gettext.NullTranslations):
    """What is not translated is nothing, instead of itself."""

    def gettext(self, message: str) -> str:
        return ""

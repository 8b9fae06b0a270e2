"""What the applicant sees: texts that wait for their decision, and who was asked."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from applications.drafting.models import Application
from applications.wording import asking, contents, texts
from applications.wording.asking import Offer
from applications.wording.contents import Asker
from applications.wording.models import WordingRequest, WordingText
from applications.wording.states import LIVE, TextState
from applications.wording.texts import Spot, TextQuestion
from procedures.language.schema import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenText:
    """A text that somebody trusted wrote, and the applicant has not decided about."""

    text: WordingText
    question: TextQuestion
    form: str  # empty: the application's own
    step: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedPerson:
    """A request with its texts, for the applicant."""

    request: WordingRequest
    asker: Asker
    texts: list[WordingText]

    @property
    def written(self) -> int:
        """How many of its texts were written, decided about or not."""
        return sum(not text.is_asked for text in self.texts)


def written(application: Application) -> list[WrittenText]:
    """Empty where nobody was asked, at the price of one query; for every page of the application."""
    waiting = _waiting(application)
    spots = [contents.asked_of(text).spot for text in waiting]
    return [_written(*each) for each in zip(waiting, spots, texts.questions(application, spots), strict=True)]


def of_step(application: Application, step: Step, *, form: str = "") -> list[WrittenText]:
    """A step that asks for no own words costs nothing."""
    if not texts.asks_for_words(step):
        return []
    return [each for each in written(application) if (each.form, each.step) == (form, step.key)]


def offers(application: Application, found: list[texts.OwnText]) -> list[tuple[TextQuestion, Offer]]:
    """Each beside what stands in the draft now: `found`."""
    waiting = asking.offers(_waiting(application), found)
    questions = texts.questions(application, [each.asked.spot for each in waiting])
    return list(zip(questions, waiting, strict=True))


def people(application: Application) -> list[AskedPerson]:
    rows = WordingRequest.objects.live().filter(application=application).prefetch_related("texts").order_by("pk")
    return [_person(application, row) for row in rows]


def _waiting(application: Application) -> list[WordingText]:
    if not application.is_editable or application.is_frozen:
        return []
    rows = WordingText.objects.filter(
        request__application=application, request__state__in=LIVE, state=TextState.WRITTEN
    )
    found = list(rows.select_related("request").order_by("request_id", "pk"))
    for text in found:
        text.request.application = application
    return found


def _written(text: WordingText, spot: Spot, question: TextQuestion) -> WrittenText:
    application = text.request.application
    return WrittenText(
        text=text,
        question=question,
        form=spot.form,
        step=spot.step,
        url=reverse("wording:list", args=[application.pk]) + f"#{text.pk}",
    )


def _person(application: Application, request: WordingRequest) -> AskedPerson:
    request.application = application
    return AskedPerson(request=request, asker=contents.asker_of(request), texts=list(request.texts.all()))


def headings(found: Iterable[texts.OwnText], application: Application) -> list[tuple[texts.OwnText, TextQuestion]]:
    there = list(found)
    return list(zip(there, texts.questions(application, [text.spot for text in there]), strict=True))


def url_of(application: Application, step: Step) -> str:
    """Of the applicant's page, for a step that asks for own words; empty where it asks for none."""
    if not application.is_editable or application.is_frozen or not texts.asks_for_words(step):
        return ""
    return reverse("wording:list", args=[application.pk])

"""The trusted person's side, by a link and without an account: nobody acts, and the draft is not written to."""

from django.db import transaction
from django.utils import timezone

from applications.drafting import lifecycle, news
from applications.drafting.models import Application
from applications.drafting.news import News
from applications.wording import contents, links, moves, texts
from applications.wording.errors import TextsChanged, WordingCannotMove, WordingLinkEnded
from applications.wording.models import WordingRequest, WordingText
from applications.wording.states import TextState
from audit import trail


def texts_of(request: WordingRequest) -> list[WordingText]:
    """In the order of the forms, as they were asked for."""
    found = list(request.texts.order_by("pk"))
    for text in found:
        text.request = request
    return found


@transaction.atomic
def write(text: WordingText, polish: str, *, seen: str) -> WordingText:
    """Polish for one text, new or as it stood. `seen`: the version it was written over; somebody else may have it too.

    Raises PolishRefused, TextsChanged, WordingLinkEnded, WordingCannotMove.
    """
    application = lifecycle.lock(Application(pk=text.request.application_id))
    request = WordingRequest.objects.select_for_update().get(pk=text.request_id)
    request.application = application
    if not links.is_good(request):
        raise WordingLinkEnded
    current = WordingText.objects.select_for_update().get(pk=text.pk)
    current.request = request
    if current.is_decided:
        raise WordingCannotMove
    asked = contents.asked_of(current)
    clean = texts.cleaned(application, asked.spot, polish)
    if version_of(current) != seen and clean != asked.written:  # the same posted twice is nobody's second version
        raise TextsChanged
    moves.write(current, contents.seal_asked(current, asked.with_written(clean)), at=timezone.now())
    trail.record("wording-written", subject=application.pk, facts={"request": str(request.pk)})
    _tell(request)
    return current


def version_of(text: WordingText) -> str:
    """Of what is written so far."""
    return texts.version(contents.asked_of(text).written)


def _tell(request: WordingRequest) -> None:
    """Once a link, when all is written: the applicant has to look and take over."""
    if request.told_at is not None or request.texts.filter(state=TextState.ASKED).exists():
        return
    request.told_at = timezone.now()
    request.save(update_fields=["told_at"])
    application = request.application
    written = News("wording-written", "wording:list")
    news.tell(application, written, language=news.language_of(application), person=None)

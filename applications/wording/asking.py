"""The applicant's side: ask for the Polish of some texts, send the link again, take it back; take texts over."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.acting import Acting, Power
from applications.drafting import lifecycle
from applications.drafting.errors import NotPossible
from applications.drafting.models import Application
from applications.drafting.states import ApplicationState
from applications.wording import contents, links, moves, texts
from applications.wording.contents import AskedText, Asker
from applications.wording.errors import (
    AskedAlready,
    NothingToWrite,
    OwnWordsChanged,
    TextsChanged,
    WordingCannotMove,
)
from applications.wording.models import WordingRequest, WordingText
from applications.wording.texts import OwnText
from audit import trail


class Made(NamedTuple):
    """`link` is the path to hand over; empty where it was mailed."""

    request: WordingRequest
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A text that was written, beside what stands in the draft now."""

    text: WordingText
    asked: AskedText
    now: OwnText | None  # none: the own words changed, or the question is gone

    @property
    def version(self) -> str:
        """Of all that is decided over."""
        return texts.version(self.asked.own, self.asked.written, self.now.polish if self.now else "")

    @property
    def is_there(self) -> bool:
        """The draft has just this Polish already."""
        return self.now is not None and self.now.polish == self.asked.written


@transaction.atomic
def ask(application: Application, *, chosen: Collection[str], email: str, name: str, acting: Acting) -> Made:
    """Of the texts with these keys. Without an address the link is handed over by the applicant."""
    application = _drafted(application, acting=acting)
    wanted = [text for text in texts.of(application) if text.key in chosen]
    if not wanted:
        raise NothingToWrite
    if len(wanted) != len(set(chosen)):
        raise TextsChanged
    now = timezone.now()
    request = WordingRequest(application=application, asked_at=now, expires_at=now + links.LIFETIME)
    request.sealed = contents.seal_asker(request, Asker(email=email, name=name))
    request.email_index = links.index(application.pk, email) if email else None
    _insert(request)
    WordingText.objects.bulk_create(_asked(request, text) for text in wanted)
    _record("wording-asked", request, acting, texts=len(wanted))
    return Made(request, _delivered(request))


@transaction.atomic
def ask_again(request: WordingRequest, *, acting: Acting) -> Made:
    """Another link to the same texts, mailed or handed over as the first; a time that is over begins anew."""
    request = _locked(request, acting=acting)
    if not links.is_good(request):
        links.end(request)
    moves.reopen(request, at=timezone.now() + links.LIFETIME)
    _record("wording-asked-again", request, acting)
    return Made(request, _delivered(request))


@transaction.atomic
def withdraw(request: WordingRequest, *, acting: Acting) -> None:
    """The link works no longer, and what was written and not taken over is erased."""
    request = _locked(request, acting=acting)
    moves.withdraw(request)
    _record("wording-withdrawn", request, acting)


@transaction.atomic
def take(text: WordingText, *, seen: str, acting: Acting) -> bool:
    """Into the draft, as the applicant's own edit; whether the draft changed. `seen`: the version decided over."""
    text = _text(text, acting=acting)
    found = offer(text)
    if found.now is None:
        raise OwnWordsChanged
    if found.version != seen:
        raise TextsChanged
    moves.take(text)
    saved = texts.put(text.request.application, found.now, found.asked.written, acting=acting)
    _record("wording-taken", text.request, acting)
    return saved is not None


@transaction.atomic
def leave(text: WordingText, *, acting: Acting) -> None:
    """The draft stays as it is."""
    text = _text(text, acting=acting)
    moves.leave(text)
    _record("wording-left", text.request, acting)


@transaction.atomic
def confirm(application: Application, *, key: str, polish: str, seen: str, acting: Acting) -> None:
    """Polish that the applicant looked at and confirms: a machine's draft, perhaps mended. `seen`: own and Polish."""
    application = _drafted(application, acting=acting)
    text = of_key(application, key)
    if seen != version_of(text):
        raise TextsChanged
    texts.put(application, text, texts.cleaned(application, text.spot, polish), acting=acting)
    trail.record("wording-confirmed", subject=application.pk, acting=acting)


def finish_all(application: Application, *, acting: Acting) -> None:
    """The draft is being signed: nobody writes for it any more. In the transaction of the freezing."""
    for request in WordingRequest.objects.live().filter(application=application).select_for_update():
        moves.finish(request)
        _record("wording-over", request, acting)


def offer(text: WordingText) -> Offer:
    return _offer(text, texts.of(text.request.application))


def offers(written: Collection[WordingText], found: list[OwnText]) -> list[Offer]:
    """Each beside what was found in its draft."""
    return [_offer(text, found) for text in written]


def of_key(application: Application, key: str) -> OwnText:
    for text in texts.of(application):
        if text.key == key:
            return text
    raise TextsChanged


def version_of(text: OwnText) -> str:
    return texts.version(text.own, text.polish)


def _offer(text: WordingText, found: list[OwnText]) -> Offer:
    asked = contents.asked_of(text)
    try:
        return Offer(text=text, asked=asked, now=texts.current(found, asked.spot, asked.own))
    except OwnWordsChanged:
        return Offer(text=text, asked=asked, now=None)


def _asked(request: WordingRequest, found: OwnText) -> WordingText:
    text = WordingText(request=request)
    asked = AskedText(spot=found.spot, own=found.own, language=found.language, polish=found.polish)
    text.sealed = contents.seal_asked(text, asked)
    return text


def _insert(request: WordingRequest) -> None:
    try:
        with transaction.atomic():
            request.save(force_insert=True)
    except IntegrityError:
        raise AskedAlready from None


def _delivered(request: WordingRequest) -> str:
    if request.email_index is None:
        return links.make(request)
    links.send(request)
    return ""


def _text(text: WordingText, *, acting: Acting) -> WordingText:
    request = _locked(text.request, acting=acting)
    current = WordingText.objects.select_for_update().filter(pk=text.pk, request=request).first()
    if current is None:
        raise WordingCannotMove
    current.request = request
    return current


def _locked(request: WordingRequest, *, acting: Acting) -> WordingRequest:
    """The application first, so that two transactions never wait for each other."""
    application = _drafted(request.application, acting=acting)
    current = WordingRequest.objects.select_for_update().get(pk=request.pk)
    if not current.is_live:
        raise WordingCannotMove
    current.application = application
    return current


def _drafted(application: Application, *, acting: Acting) -> Application:
    """What is being signed has all its Polish, and an edit would discard the signature: nobody is asked then."""
    application = lifecycle.lock(application)
    acting.require(Power.PREPARE, principal=application.principal_id)
    if not application.is_editable or application.is_frozen or application.draft is None:
        raise NotPossible(ApplicationState(application.state))
    return application


def _record(event: str, request: WordingRequest, acting: Acting, **facts: object) -> None:
    told = {"request": str(request.pk)} | {name: str(value) for name, value in facts.items()}
    trail.record(event, subject=request.application_id, acting=acting, facts=told)

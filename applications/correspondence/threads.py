"""Asks the office a question about a case, and reads the thread."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acting import Acting, Power
from applications.correspondence.errors import ThreadClosed
from applications.correspondence.models import Author, Letter
from applications.drafting import lifecycle
from applications.drafting.models import Application
from applications.exchange.portal import outbox, standing
from applications.exchange.portal.standing import MessageStanding
from applications.exchange.protocol import kinds, parts
from applications.exchange.protocol.canonical import canonical
from audit import trail
from sealing import keys
from sealing.models import new_id

KIND = kinds.QUERY
PART = parts.said(KIND)
LONGEST = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A letter, opened."""

    id: UUID
    author: Author
    name: str
    text: str
    language: str
    sent_at: datetime
    in_reply_to: UUID | None
    has_legal_effect: bool
    person: int | None = None  # who wrote it here, a user's number; nobody of ours wrote the office's
    standing: MessageStanding | None = None  # of one's own letter: whether the office has it

    @property
    def is_mine(self) -> bool:
        return self.author == Author.PERSON


def is_open(application: Application) -> bool:
    return application.is_on_its_way


def of(application: Application) -> list[Message]:
    """The oldest first. KeyDestroyed once the case key is gone."""
    letters = Letter.objects.filter(application=application).order_by("sent_at", "id")
    standings = standing.of(application.pk)
    return [replace(_open(each, application), standing=standings.get(each.message_id)) for each in letters]


@transaction.atomic
def ask(
    application: Application, text: str, *, acting: Acting, language: str, message_id: UUID | None = None
) -> Message:
    """A cleaned text goes to the office. The same message id again changes nothing: a button pressed twice."""
    application = lifecycle.lock(application)
    acting.require(Power.CORRESPOND, principal=application.principal_id)
    message_id = message_id or outbox.reserve()
    if (existing := Letter.objects.filter(application=application, message_id=message_id).first()) is not None:
        return _open(existing, application)
    if not is_open(application):
        raise ThreadClosed(_("The case is not at the office, so nothing can be asked about it here."))
    letter = Letter(id=new_id(), application=application, author=Author.PERSON, message_id=message_id)
    letter.person, letter.language, letter.sent_at = acting.person, language, timezone.now()
    letter.sealed = seal(letter, text=text, name="")
    letter.save(force_insert=True)
    body = {"text": text, "asked_at": letter.sent_at.isoformat(), "language": language}
    outbox.store_part(message_id, kind=KIND, name=PART, content=canonical(body))
    outbox.add(message_id=message_id, kind=KIND, case_id=application.pk)
    trail.record("question-asked", subject=application.pk, acting=acting, facts={"message": str(message_id)})
    return _open(letter, application)


def seal(letter: Letter, *, text: str, name: str) -> bytes:
    """Under the case key of the letter's application; the context binds it to this letter."""
    return keys.seal_json(letter.application.case_key, {"text": text, "name": name}, context=f"letter:{letter.pk}")


def _open(letter: Letter, application: Application) -> Message:
    content = keys.unseal_json(application.case_key, bytes(letter.sealed), context=f"letter:{letter.pk}")
    return Message(
        id=letter.pk,
        author=Author(letter.author),
        name=content["name"],
        text=content["text"],
        language=letter.language,
        sent_at=letter.sent_at,
        in_reply_to=letter.in_reply_to,
        has_legal_effect=letter.has_legal_effect,
        person=letter.person_id,
    )

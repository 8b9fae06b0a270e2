"""Olena with a draft half in her own words, and the friend who knows Polish."""

import re
from dataclasses import dataclass

from accounts.acting import Acting, themselves
from accounts.models import User
from applications.answers import sheets
from applications.answers.storage import keys_of
from applications.drafting import lifecycle
from applications.drafting.models import Application
from applications.wording import asking, helping, links, texts
from applications.wording.asking import Made
from applications.wording.models import WordingRequest, WordingText
from applications.wording.texts import OwnText
from notices import mail
from notices.models import Mail
from procedures import catalogue
from procedures.language.schema import JSON

REASONS = ":story:w.reasons"
FRIEND = "friend@example.test"
OWN = "Я хочу працювати"
POLISH = "Chcę pracować"
SECRETS = ("Kovalenko", "Olena", "92030512343", "Secret Works")  # answers no friend may see
TYPED = {"story-employer": ["Secret Works"], "story-w-reasons-own": [OWN], "story-w-reasons-pl": [""]}
COLOUR = {"story-colour-choice": ["other"], "story-colour-other-own": ["сірі"], "story-colour-other-pl": ["szare"]}


@dataclass(frozen=True, slots=True)
class Applicant:
    user: User
    application: Application

    @property
    def acting(self) -> Acting:
        return themselves(self.user)

    def current(self) -> Application:
        return Application.objects.select_related("sheet__key", "draft_key").get(pk=self.application.pk)

    def contents(self) -> sheets.Contents:
        sheet = self.current().sheet
        assert sheet is not None
        return sheets.read(sheet)

    def types(self, step: str, posted: dict[str, list[str]]) -> None:
        """Leaves a step half-way."""
        replacing = keys_of(lifecycle.form_of(self.application), step)
        self._save(self.contents().with_typed(step, posted, replacing=replacing, left=True), step)

    def answers(self, step: str, **values: JSON) -> None:
        named = {key.replace("__", "."): value for key, value in values.items()}
        replacing = keys_of(lifecycle.form_of(self.application), step)
        self._save(self.contents().with_answers(step, named, replacing=replacing), step)

    def texts(self) -> dict[str, OwnText]:
        return {text.key: text for text in texts.of(self.current())}

    def asks(self, *chosen: str, email: str = FRIEND, name: str = "") -> Made:
        keys = chosen or (REASONS,)
        return asking.ask(self.current(), chosen=keys, email=email, name=name, acting=self.acting)

    def takes(self, text: WordingText) -> bool:
        text.request.application = self.current()
        return asking.take(text, seen=asking.offer(text).version, acting=self.acting)

    def signs(self) -> None:
        """Begins to: the draft is frozen."""
        Application.objects.filter(pk=self.application.pk).update(state="signing")

    def _save(self, contents: sheets.Contents, step: str) -> None:
        application = self.current()
        assert application.sheet is not None
        revision = application.sheet.revision
        lifecycle.save_step(application, contents, step=step, expected=revision, acting=self.acting)


def applicant(email: str = "olena@example.test") -> Applicant:
    user = User.objects.create_user(email, "a-long-password", language="en")
    person = Applicant(user, lifecycle.start(themselves(user), catalogue.procedure("story"), language="en"))
    person.answers(
        "person", surname="Kovalenko", givenNames="Olena", pesel="92030512343", voivodeship="14", science=True
    )
    person.types("story", TYPED | COLOUR)
    return person


def text_of(request: WordingRequest, number: int = 0) -> WordingText:
    return helping.texts_of(WordingRequest.objects.select_related("application__draft_key").get(pk=request.pk))[number]


def writes(request: WordingRequest, polish: str = POLISH, number: int = 0) -> WordingText:
    text = text_of(request, number)
    return helping.write(text, polish, seen=helping.version_of(text))


def token(made: Made | None = None) -> str:
    """Of a link that was handed over, or of the one in the latest mail."""
    if made is not None and made.link:
        return made.link.strip("/").split("/")[-1]
    return mails("wording-request")[-1].strip("/").split("/")[-1]


def mails(template: str) -> list[str]:
    """Paths of the links in all mails of this kind, oldest first."""
    bodies = [str(mail.message(each).body) for each in Mail.objects.filter(template=template).order_by("pk")]
    return [found[1] for body in bodies if (found := re.search(r"http://[^/\s]+(/\S+)", body))]


def leads_to(token: str) -> WordingRequest:
    return links.find(token)

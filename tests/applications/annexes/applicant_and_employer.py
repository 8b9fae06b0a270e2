"""An applicant and an employer, and what they do in these tests."""

import re
from dataclasses import dataclass
from typing import Any

from accounts.acting import themselves
from accounts.models import User
from applications.annexes import asking, cosigning, links, signature, status
from applications.annexes.models import AnnexRequest, AnnexSigner
from applications.answers import sheets
from applications.answers.storage import keys_of
from applications.drafting import lifecycle
from applications.drafting.models import Application
from notices import mail
from notices.models import Mail
from procedures import catalogue
from tests.applications.signing.signature_double import Double

FORM = "employer-annex"
COSIGN = "annex-cosign"
TO_THEM = {"annex-request", "annex-reminder", "annex-changed", "annex-newer-form"}
EMPLOYER = "hr@firma.example"
ANSWERS: dict[str, dict[str, Any]] = {
    "employer": {"e.name": "Przykład Sp. z o.o.", "e.agency": {"none": True}},
    "job": {"position": "spawacz"},
}


@dataclass(frozen=True, slots=True)
class Applicant:
    """Somebody with a draft of the procedure `work`."""

    user: User
    application: Application

    def answers(self, **values: Any) -> None:
        """Save the only step of the application."""
        application = Application.objects.select_related("sheet__key", "draft_key").get(pk=self.application.pk)
        assert application.sheet is not None
        form, contents = lifecycle.form_of(application), sheets.read(application.sheet)
        changed = contents.with_answers("person", {**contents.answers, **values}, replacing=keys_of(form, "person"))
        lifecycle.save_step(
            application, changed, step="person", expected=application.sheet.revision, acting=themselves(self.user)
        )

    def current(self) -> Application:
        return Application.objects.select_related("sheet__key", "draft_key").get(pk=self.application.pk)

    def asks(self, email: str = EMPLOYER) -> AnnexRequest:
        return asking.send(self.current(), form_key=FORM, email=email, acting=themselves(self.user))

    def annex_states(self) -> list[tuple[str, str]]:
        """Address and state of each annex that is needed."""
        return [(each.email, each.state) for each in status.of(self.current())]


def applicant(email: str = "olena@example.com") -> Applicant:
    user = User.objects.create_user(email, "a-long-password", language="en")
    application = lifecycle.start(themselves(user), catalogue.procedure("work"), language="en")
    person = Applicant(user, application)
    person.answers(surname="Kovalenko")
    return person


def mails() -> list[tuple[str, str, str]]:
    """Template, address and path of every mail, oldest first."""
    found = []
    for each in Mail.objects.order_by("pk"):
        message = mail.message(each)
        link = re.search(r"http://[^/\s]+(/\S+)", str(message.body))
        found.append((each.template, message.to[0], link[1] if link else ""))
    return found


def token(number: int = -1) -> str:
    """Of the link in the latest mail to a third party, or in an earlier one."""
    to_them = [path for template, _to, path in mails() if template in TO_THEM]
    return to_them[number].strip("/").split("/")[-1]


def signers_token(number: int = -1) -> str:
    """Of the link in the latest mail to somebody who signs with others, or in an earlier one."""
    paths = [path for template, _to, path in mails() if template == COSIGN]
    return paths[number].strip("/").removesuffix("/signer").split("/")[-1]


def fill_in(annex_token: str, answers: dict[str, dict[str, Any]] = ANSWERS) -> AnnexRequest:
    """What an employer does before signing."""
    annex = asking.begin(links.find(annex_token))
    for step, values in answers.items():
        annex = links.find(annex_token)
        assert annex.sheet is not None
        contents = sheets.read(annex.sheet)
        changed = contents.with_answers(step, values, replacing=frozenset(values))
        asking.save_step(annex, changed, step=step, expected=annex.sheet.revision)
    return links.find(annex_token)


def cosign(annex_token: str, double: Double, person: str) -> AnnexSigner:
    """What somebody does who signs after others."""
    redirect = cosigning.start(links.find_signer(annex_token), return_url="http://portal/annex/return/signer/")
    back = double.sign(redirect.url, person)
    return cosigning.returned(state=back["state"], artifact=back["artifact"])


def sign(annex: AnnexRequest, double: Double, person: str = "jan") -> AnnexRequest:
    redirect = signature.start(annex, return_url="http://portal/annex/return/")
    back = double.sign(redirect.url, person)
    return signature.returned(state=back["state"], artifact=back["artifact"])

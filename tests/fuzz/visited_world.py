"""Everybody who opens a page, and an application in every state for them to open: what an address may name."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.utils import timezone

from accounts.acting import themselves
from accounts.models import User
from applications.annexes import asking, links
from applications.cases.models import CaseFile, Request
from applications.drafting import lifecycle, step_answers
from applications.drafting.models import Application
from applications.filing import instruction, preparing, submissions
from applications.handover import giving
from applications.receipts import own_copy
from applications.receipts.models import Receipt
from applications.signing.double import signer
from applications.uploads import intake
from applications.wording import asking as wording
from applications.wording import texts
from applications.wording.models import WordingRequest, WordingText
from content.models import GuidePage
from jobs.models import Attempt
from launch import authority
from payments import orders
from payments.models import CheckoutSession, OrderItem
from payments.states import PaymentState
from procedures import catalogue
from procedures.language import loader
from tests.acting import own
from tests.applications.annexes import applicant_and_employer
from tests.applications.cases import filed_cases
from tests.applications.filing.conftest import ANSWERS, answer, reloaded
from tests.applications.filing.conftest import DIRECTORY as SMALL
from tests.applications.handover import family as handovers
from tests.content import first_pages
from tests.fuzz.hostile_input import NOBODY
from tests.journeys.answers import EMPLOYER_EMAIL, OLENA

PASSWORD = "correct-horse-battery"


@dataclass(frozen=True, slots=True)
class World:
    """Values for the names of every address' parts; a name that is not here is an address nobody fuzzes."""

    olena: User
    officer: User
    parts: dict[str, list[str]]
    draft: Application
    token: str


def catalogued(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """The real procedures, and a small one that is filed in a moment; the schemas of their forms are published."""
    forms, schemas = folder / "forms", folder / "schemas"
    forms.mkdir()
    for form in (*catalogue.FORMS.iterdir(), SMALL / "small"):
        (forms / form.name).symlink_to(form)
    small = loader.procedure(SMALL / "small.toml")
    all_of_them = {each.key: each for each in catalogue.procedures()} | {"small": small}
    patch.setattr(catalogue, "FORMS", forms)
    patch.setattr(catalogue, "_procedures", lambda: all_of_them)
    catalogue.form_of.cache_clear()
    patch.setattr(settings, "PAYLOAD_SCHEMAS", schemas)
    call_command("payload_schemas", schemas, verbosity=0)


def made() -> World:
    first_pages.stand()
    olena, officer = filed_cases.person("olena", "en"), filed_cases.person("officer", "en")
    officer.groups.add(Group.objects.get_or_create(name="Officers")[0])
    draft, filed, signing, case = _draft(olena), _filed(olena), _signing(olena), _case(olena)
    order = orders.of(draft, acting=own(draft))
    asking.send(reloaded(draft), form_key="annex1-employer", email=EMPLOYER_EMAIL, acting=themselves(olena))
    token = applicant_and_employer.token()
    handed = _handed_over(officer, olena)
    asking.begin(links.find(token))
    applications = [str(each.pk) for each in (draft, signing, filed, case)]
    written = _asked_for_polish(draft)
    photo = intake.receive(
        subject=draft.pk, purpose="photo", name="a.jpg", content=b"\xff\xd8\xff", key=draft.draft_key
    )
    parts = {
        "question": ["sex", "nothing"],
        "application_id": applications,
        "id": applications,
        "case_id": [str(filed.pk), str(case.pk)],
        "token": [token, written, handed, "no-token"],
        "text_id": [*(str(each.pk) for each in WordingText.objects.all()), NOBODY],
        "step": [
            *(step.key for step in catalogue.form_of("temporary-work").steps),
            "employer",
            "job",
            "statements",
            "no",
        ],
        "annex": ["annex1-employer", "nothing"],
        "procedure": ["temporary-work", "nothing"],
        "reset": [f"{user_pk_to_url_str(olena)}-{default_token_generator.make_token(olena)}"],
        "key": ["temporary-work", "nothing"],
        "rule": ["appeal", "visa-stay", "nothing"],
        "saved_id": [NOBODY],
        "name": [own_copy.UNSIGNED, own_copy.RECEIPT_PDF, "nothing"],
        "code": [Receipt.objects.get().code, "nothing"],
        "item_id": [str(order.items.all()[0].pk)],
        "order_id": [str(order.pk), NOBODY],
        "request_id": [str(each.pk) for each in (*Request.objects.all(), *WordingRequest.objects.all())],
        "asked": [str(each.pk) for each in Request.objects.all()],
        "file_id": [str(each.pk) for each in CaseFile.objects.all()],
        "file": [str(each.pk) for each in CaseFile.objects.all()],
        "attachment": [str(photo.pk)],
        "source": [str(draft.pk), NOBODY],
        "message_id": [NOBODY],
        "page_id": [str(GuidePage.objects.first().pk), "999999999999999999999"],
        "attempt_id": [str(_set_aside().pk), "999999999999999999999"],
        "session_id": [str(_to_look_at(order.items.all()[0]).pk), NOBODY],
        "page_key": [str(GuidePage.objects.first().translation_key), NOBODY],
        "said_id": ["1", "999999999999999999999"],
        "restriction_id": ["999999999999999999999"],
        "page_view_restriction_id": ["1"],
        "teryt": ["24", "99"],
        "number": ["1", "2", "99"],
        "outcome_id": [NOBODY],
        "act": ["foreigners", "special", "nothing"],
        "unit": ["108(1)(2)", "100d", "§6", "nothing"],
        "guide": ["guides/temporary-work", "nowhere"],
    }
    return World(olena=olena, officer=officer, parts=parts, draft=draft, token=token)


def _draft(olena: User) -> Application:
    draft = lifecycle.start(themselves(olena), catalogue.procedure("temporary-work"), language="en")
    for step, values in OLENA.items():
        draft = reloaded(draft)
        assert draft.sheet is not None
        step_answers.write(draft, step, values, expected=draft.sheet.revision, acting=themselves(olena))
    return reloaded(draft)


def _asked_for_polish(draft: Application) -> str:
    """The token of a link that the applicant hands over."""
    draft = reloaded(draft)
    wanted = [each.key for each in texts.of(draft)[:1]]
    made = wording.ask(draft, chosen=wanted, email="", name="Olena", acting=own(draft))
    return made.link.rstrip("/").rsplit("/", 1)[-1]


def _handed_over(giver: User, receiver: User) -> str:
    """The token of a link to an application that somebody else began for them."""
    EmailAddress.objects.create(user=receiver, email=receiver.email, verified=True, primary=True)
    born = handovers.years_ago(handovers.OF_AGE)
    begun = handovers.begun(giver, catalogue.procedure("small"), born=born)
    giving.offer(begun, receiver.email, language="en", acting=own(begun))
    return handovers.token()


def _small(olena: User) -> Application:
    started = lifecycle.start(themselves(olena), catalogue.procedure("small"), language="en")
    answer(started, **ANSWERS)
    instruction.confirm(reloaded(started), language="en", acting=own(started))
    return reloaded(started)


def _signing(olena: User) -> Application:
    application = _small(olena)
    preparing.prepare(application, acting=themselves(olena))
    return reloaded(application)


def _filed(olena: User) -> Application:
    application = _small(olena)
    submission = preparing.prepare(application, acting=themselves(olena))
    key = authority.ensure(settings.DATA) / "olena.pem"
    submissions.accept(
        submission, signer.sign(own_copy.read(submission, own_copy.UNSIGNED), key), acting=own(submission.application)
    )
    return reloaded(application)


def _set_aside() -> Attempt:
    """What the officers' board offers to try again."""
    now = timezone.now()
    return Attempt.objects.create(
        queue="notices.mail", row="1", first_at=now, due_at=now, set_aside_at=now, reason="none"
    )


def _to_look_at(item: OrderItem) -> CheckoutSession:
    """What the officers' page of payments asks a person to look at."""
    now = timezone.now()
    return CheckoutSession.objects.create(
        item=item,
        person=item.order.application.principal,
        attempt=1,
        language="en",
        amount=item.amount,
        duty=item.amount,
        state=PaymentState.FAILED,
        opened_at=now,
        expires_at=now,
        closed_at=now,
        attention_at=now,
    )


def _case(olena: User) -> Application:
    case = filed_cases.filed(olena)
    filed_cases.tell(case, "summoned")
    filed_cases.tell(case, "certificate-issued", seq=2, files={"certificate.pdf": b"%PDF-1.7"})
    return case

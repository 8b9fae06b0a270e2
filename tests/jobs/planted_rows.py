"""Two rows of each room, made through its own functions: the older one is for poison, the next one is sound."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page

from accounts.acting import themselves
from accounts.models import User
from applications.annexes.models import AnnexRequest
from applications.drafting import lifecycle
from applications.drafting.models import Application
from applications.exchange.portal.models import InboundMessage
from applications.exchange.protocol.envelope import now
from applications.filing import submissions
from applications.filing.models import Submission
from applications.handover import giving
from applications.receipts import issue, own_copy
from applications.receipts.issue import Filed
from applications.receipts.models import Document, Receipt
from applications.retention import erasing
from applications.signing.double import signer
from applications.uploads import intake, sandbox
from applications.uploads.models import Upload
from applications.uploads.sandbox import GateVerdict
from audit import trail
from audit.models import Unchained
from content.deadlines.models import SavedDeadline
from content.models import ArticlePage
from content.upkeep.models import Upkeep
from launch import authority
from notices import mail
from notices.models import Mail
from payments import checkout, orders, tariff
from payments.models import CheckoutSession
from procedures import catalogue
from procedures.language import loader
from sealing import keys
from tests import demo
from tests.acting import own
from tests.applications.annexes import applicant_and_employer
from tests.applications.annexes import conftest as annexes
from tests.applications.cases import filed_cases
from tests.applications.exchange.both_halves import Government
from tests.applications.filing import conftest as filing
from tests.applications.filing.test_submissions import judgement_of, prepared
from tests.applications.handover import family as handovers
from tests.applications.wording import applicant_and_friend
from tests.applications.wording import conftest as wordings
from tests.content import first_pages, small_portal
from tests.payments import conftest as payments
from tests.payments import people_and_applications

GARBAGE = b"\0" * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """Two due rows of a queue, and what makes the first of them unreadable where it holds something to read."""

    queue: str
    poison: object
    sound: object
    spoil: Callable[[], object] | None = None
    at: datetime | None = None  # when they are due, if not now


def notices(request: pytest.FixtureRequest) -> Planted:
    first, second = (mail.queue(f"{name}@example.test", "case-news", language="en", context={}) for name in "ab")
    spoil = Mail.objects.filter(pk=first.pk).update
    return Planted(queue="notices.mail", poison=first.pk, sound=second.pk, spoil=lambda: spoil(sealed=GARBAGE))


def audit(request: pytest.FixtureRequest) -> Planted:
    for _ in range(2):
        trail.record("planted", subject=uuid4())
    first, second = Unchained.objects.order_by("event_id").values_list("pk", flat=True)
    return Planted(queue="audit.chain", poison=first, sound=second)


def uploads(request: pytest.FixtureRequest) -> Planted:
    request.getfixturevalue("sealed_storage")
    let_pass = GateVerdict(media_type="application/pdf", copy=b"%PDF-")
    request.getfixturevalue("monkeypatch").setattr(sandbox, "inspect", lambda content: let_pass)
    fields: dict[str, Any] = {"purpose": "evidence", "name": "a.pdf", "content": b"%PDF-"}
    first, second = (intake.receive(subject=uuid4(), key=keys.create("draft"), **fields) for _ in range(2))
    return Planted(queue="uploads.check", poison=first.pk, sound=second.pk, spoil=lambda: _overwrite(first))


def _overwrite(upload: Upload) -> None:
    storages["sealed"].delete(upload.original)
    storages["sealed"].save(upload.original, ContentFile(GARBAGE))


def payment(request: pytest.FixtureRequest) -> Planted:
    """The payment service knows nothing of what the first one is said to be."""
    request.getfixturevalue("stripe")
    monkeypatch = request.getfixturevalue("monkeypatch")
    monkeypatch.setattr(tariff, "duties", lambda *_of, **_on: payments.DUTIES)
    authority.ensure(settings.DATA)
    first, second = (_session(name) for name in "ab")
    rows = CheckoutSession.objects.filter(pk=first.pk)
    at = timezone.now() + timedelta(minutes=2)
    return Planted(
        queue="payments.sessions",
        poison=first.pk,
        sound=second.pk,
        spoil=lambda: rows.update(stripe_id="cs_nobody_knows"),
        at=at,
    )


def _session(name: str) -> CheckoutSession:
    application = people_and_applications.application(people_and_applications.person(f"{name}@example.test"))
    order = orders.of(application, acting=own(application))
    return checkout.start(
        order.items.get(fee="duty-temporary-work").pk,
        acting=own(order.application),
        language="en",
    )


def drafting(request: pytest.FixtureRequest) -> Planted:
    procedure = request.getfixturevalue(demo.demo_procedure.__name__)
    first, second = (lifecycle.start(themselves(filed_cases.person(name)), procedure, language="en") for name in "ab")
    at = timezone.now() + timedelta(days=46)
    return Planted(queue="drafting.expire", poison=first.pk, sound=second.pk, at=at)


def annex(request: pytest.FixtureRequest) -> Planted:
    _only(request, loader.procedure(annexes.DEFINITIONS / "work.toml"), annexes.DEFINITIONS)
    person = applicant_and_employer.applicant()
    first, second = person.asks(), person.asks("other@firma.example")
    spoil = AnnexRequest.objects.filter(pk=first.pk).update
    at = timezone.now() + timedelta(days=4)
    return Planted(queue="annexes.remind", poison=first.pk, sound=second.pk, spoil=lambda: spoil(email=GARBAGE), at=at)


def wording(request: pytest.FixtureRequest) -> Planted:
    """Their links end."""
    _only(request, loader.procedure(wordings.DEFINITIONS / "story.toml"), wordings.DEFINITIONS)
    person = applicant_and_friend.applicant()
    first, second = person.asks().request, person.asks(email="other@example.test").request
    at = timezone.now() + timedelta(days=14, minutes=1)
    return Planted(queue="wording.expire", poison=first.pk, sound=second.pk, at=at)


def handed_over(request: pytest.FixtureRequest) -> Planted:
    """Their links end."""
    procedure = loader.procedure(filing.DIRECTORY / "small.toml")
    _only(request, procedure, filing.DIRECTORY)
    olena = User.objects.create_user("olena@example.test", language="uk")
    begun = [
        handovers.begun(olena, procedure, born=handovers.years_ago(handovers.OF_AGE), called=name) for name in "ab"
    ]
    first, second = (giving.offer(each, handovers.PETRO, language="uk", acting=own(each)) for each in begun)
    at = timezone.now() + timedelta(days=14, minutes=1)
    return Planted(queue="handover.expire", poison=first.pk, sound=second.pk, at=at)


def filed(request: pytest.FixtureRequest) -> Planted:
    """Signed, and the process that was to file them died."""
    request.getfixturevalue("sealed_storage")
    _only(request, loader.procedure(filing.DIRECTORY / "small.toml"), filing.DIRECTORY)
    first, second = (_signed(User.objects.create_user(f"{name}@example.test", language="uk")) for name in "ab")
    spoil = Document.objects.filter(message_id=first.pk, name=own_copy.SIGNED).update
    at = timezone.now() + timedelta(minutes=2)
    return Planted(queue="filing.signed", poison=first.pk, sound=second.pk, spoil=lambda: spoil(sealed=GARBAGE), at=at)


def _signed(owner: User) -> Submission:
    application: Application = lifecycle.start(themselves(owner), catalogue.procedure("small"), language="uk")
    filing.answer(application, **filing.ANSWERS)
    submission = prepared(filing.reloaded(application))
    key = authority.ensure(settings.DATA) / "olena.pem"
    signed = signer.sign(own_copy.read(submission, own_copy.UNSIGNED), key)
    submissions.keep_signed(submission, signed, judgement_of(submission, signed), acting=own(submission.application))
    return submission


def copy(request: pytest.FixtureRequest) -> Planted:
    """To be erased, and the list of what was filed, of which the summary is made, cannot be read."""
    request.getfixturevalue("sealed_storage")
    first, second = (_to_erase(User.objects.create_user(f"{name}@example.test", language="uk")) for name in "ab")
    at = timezone.now() + timedelta(days=20)
    return Planted(
        queue="retention.erase",
        poison=first.application_id,
        sound=second.application_id,
        spoil=lambda: own_copy.keep(first, own_copy.FILES, GARBAGE),
        at=at,
    )


def _to_erase(owner: User) -> Receipt:
    application = lifecycle.start(themselves(owner), catalogue.procedure("temporary-work"), language="uk")
    application.teryt = "14"
    held, now = SimpleNamespace(message_id=uuid4(), application=application), timezone.now()
    own_copy.keep(held, own_copy.FILES, b"[]")
    filed = Filed(message_id=held.message_id, digest="ab" * 32, applicant="", at=now, person=owner)
    receipt = issue.receipt(application, filed, acting=own(application))
    erasing.plan(application, cause="certificate")
    return receipt


def case(request: pytest.FixtureRequest) -> Planted:
    first, second = (filed_cases.filed(filed_cases.person(name)) for name in "ab")
    for application in (first, second):
        filed_cases.tell(application, "closed", at=timezone.now().isoformat(), seq=1 if application == first else 2)
    at = timezone.now() + timedelta(days=30, minutes=1)
    return Planted(queue="cases.forget", poison=first.pk, sound=second.pk, at=at)


def exchange(request: pytest.FixtureRequest) -> Planted:
    """Of two cases; behind the first one stands another of its own case."""
    government: Government = request.getfixturevalue("government")
    cases = [uuid4(), uuid4()]
    for case_id in (*cases, cases[0]):
        body = {"name": "Zofia Wrona", "phone": "1", "at": now()}
        government.send("officer", case_id, body)
    government.settle()
    first, second, _behind = InboundMessage.objects.order_by("gov_seq")
    spoil = InboundMessage.objects.filter(pk=first.pk).update
    return Planted(queue="exchange.inbox", poison=first.pk, sound=second.pk, spoil=lambda: spoil(signed="e30.e30.e30"))


def _only(request: pytest.FixtureRequest, procedure: Any, forms: Any) -> None:
    """The catalogue has this procedure and no other."""
    monkeypatch = request.getfixturevalue("monkeypatch")
    monkeypatch.setattr(catalogue, "FORMS", forms)
    monkeypatch.setattr(catalogue, "_procedures", lambda: {procedure.key: procedure})
    catalogue.form_of.cache_clear()
    request.addfinalizer(catalogue.form_of.cache_clear)
    schemas = request.getfixturevalue("tmp_path") / "schemas"
    monkeypatch.setattr(settings, "PAYLOAD_SCHEMAS", schemas)
    call_command("payload_schemas", schemas, verbosity=0)


def pages(request: pytest.FixtureRequest) -> Planted:
    first_pages.stand()
    first, second = Page.objects.filter(depth__gt=3, numchild=0, live=True).order_by("pk")[:2]
    for page, minutes in ((first, 2), (second, 1)):
        Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=minutes))
    return Planted(queue="content.expire", poison=first.pk, sound=second.pk)


def remembered_days(_request: pytest.FixtureRequest) -> Planted:
    """Two people whose mail of a day they saved is due."""
    day = timezone.localdate() + timedelta(days=40)
    first, second = (
        SavedDeadline.objects.create(
            person=User.objects.create_user(f"{name}@example.test", language="uk"),
            rule="appeal",
            day=day,
            language="uk",
            remind_at=timezone.now() - timedelta(minutes=minutes),
        )
        for name, minutes in (("a", 2), ("b", 1))
    )
    return Planted(queue="deadlines.remind", poison=first.pk, sound=second.pk)


def said(_request: pytest.FixtureRequest) -> Planted:
    """What was published last is looked at first."""
    home = small_portal.home()
    article = small_portal.published(home, ArticlePage(title="Raz", slug="raz"))
    return Planted(queue="said.look", poison=article.pk, sound=home.pk)


def kept_pages(_request: pytest.FixtureRequest) -> Planted:
    """Two pages to be read again, each kept by somebody else."""
    home = small_portal.home()
    article = small_portal.published(home, ArticlePage(title="Raz", slug="raz"))
    for page, days in ((home, 2), (article, 1)):
        keeper = User.objects.create_user(f"{page.slug}@example.test", language="uk")
        Upkeep.objects.create(page=page, keeper=keeper, review_by=timezone.localdate() - timedelta(days=days))
    return Planted(queue="upkeep.remind", poison=home.pk, sound=article.pk)


def searched(_request: pytest.FixtureRequest) -> Planted:
    home = small_portal.home()
    article = small_portal.published(home, ArticlePage(title="Raz", slug="raz"))
    return Planted(queue="search.page", poison=home.pk, sound=article.pk)


ROOMS: dict[str, Callable[[pytest.FixtureRequest], Planted]] = {
    "notices.jobs": notices,
    "audit.jobs": audit,
    "applications.uploads.jobs": uploads,
    "payments.jobs": payment,
    "applications.drafting.jobs": drafting,
    "applications.annexes.jobs": annex,
    "applications.wording.jobs": wording,
    "applications.handover.jobs": handed_over,
    "applications.filing.jobs": filed,
    "applications.retention.jobs": copy,
    "applications.cases.jobs": case,
    "applications.exchange.portal.jobs": exchange,
    "content.jobs": pages,
    "content.deadlines.jobs": remembered_days,
    "content.said.jobs": said,
    "content.upkeep.jobs": kept_pages,
    "content.search.jobs": searched,
}

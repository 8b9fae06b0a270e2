"""Somebody hands in for the applicant what the applicant signed: trail, mail and receipt say who and for whom."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.acting import Acting, NotEntitled, Power
from accounts.models import User
from applications.drafting.models import Application
from applications.filing import following, instruction, jobs, preparing, submissions
from applications.filing.models import Following, Submission
from applications.filing.states import SubmissionState
from applications.receipts.models import Receipt
from applications.retention import consent
from applications.retention.models import Consent
from audit.models import Event
from notices.models import Mail
from tests.acting import own
from tests.applications.filing.test_submissions import RETURN, judgement_of, prepared, signed_by
from tests.applications.signing.signature_double import Double

pytestmark = pytest.mark.django_db(transaction=True)
type Sign = Callable[..., bytes]


@pytest.fixture
def ewa(db: None) -> User:
    return User.objects.create_user("ewa@example.test", "correct horse battery", language="pl")


def for_olena(ewa: User, application: Application, *powers: Power) -> Acting:
    """By hand: the room `mandates` does not stand yet."""
    return Acting(person=ewa, principal=application.principal, powers=frozenset(powers))


def made_ready(application: Application, acting: Acting) -> Submission:
    instruction.confirm(application, language="uk", acting=acting)
    return preparing.prepare(application, acting=acting)


def acts_in_trail(application: Application, *events: str) -> list[tuple[str, int | None, int | None]]:
    rows = Event.objects.filter(subject=application.pk, event__in=events).order_by("at")
    return list(rows.values_list("event", "actor", "principal"))


def test_an_attorney_hands_in_what_the_applicant_signed(ewa: User, application: Application, sign: Sign) -> None:
    acting = for_olena(ewa, application, Power.PREPARE, Power.FILE)
    submission = made_ready(application, acting)
    submissions.accept(submission, signed_by(submission, sign), acting=acting)
    olena = application.principal
    events = "application-signature-accepted", "application-filed"
    assert acts_in_trail(application, *events) == [(event, ewa.pk, olena.pk) for event in events]
    assert sorted(Mail.objects.filter(template="filed").values_list("language", flat=True)) == ["pl", "uk"]
    client = APIClient()
    client.force_login(olena)
    shown = client.get(f"/api/v1/applications/{application.pk}/receipt/").json()
    assert (shown["principal"], shown["by"]) == ("self", str(ewa.pk))


def test_the_clock_files_for_nobody_and_who_handed_in_is_told(ewa: User, application: Application, sign: Sign) -> None:
    acting = for_olena(ewa, application, Power.PREPARE, Power.FILE)
    submission = made_ready(application, acting)
    signed = signed_by(submission, sign)
    submissions.keep_signed(submission, signed, judgement_of(submission, signed), acting=acting)
    Submission.objects.update(due_at=timezone.now())
    jobs.run()
    assert Submission.objects.get().state == SubmissionState.FILED
    assert acts_in_trail(application, "application-filed") == [("application-filed", None, None)]
    assert Mail.objects.filter(template="filed").count() == 2


def test_who_sent_it_to_be_signed_last_acts_when_it_comes_back(
    ewa: User, application: Application, double: Double
) -> None:
    made_ready(application, for_olena(ewa, application, Power.PREPARE))
    submission = prepared(application)
    assert (Submission.objects.count(), submission.prepared_by_id) == (1, application.principal_id)
    submissions.returned(**double.sign(submissions.start_signature(submission, return_url=RETURN).url, "olena"))
    olena = application.principal
    assert acts_in_trail(application, "application-filed") == [("application-filed", olena.pk, olena.pk)]


def test_a_return_counts_with_the_powers_of_today(ewa: User, application: Application, double: Double) -> None:
    """Nobody has a power of attorney yet: what was made ready with one that ended is not filed."""
    submission = made_ready(application, for_olena(ewa, application, Power.PREPARE))
    back = double.sign(submissions.start_signature(submission, return_url=RETURN).url, "olena")
    with pytest.raises(NotEntitled):
        submissions.returned(**back)
    assert (Submission.objects.get().state, Receipt.objects.count()) == (SubmissionState.PREPARED, 0)


def test_every_power_is_asked_for(ewa: User, application: Application, sign: Sign) -> None:
    def but(power: Power) -> Acting:
        return for_olena(ewa, application, *(set(Power) - {power}))

    with pytest.raises(NotEntitled):
        made_ready(application, but(Power.PREPARE))
    with pytest.raises(NotEntitled):
        preparing.prepare(application, acting=but(Power.PREPARE))
    submission = prepared(application)
    signed = signed_by(submission, sign)
    with pytest.raises(NotEntitled):
        submissions.accept(submission, signed, acting=but(Power.FILE))
    submissions.accept(submission, signed, acting=own(application))
    filed = Application.objects.get()
    with pytest.raises(NotEntitled):
        following.receive(filed, purpose="photo", name="a", content=b"a", acting=but(Power.CORRESPOND))
    with pytest.raises(NotEntitled):
        consent.give(filed, version=consent.VERSION, language="en", acting=but(Power.KEEP))
    with pytest.raises(NotEntitled):
        consent.withdraw(filed, acting=but(Power.KEEP))
    assert (Following.objects.count(), Consent.objects.count()) == (0, 0)

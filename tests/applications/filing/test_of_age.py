"""The 18th birthday in mid-draft: said before it comes, and from its first minute in Warsaw nobody else signs."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient
from stdnum.pl import pesel

from accounts.acting import themselves
from accounts.models import User
from applications.drafting import lifecycle, represented
from applications.drafting.models import Application, ForWhom
from applications.filing import instruction, preparing, submissions
from applications.filing.models import Submission
from applications.receipts import own_copy
from applications.receipts.models import Receipt
from applications.signing import errors, uploaded
from applications.signing.judge import Judgement
from audit.models import Event
from procedures.language.schema import Procedure
from tests.acting import own
from tests.applications.filing.conftest import ANSWERS, answer, reloaded

pytestmark = pytest.mark.django_db(transaction=True)
type Sign = Callable[..., bytes]
BIRTHDAY = date(timezone.localdate().year + 1, 7, 10)  # in summer: in UTC it begins two hours later
WARSAW = ZoneInfo("Europe/Warsaw")
CONFIRMED = {"instruction": "on", "declaration-truth": "on", "way": "own"}
BEFORE, DAY, AFTER = (f"{BIRTHDAY + timedelta(days=days)}" for days in (-1, 0, 1))


def born(day: date) -> str:
    """A PESEL of somebody born in this century."""
    digits = f"{day:%y}{day.month + 20:02d}{day:%d}1233"
    return digits + pesel.calc_check_digit(digits)


PETRO = born(BIRTHDAY.replace(year=BIRTHDAY.year - 18))


def at(day: str, clock: str = "12:00") -> time_machine.travel:
    """A moment of Warsaw's clock, whatever time UTC has."""
    return time_machine.travel(datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=WARSAW), tick=False)


@pytest.fixture
def begun(olena: User, procedure: Procedure, sign: Sign) -> Application:
    """For her son, on the eve of his birthday. `sign` first: its certificates are of today."""
    with at(BEFORE):
        started = lifecycle.start(
            themselves(olena), procedure, language="en", whom=represented.of(ForWhom.CHILD, "Petro")
        )
        answer(started, **{**ANSWERS, "givenNames": "Petro", "pesel": PETRO})
    return reloaded(started)


def prepared(application: Application) -> Submission:
    instruction.confirm(application, language="en", acting=own(application))
    return preparing.prepare(application, acting=own(application))


def signed(submission: Submission, sign: Sign) -> None:
    """By the mother."""
    document = sign(own_copy.read(submission, own_copy.UNSIGNED), "olena")
    submissions.accept(submission, document, acting=own(submission.application))


def test_until_the_last_minute_before_it_a_parent_signs(begun: Application, sign: Sign) -> None:
    with at(BEFORE, "23:59"):
        signed(prepared(begun), sign)
    assert Receipt.objects.exists()


def test_a_filing_for_a_minor_keeps_the_day_of_birth_for_the_case(begun: Application, sign: Sign) -> None:
    """Who comes of age in the case takes it over, when its answers are gone."""
    with at(BEFORE, "23:59"):
        signed(prepared(begun), sign)
    assert represented.born(reloaded(begun)) == BIRTHDAY.replace(year=BIRTHDAY.year - 18)


@pytest.mark.parametrize(("day", "clock"), [(DAY, "00:01"), (AFTER, "12:00")])
def test_from_its_first_minute_a_parent_signs_no_more(begun: Application, sign: Sign, day: str, clock: str) -> None:
    with at(day, clock), pytest.raises(errors.ApplicantOfAge):
        signed(prepared(begun), sign)
    assert not Receipt.objects.exists()


def test_a_birthday_between_preparing_and_signature_counts(begun: Application, sign: Sign) -> None:
    with at(BEFORE, "23:55"):
        submission = prepared(begun)
    with at(DAY, "00:05"), pytest.raises(errors.ApplicantOfAge):
        signed(submission, sign)
    assert (Receipt.objects.exists(), reloaded(begun).is_editable) == (False, True)


def test_a_birthday_between_judging_and_keeping_counts(
    begun: Application, sign: Sign, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the transaction of the act: what was judged a second before midnight is asked again."""
    judged = uploaded.accept
    with time_machine.travel(datetime.fromisoformat(f"{BEFORE}T23:59").replace(tzinfo=WARSAW), tick=False) as clock:

        def slowly(*given: bytes, **more: Any) -> Judgement:
            found = judged(*given, **more)
            clock.move_to(datetime.fromisoformat(f"{DAY}T00:00").replace(tzinfo=WARSAW))
            return found

        monkeypatch.setattr(uploaded, "accept", slowly)
        with pytest.raises(errors.ApplicantOfAge):
            signed(prepared(begun), sign)
    assert (Receipt.objects.exists(), reloaded(begun).is_being_signed) == (False, True)
    assert Event.objects.get(event="application-signature-refused").facts["reason"] == "ApplicantOfAge"


def test_a_tick_of_the_parent_before_it_confirms_nothing_after_it(begun: Application, olena: User) -> None:
    client = Client()
    address = f"/en/filing/{begun.pk}/sign/"
    with at(DAY, "00:01"):
        client.force_login(olena)
        page = client.post(address, {**CONFIRMED, "signer-child": "on"})
        assert set(page.context["form"].errors) == {"signer-self"}
        assert "I am the person named in the application" in page.content.decode()
        assert client.post(address, {**CONFIRMED, "signer-self": "on"}).status_code == 302


@pytest.mark.parametrize(("day", "status"), [(BEFORE, 201), (DAY, 400), (AFTER, 400)])
def test_so_it_is_by_api_for_whoever_says_what_they_read(
    begun: Application, olena: User, day: str, status: int
) -> None:
    api = APIClient()
    with at(day, "00:01"):
        api.force_login(olena)
        address = f"/api/v1/applications/{begun.pk}/signature/"
        version = api.get(address).json()["instruction"]["version"]
        confirmed = {"instruction": version, "declarations": ["truth"], "signer": True, "way": "own"}
        answered = api.post(address, {**confirmed, "for_whom": "child"}, format="json")
    assert answered.status_code == status
    assert status == 201 or list(answered.json()["errors"]) == ["signer"]


@pytest.mark.parametrize(
    ("day", "said", "of_age_on"),
    [
        (BEFORE, ["sign-for-child", "until-of-age"], str(BIRTHDAY)),
        (DAY, ["sign-yourself", "came-of-age"], None),
        (AFTER, ["sign-yourself", "came-of-age"], None),
    ],
)
def test_the_api_says_who_signs_with_the_article_and_the_day(
    begun: Application, olena: User, day: str, said: list[str], of_age_on: str | None
) -> None:
    api = APIClient()
    with at(day, "00:01"):
        api.force_login(olena)
        told = api.get(f"/api/v1/applications/{begun.pk}/signature/").json()
    assert [each["key"] for each in told["who_signs"]] == said
    assert "foreigners:106d(3)" in [unit["id"] for unit in told["who_signs"][-1]["law"]]
    assert told["of_age_on"] == of_age_on

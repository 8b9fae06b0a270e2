"""What the person is told of what they sent: never "sent" where the office has nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from applications.cases import timeline
from applications.cases.models import Request
from applications.correspondence import threads
from applications.drafting.models import Application
from applications.exchange.portal import jobs as exchange_jobs
from applications.exchange.portal import standing
from applications.exchange.portal.models import OutboxMessage, Verdict
from applications.exchange.portal.standing import MessageStanding
from applications.filing import jobs
from applications.uploads import intake
from applications.uploads.models import Upload
from notices.models import Mail
from tests.acting import own
from tests.applications.cases.filed_cases import filed, person, tell
from tests.applications.exchange.both_halves import Government
from tests.applications.uploads import files_to_upload

SET_ASIDE = "The office&#x27;s system could not take this yet"
BEHIND = "Something you sent before this could not be taken yet"
NOT_TAKEN = "The office&#x27;s system did not take this"


@pytest.fixture(autouse=True)
def _today(db: None, sealed_storage: Path) -> Iterator[None]:
    with time_machine.travel("2026-11-22T10:00:00+01:00", tick=True):
        yield


def ask_office(case: Application, text: str) -> None:
    threads.ask(case, text, acting=own(case), language="pl")


def give_verdicts(*verdicts: str) -> None:
    """The register's verdicts, in the order of what was sent."""
    for message, verdict in zip(OutboxMessage.objects.order_by("case_seq"), verdicts, strict=True):
        OutboxMessage.objects.filter(pk=message.pk).update(verdict=verdict)


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        (["", ""], [MessageStanding.ON_ITS_WAY, MessageStanding.ON_ITS_WAY]),
        (["applied", ""], [MessageStanding.ARRIVED, MessageStanding.ON_ITS_WAY]),
        (["quarantined", ""], [MessageStanding.SET_ASIDE, MessageStanding.BEHIND]),
        (["rejected", ""], [MessageStanding.NOT_TAKEN, MessageStanding.ON_ITS_WAY]),
        (["rejected", "applied"], [MessageStanding.NOT_TAKEN, MessageStanding.ARRIVED]),
        (["applied", "quarantined"], [MessageStanding.ARRIVED, MessageStanding.SET_ASIDE]),
    ],
)
def test_each_message_stands_where_the_register_s_receipts_say(
    case: Application, verdicts: list[str], expected: list[MessageStanding]
) -> None:
    for text in ("Raz", "Dwa"):
        ask_office(case, text)
    give_verdicts(*verdicts)
    assert list(standing.of(case.pk).values()) == expected
    assert [letter.standing for letter in threads.of(case)] == expected
    assert standing.of(filed(person("ahmed")).pk) == {}


def test_the_thread_says_what_is_held_up_and_what_to_do(client: Client, case: Application) -> None:
    for text in ("Raz", "Dwa", "Trzy"):
        ask_office(case, text)
    tell(case, "message")
    give_verdicts(Verdict.REJECTED, Verdict.QUARANTINED, "")
    page = client.get(f"/en/cases/{case.pk}/messages/").content.decode()
    assert [page.count(text) for text in (NOT_TAKEN, SET_ASIDE, BEHIND)] == [1, 1, 1]
    shown = client.get(f"/api/v1/cases/{case.pk}/messages/").json()
    assert [each["delivery"] for each in shown] == [None, "not-taken", "set-aside", "behind"]
    assert [bool(each["delivery_text"]) for each in shown] == [False, True, True, True]
    give_verdicts(Verdict.APPLIED, Verdict.APPLIED, Verdict.APPLIED)
    page = client.get(f"/en/cases/{case.pk}/messages/").content.decode()
    assert page.count("At the office") == 3
    assert SET_ASIDE not in page


def answer_summons(client: Client, case: Application) -> None:
    tell(case, "summoned", items=[{"key": "insurance", "text": "Dowód ubezpieczenia", "means": "document"}])
    item = Request.objects.get()
    file = SimpleUploadedFile("polisa.pdf", files_to_upload.pdf())
    client.post(f"/en/cases/{case.pk}/requests/{item.pk}/", {"file": file})
    intake.check(Upload.objects.get())
    jobs.run()


@pytest.mark.parametrize(
    ("verdict", "says"), [(Verdict.QUARANTINED, SET_ASIDE), (Verdict.REJECTED, NOT_TAKEN)], ids=str
)
def test_an_answer_to_a_summons_that_is_held_up_is_not_called_sent(
    client: Client, case: Application, verdict: str, says: str
) -> None:
    answer_summons(client, case)
    assert (timeline.of(case).who, timeline.of(case).is_answered) == ("wait", True)
    give_verdicts(verdict)
    page = client.get(f"/en/cases/{case.pk}/").content.decode()
    assert "You have sent everything the office asked for" not in page
    assert "Sent 22 November 2026" not in page
    assert "Not at the office yet" in page
    assert says in page
    seen = timeline.of(case)
    assert (seen.who, str(seen.due), seen.is_answered) == ("act", "2026-12-04", False)
    [asked] = client.get(f"/api/v1/cases/{case.pk}/").json()["requests"]
    [file] = asked["files"]
    assert (file["state"], file["delivery"]) == (
        "sent",
        str(verdict).replace("quarantined", "set-aside").replace("rejected", "not-taken"),
    )
    give_verdicts(Verdict.APPLIED)
    assert "Sent 22 November 2026" in client.get(f"/en/cases/{case.pk}/").content.decode()
    assert (timeline.of(case).who, timeline.of(case).is_answered) == ("wait", True)


def test_a_held_up_letter_is_told_by_mail_and_shown_until_an_officer_lets_it_through(
    government: Government, case: Application, client: Client
) -> None:
    django_settings.INBOUND["receipt"] = "applications.retention.taking_over.handle"
    government.connection.execute("INSERT INTO misbehaviour (how) VALUES ('refuse')")
    for text in ("Raz", "Dwa"):
        ask_office(case, text)
    government.settle()
    with override_settings(ROOT_URLCONF="config.urls"):
        exchange_jobs.run()
        [mail] = Mail.objects.all()
        assert (mail.template, mail.language) == ("held-up", "uk")
        page = client.get(f"/en/cases/{case.pk}/messages/").content.decode()
    assert SET_ASIDE in page
    assert BEHIND in page
    government.connection.execute("UPDATE attempt SET state = 'trying', attempts = 0, not_before = now()")
    government.settle()
    assert list(standing.of(case.pk).values()) == [MessageStanding.ARRIVED, MessageStanding.ARRIVED]
    with override_settings(ROOT_URLCONF="config.urls"):
        exchange_jobs.run()
    assert Mail.objects.count() == 1

"""A file sent in answer to one thing of a summons: page and API, what goes along, what is shown at the thing."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from applications.cases import answers, timeline
from applications.cases.models import CaseEvent, Request
from applications.drafting.models import Application
from applications.exchange.portal.models import OutboxMessage, Part
from applications.filing import jobs
from applications.filing.models import Following
from applications.uploads import intake
from applications.uploads.models import Upload
from tests.applications.cases.filed_cases import filed, person, stranger_id, tell
from tests.applications.uploads import files_to_upload
from tests.whitespace import without_unseen

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(sealed_storage: Path) -> Iterator[None]:
    with time_machine.travel("2026-11-22T10:00:00+01:00", tick=True):
        yield


@pytest.fixture
def case(olena: User) -> Application:
    application = filed(olena)
    tell(application, "summoned")
    return application


def item(key: str = "insurance") -> Request:
    return Request.objects.get(key=key)


def address_of_answer(case: Application, asked: Request) -> str:
    return f"/en/cases/{case.pk}/requests/{asked.pk}/"


def pdf() -> SimpleUploadedFile:
    return SimpleUploadedFile("polisa.pdf", files_to_upload.pdf())


def test_case_page_leads_from_each_paper_to_where_it_is_sent(client: Client, case: Application) -> None:
    shown = client.get(f"/en/cases/{case.pk}/").content.decode()
    assert address_of_answer(case, item()) in shown
    assert address_of_answer(case, item("fingerprints")) not in shown
    assert "Come in person." in shown
    asked = client.get(address_of_answer(case, item())).content.decode()
    assert '<bdi lang="pl">Dowód ubezpieczenia zdrowotnego</bdi>' in asked


def test_file_goes_to_the_office_with_the_line_it_answers_and_is_shown_there(client: Client, case: Application) -> None:
    sent = client.post(address_of_answer(case, item()), {"file": pdf()})
    assert (sent.status_code, sent.headers["Location"]) == (302, f"/en/cases/{case.pk}/#asked")
    intake.check(Upload.objects.get())
    jobs.run()
    following = Following.objects.get()
    body = {"answers": {"summons": str(CaseEvent.objects.get().message_id), "key": "insurance"}}
    assert (following.answers, following.body, following.state) == (item().pk, body, "sent")
    names = Part.objects.filter(message_id=following.message_id).order_by("name").values_list("name", flat=True)
    assert list(names) == ["attachment.json", "requested-1.pdf"]
    assert OutboxMessage.objects.get().kind == "attachment"
    insurance, fingerprints = timeline.of(case).asked
    assert ([each.following for each in insurance.files], fingerprints.files) == ([following], ())
    shown = client.get(f"/en/cases/{case.pk}/").content.decode()
    assert "Sent 22 November 2026" in shown
    assert "Send another file" in shown


def test_who_must_act_follows_what_is_still_waited_for(client: Client, case: Application) -> None:
    assert status_who_due(case) == ("summoned", "act", date(2026, 12, 4))
    assert "by <time" in status_on_page(client, case)
    tell(case, "certificate-issued", seq=2)  # the office goes on, and still waits for the papers
    assert status_who_due(case) == ("certificate-issued", "act", date(2026, 12, 4))
    assert "– by <time" not in status_on_page(client, case)
    assert "still waits for something from you" in status_on_page(client, case)


def test_summons_that_was_answered_waits_for_the_office(client: Client, olena: User) -> None:
    case = filed(olena)
    tell(case, "summoned", items=[{"key": "insurance", "text": "Dowód ubezpieczenia", "means": "document"}])
    client.post(address_of_answer(case, item()), {"file": pdf()})
    intake.check(Upload.objects.get())
    jobs.run()
    assert status_who_due(case) == ("summoned", "wait", None)
    assert "You have sent everything the office asked for" in status_on_page(client, case)
    assert "The date has passed" not in status_on_page(client, case)


def test_an_older_summons_that_was_missed_does_not_hide_an_answer(client: Client, olena: User) -> None:
    case = filed(olena)
    tell(case, "summoned", due="2026-11-01")
    tell(case, "summoned", seq=2, items=[{"key": "lease", "text": "Umowa najmu", "means": "document"}])
    client.post(address_of_answer(case, item("lease")), {"file": pdf()})
    intake.check(Upload.objects.get())
    jobs.run()
    assert status_who_due(case) == ("summoned", "wait", None)


def status_who_due(case: Application) -> tuple[str, str, date | None]:
    seen = timeline.of(case)
    return seen.status, seen.who, seen.due


def status_on_page(client: Client, case: Application) -> str:
    page = without_unseen(client.get(f"/en/cases/{case.pk}/").text)
    return page[page.index('class="mos-status"') : page.index('id="asked"')]


def test_a_refused_file_says_why_at_the_thing_it_was_to_answer(client: Client, case: Application) -> None:
    client.post(address_of_answer(case, item()), {"file": SimpleUploadedFile("polisa.pdf", b"MZ no policy")})
    intake.check(Upload.objects.get())
    jobs.run()
    [insurance, _fingerprints] = timeline.of(case).asked
    assert (insurance.sent_at, [each.following.state for each in insurance.files]) == (None, ["refused"])
    assert "mos-file--refused" in client.get(f"/en/cases/{case.pk}/").content.decode()


def test_no_file_and_an_empty_file_are_refused_at_the_field(client: Client, case: Application) -> None:
    assert "Choose a file first" in client.post(address_of_answer(case, item())).content.decode()
    empty = client.post(address_of_answer(case, item()), {"file": SimpleUploadedFile("x.pdf", b"")})
    assert set(empty.context["form"].errors) == {"file"}
    assert not Following.objects.exists()


@pytest.mark.parametrize("key", ["fingerprints", "insurance"])
def test_what_is_not_waited_for_is_not_taken(client: Client, case: Application, key: str) -> None:
    """An appearance, and a paper after the end of the case."""
    if key == "insurance":
        tell(case, "decision", seq=2)
    asked = item(key)
    refused = client.post(address_of_answer(case, asked), {"file": pdf()})
    assert "does not wait for a file here" in str(refused.context["form"].errors["file"])
    told = client.post(f"/api/v1/cases/{case.pk}/requests/{asked.pk}/files/", {"file": pdf()})
    assert (told.status_code, told.json()["code"]) == (409, "NotWaitedFor")
    assert not Following.objects.exists()


def test_a_day_that_passed_is_no_reason_to_send_nothing(client: Client, case: Application) -> None:
    client.get(address_of_answer(case, item()))
    with time_machine.travel("2026-12-05T10:00:00+01:00"):
        client.force_login(case.principal)
        assert client.post(address_of_answer(case, item()), {"file": pdf()}).status_code == 302
    assert Following.objects.count() == 1


def test_api_sends_an_answer_and_shows_it_at_the_request(client: Client, case: Application) -> None:
    address = f"/api/v1/cases/{case.pk}/requests/{item().pk}/files/"
    sent = client.post(address, {"file": pdf()})
    waits = {"state": "checked", "sent_at": None, "delivery": None, "delivery_text": ""}
    assert (sent.status_code, sent.json()["files"]) == (201, [waits])
    intake.check(Upload.objects.get())
    jobs.run()
    [insurance, fingerprints] = client.get(f"/api/v1/cases/{case.pk}/").json()["requests"]
    assert ([each["state"] for each in insurance["files"]], insurance["can_send"]) == (["sent"], True)
    assert (fingerprints["files"], fingerprints["can_send"]) == ([], False)
    assert client.post(address).status_code == 400


def test_nobody_answers_for_somebody_else_or_in_another_case(client: Client, case: Application) -> None:
    ahmed = Client()
    ahmed.force_login(person("ahmed"))
    other = filed(person("jan"))
    tell(other, "summoned", seq=1)
    foreign = Request.objects.get(event__case=other.pk, key="insurance")
    own = Request.objects.get(event__case=case.pk, key="insurance")
    api = f"/api/v1/cases/{case.pk}/requests"
    assert ahmed.post(address_of_answer(case, own), {"file": pdf()}).status_code == 404
    assert ahmed.post(f"{api}/{own.pk}/files/", {"file": pdf()}).status_code == 404
    assert client.post(address_of_answer(case, foreign), {"file": pdf()}).status_code == 404
    assert client.post(f"{api}/{stranger_id()}/files/", {"file": pdf()}).status_code == 404
    assert Client().post(f"{api}/{own.pk}/files/", {"file": pdf()}).status_code == 401
    assert not Following.objects.exists()


def test_a_portrait_answers_no_question_for_a_paper(client: Client, case: Application) -> None:
    """A copy of a paper is a PDF (Dz.U. 2026 poz. 553, § 6)."""
    client.post(address_of_answer(case, item()), {"file": SimpleUploadedFile("me.jpg", files_to_upload.photo())})
    [upload] = [intake.check(each) for each in intake.of(case.pk)]
    assert (upload.state, upload.faults) == ("refused", ["not_pdf"])
    jobs.run()
    [insurance] = [each for each in timeline.of(case).asked if each.key == "insurance"]
    assert (insurance.sent_at, insurance.waits_for_person) == (None, True)


def test_the_input_says_what_answers(client: Client, case: Application) -> None:
    assert 'accept="application/pdf,.pdf"' in client.get(address_of_answer(case, item())).content.decode()
    Request.objects.filter(key="insurance").update(key="photo")
    assert 'accept="image/jpeg,.jpg,.jpeg"' in client.get(address_of_answer(case, item("photo"))).content.decode()


def test_files_chosen_after_the_session_had_ended_are_named_but_not_kept(olena: User, case: Application) -> None:
    client = Client(headers={"Accept-Language": "en"})
    answer = client.post(address_of_answer(case, item()), {"file": pdf()})
    assert answer.headers["Location"] == f"/en/account/login/?next={address_of_answer(case, item())}"
    client.force_login(olena)
    shown = client.get(address_of_answer(case, item())).text
    assert [text in shown for text in ("Your session had ended", "Choose them again", "polisa.pdf")] == [True] * 3
    client.post(address_of_answer(case, item()), {"file": pdf()})
    assert "Your session had ended" not in client.get(address_of_answer(case, item())).text
    assert Upload.objects.count() == 1


def test_files_that_came_when_we_failed_are_not_said_to_be_kept(
    client: Client, case: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.raise_request_exception = False

    def fail(*args: object, **kwargs: object) -> None:
        raise LookupError("planted")

    with monkeypatch.context() as patch:
        patch.setattr(answers, "send", fail)
        failed = client.post(address_of_answer(case, item()), {"file": pdf()})
    said = [text in failed.text for text in ("kept, sealed", "Copy longer texts", "Files cannot be kept")]
    assert (failed.status_code, said) == (500, [False, False, True])
    shown = client.get(address_of_answer(case, item())).text
    assert ("The portal failed" in shown, "polisa.pdf" in shown) == (True, True)

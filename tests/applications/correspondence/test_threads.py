"""One thread per case: a question leaves once and sealed, an answer arrives once, strangers see neither."""

import json
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings as django_settings
from django.core.files.storage import storages
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from accounts.acting import Acting, NotEntitled, Power, themselves
from accounts.models import User
from applications.correspondence import threads
from applications.correspondence.errors import ThreadClosed
from applications.correspondence.models import Author, Letter
from applications.drafting.models import Application
from applications.drafting.states import ApplicationState
from applications.exchange.portal.models import OutboxMessage, Part
from applications.exchange.protocol import keys as exchange_keys
from applications.exchange.protocol.hpke import PartPlace
from applications.exchange.protocol.kinds import QUERY_BODY, check
from audit import trail
from audit.models import Event as Recorded
from launch import exchange_pki
from notices.models import Mail
from tests.applications.cases.filed_cases import apply, filed, person, signed_in, tell

pytestmark = pytest.mark.django_db
QUESTION = "Czy muszę zgłosić nowy adres?\nMieszkam teraz w Lublinie."


@pytest.fixture(autouse=True)
def _exchange(sealed_storage: Path) -> None:
    exchange_pki.ensure(django_settings.DATA)


def body_opened_by_register(message_id: UUID) -> dict[str, str]:
    """What the register reads."""
    part = Part.objects.get(message_id=message_id)
    keys = exchange_keys.opening(Path(django_settings.EXCHANGE_PKI) / "register" / "hpke.json")
    with storages["sealed"].open(part.path) as stored:
        sealed = stored.read()
    place = PartPlace(kind="query", message_id=message_id, part="query.json")
    body: dict[str, str] = json.loads(keys[part.kid].open(sealed, place))
    check(body, QUERY_BODY)
    return body


def page_after_asking(client: Client, case: Application, text: str = QUESTION, **more: str) -> str:
    with translation.override("pl"):  # whatever language another test left active
        address = reverse("correspondence:thread", args=[case.pk])
    answer = client.post(address, {"text": text, **more}, follow=True)
    return str(answer.content.decode())


def test_question_goes_to_the_office_in_one_transaction(olena: User, case: Application) -> None:
    page = page_after_asking(signed_in(olena), case)
    [letter] = Letter.objects.all()
    [sent] = OutboxMessage.objects.all()
    assert (sent.kind, sent.case_id, sent.pk) == ("query", case.pk, letter.message_id)
    body = body_opened_by_register(letter.message_id)
    assert (body["text"], body["language"]) == (QUESTION, "pl")
    assert list(Recorded.objects.filter(event="question-asked").values_list("actor", "facts")) == [
        (olena.pk, {"message": str(letter.message_id)})
    ]
    assert "Mieszkam teraz w Lublinie." in page
    assert b"Lublin" not in bytes(letter.sealed)


def test_failure_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch, olena: User, case: Application) -> None:
    def fail(*_arguments: object, **_more: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(trail, "record", fail)
    with pytest.raises(RuntimeError):
        threads.ask(case, QUESTION, acting=themselves(olena), language="pl")
    assert not Letter.objects.exists()
    assert not OutboxMessage.objects.exists()


def test_the_api_says_who_wrote_what(olena: User, case: Application) -> None:
    ewa = User.objects.create_user("ewa@example.com", "correct-horse-battery")
    attorney = Acting(person=ewa, principal=olena, powers=frozenset({Power.CORRESPOND}))
    threads.ask(case, "Mine", acting=themselves(olena), language="pl")
    threads.ask(case, "For her", acting=attorney, language="pl")
    tell(case, "message", in_reply_to=None)
    shown = signed_in(olena).get(f"/api/v1/cases/{case.pk}/messages/").json()
    assert {(each["author"], each["text"], each["by"]) for each in shown} == {
        ("person", "Mine", "self"),
        ("person", "For her", str(ewa.pk)),
        ("office", "Proszę przysłać nowy adres.", None),
    }
    assert list(Recorded.objects.filter(event="question-asked").order_by("at").values_list("actor", "principal")) == [
        (olena.pk, olena.pk),
        (ewa.pk, olena.pk),
    ]


def test_nobody_asks_without_the_power(olena: User, case: Application) -> None:
    ewa = User.objects.create_user("ewa@example.com", "correct-horse-battery")
    attorney = Acting(person=ewa, principal=olena, powers=frozenset({Power.PREPARE}))
    for acting in (attorney, themselves(ewa)):
        with pytest.raises(NotEntitled):
            threads.ask(case, QUESTION, acting=acting, language="pl")
    assert not Letter.objects.exists()


def test_button_pressed_twice_asks_once(olena: User, case: Application) -> None:
    client = signed_in(olena)
    token = client.get(reverse("correspondence:thread", args=[case.pk])).context["form"].initial["message"]
    page_after_asking(client, case, message=str(token))
    page_after_asking(client, case, message=str(token))
    assert [letter.message_id for letter in Letter.objects.all()] == [token]


def test_answer_is_appended_once_and_mailed(olena: User, case: Application) -> None:
    asked = threads.ask(case, QUESTION, acting=themselves(olena), language="uk")
    message_id = Letter.objects.get().message_id
    message = tell(case, "message", in_reply_to=str(message_id))
    apply(message)
    texts = [(letter.author, letter.name, letter.text) for letter in threads.of(case)]
    office = (Author.OFFICE, "Zofia Wrona", "Proszę przysłać nowy adres.")
    assert sorted(texts) == sorted([(Author.PERSON, "", QUESTION), office])
    assert asked.text == QUESTION
    assert [(mail.template, mail.language) for mail in Mail.objects.all()] == [("answer-arrived", "uk")]
    assert Letter.objects.get(author=Author.OFFICE).in_reply_to == message_id


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Write your question."),
        ("   ", "Write your question."),
        ("x" * 4001, "at most 4000 characters, and it has 4001"),
        ("Pytanie \x07", "These signs can&#x27;t be passed on: U+0007"),
    ],
)
def test_what_cannot_be_passed_on_is_said_at_the_field(olena: User, case: Application, text: str, says: str) -> None:
    client = signed_in(olena)
    page = client.post(f"/en/cases/{case.pk}/messages/", {"text": text}).content.decode()
    assert says in page
    assert 'href="#id_text"' in page
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("هل يجب أن أخبركم؟\u200f Адреса\r\nnowa", "هل يجب أن أخبركم؟ Адреса\nnowa"),
        ("როდის მივიღებ ბარათს?\u00a0\ufeff", "როდის მივიღებ ბარათს?"),
        ("کی می\u200cآید؟ 😀", "کی می\u200cآید؟ 😀"),
    ],
)
def test_signs_that_nobody_sees_are_taken_out_and_any_script_may_be_written(
    olena: User, case: Application, typed: str, sent: str
) -> None:
    page_after_asking(signed_in(olena), case, typed)
    assert body_opened_by_register(Letter.objects.get().message_id)["text"] == sent


@pytest.mark.parametrize("state", [ApplicationState.CLOSED, ApplicationState.WITHDRAWN])
def test_closed_case_takes_no_questions(olena: User, state: ApplicationState) -> None:
    case = filed(olena, state=state)
    with pytest.raises(ThreadClosed):
        threads.ask(case, QUESTION, acting=themselves(olena), language="pl")
    client = signed_in(olena)
    assert "<textarea" not in client.get(reverse("correspondence:thread", args=[case.pk])).content.decode()
    address = f"/api/v1/cases/{case.pk}/messages/"
    answer = client.post(address, {"text": "Pytanie"}, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (409, "ThreadClosed")


def test_strangers_and_others_see_and_send_nothing(case: Application) -> None:
    page, api = reverse("correspondence:thread", args=[case.pk]), f"/api/v1/cases/{case.pk}/messages/"
    stranger, ahmed = Client(), signed_in(person("ahmed"))
    question = {"text": QUESTION}
    assert [ahmed.get(page).status_code, ahmed.post(page, question).status_code] == [404, 404]
    assert ahmed.get(api).status_code == 404
    assert ahmed.post(api, question, content_type="application/json").status_code == 404
    assert stranger.post(page, question).headers["Location"].startswith(reverse("account_login"))
    assert stranger.get(api).status_code == 401
    assert stranger.post(api, question, content_type="application/json").status_code == 401
    assert not Letter.objects.exists()


def test_api_asks_once_per_key_and_reads_the_thread(olena: User, case: Application) -> None:
    client, address = signed_in(olena), f"/api/v1/cases/{case.pk}/messages/"
    headers = {"Idempotency-Key": "one"}
    body = {"text": QUESTION, "language": "uk"}
    first = client.post(address, body, content_type="application/json", headers=headers)
    second = client.post(address, body, content_type="application/json", headers=headers)
    assert (first.status_code, second.status_code, first.json() == second.json()) == (201, 201, True)
    [letter] = client.get(address).json()
    assert (letter["author"], letter["text"], letter["language"]) == ("person", QUESTION, "uk")
    assert letter["has_legal_effect"] is False
    other = client.post(address, {"text": "Inne"}, content_type="application/json", headers=headers)
    assert other.status_code == 409


def test_api_names_the_field_that_is_wrong(olena: User, case: Application) -> None:
    address = f"/api/v1/cases/{case.pk}/messages/"
    answer = signed_in(olena).post(address, {"text": ""}, content_type="application/json")
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["text"])


def test_letters_are_shown_as_text_with_their_direction(olena: User, case: Application) -> None:
    tell(case, "message", text="<b>Tak</b>")
    page = signed_in(olena).get(f"/ar/cases/{case.pk}/messages/").content.decode()
    assert "&lt;b&gt;Tak" in page
    assert '<div dir="auto" lang="pl">' in page
    assert '<bdi class="mos-name" lang="pl">Zofia Wrona</bdi>' in page


@pytest.mark.parametrize("count", [1, 3])
def test_thread_costs_the_same_for_any_number_of_letters(
    olena: User, case: Application, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for seq in range(count):
        tell(case, "message", seq=seq + 1)
    client = signed_in(olena)
    with django_assert_num_queries(5):  # session, user, application, letters, what the register took
        client.get(reverse("correspondence:thread", args=[case.pk]))


def test_a_question_typed_when_we_failed_is_back(
    olena: User, case: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in(olena)
    client.raise_request_exception = False
    address = f"/en/cases/{case.pk}/messages/"

    def fail(*args: object, **kwargs: object) -> None:
        raise LookupError("planted")

    with monkeypatch.context() as patch:
        patch.setattr(threads, "ask", fail)
        failed = client.post(address, {"text": QUESTION})
    assert (failed.status_code, "kept, sealed" in failed.text) == (500, True)
    page = client.get(address).text
    assert ("Czy muszę zgłosić nowy adres?" in page, "The portal failed" in page) == (True, True)
    client.post(address, {"text": QUESTION})
    assert Letter.objects.count() == 1
    assert "The portal failed" not in client.get(address).text


def test_a_question_typed_after_the_session_had_ended_is_back_after_sign_in(olena: User, case: Application) -> None:
    client, address = Client(), f"/en/cases/{case.pk}/messages/"
    answer = client.post(address, {"text": QUESTION})
    assert answer.headers["Location"] == f"/en/account/login/?next={address}"
    client.force_login(olena)
    page = client.get(address).text
    assert (QUESTION in page, "Your session had ended" in page, "was not sent" in page) == (True, True, True)
    assert Letter.objects.count() == 0

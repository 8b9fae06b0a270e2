"""The register double: an officer signs in, looks at a record, moves the case; MOS hears of each step in order."""

from collections.abc import Iterator
from io import BytesIO
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from applications.exchange.connector.quarantine import Quarantine
from applications.exchange.portal import jobs, outbox
from applications.exchange.portal.inbox import Inbound
from applications.exchange.portal.models import OutboxMessage, RegisterReceipt
from applications.exchange.protocol import canonical
from applications.exchange.register_double import actions, reading
from applications.exchange.register_double.app import DEMO_PASSWORD, create
from procedures.tables import statuses
from tests.applications.exchange.both_halves import (
    Government,
    Signer,
    application_xml,
    queue,
    queue_attachment,
    queue_question,
    queue_submission,
    submission,
    unjudged,
)
from tests.whitespace import without_unseen

BASIC = ("urzednik", DEMO_PASSWORD)


@pytest.fixture
def officer(register_url: str, government: Government) -> Iterator[FlaskClient]:
    app = create(url=register_url, quarantine=Quarantine(register_url, government.importer.outgoing.seal))
    with app.test_client() as client:
        client.post("/enter", data={"login": BASIC[0], "password": BASIC[1]})
        yield client


def test_pages_are_for_officers_only(register_url: str) -> None:
    client = create(url=register_url).test_client()
    for path in ("/", f"/records/{uuid4()}", f"/documents/{uuid4()}/x", "/quarantine"):
        assert client.get(path).headers["Location"].startswith("/enter")
    assert client.post(f"/records/{uuid4()}/actions/closed").headers["Location"].startswith("/enter")
    assert client.post("/enter", data={"login": "urzednik", "password": "wrong"}).status_code == 401
    assert client.get("/api/records").status_code == 401
    outside = client.post("/enter?next=//evil.test/", data={"login": BASIC[0], "password": BASIC[1]})
    assert outside.headers["Location"] == "/"


def test_an_officer_finds_the_record_with_its_polish_questions_and_files(
    officer: FlaskClient, government: Government, signer: Signer
) -> None:
    message = queue_submission(signer, files={"photo-1.jpg": b"\xff\xd8"})
    government.settle()
    assert str(message.case_id) in officer.get("/?q=testowa").text
    assert str(message.case_id) not in officer.get("/?q=nobody").text
    page = officer.get(f"/records/{message.case_id}").text
    for expected in ("Nazwisko", "Testowa", "photo-1.jpg", "baza wstępna", "applied"):
        assert expected in page
    photo = officer.get(f"/documents/{message.id}/photo-1.jpg")
    assert (photo.data, photo.headers["Content-Disposition"]) == (b"\xff\xd8", "attachment; filename=photo-1.jpg")
    assert officer.get(f"/records/{uuid4()}").status_code == 404


@pytest.mark.parametrize(
    ("note", "shown"),
    [
        ({"outcome": "unproven", "declaration": "Podpisuję osobiście."}, ["nie dowodzi", "„Podpisuję osobiście.”"]),
        ({"outcome": "represents", "declaration": "Podpisuję za dziecko."}, ["Podpisał przedstawiciel", "za dziecko"]),
        ({"outcome": "confirm", "declaration": None}, ["zgadzają się data urodzenia", "Oświadczenia nie złożono"]),
    ],
)
def test_an_officer_sees_what_mos_noted_about_the_signer(
    officer: FlaskClient, government: Government, signer: Signer, note: dict[str, str | None], shown: list[str]
) -> None:
    case_id, message_id = uuid4(), outbox.reserve()
    parts = {**submission(signer, case_id, message_id), "note.json": canonical(note)}
    queue("submission", case_id, parts, message_id=message_id)
    plain = queue_submission(signer)
    government.settle()
    page = without_unseen(officer.get(f"/records/{case_id}").text)
    assert [text for text in shown if text not in page] == []
    assert "Uwaga o podpisie" not in officer.get(f"/records/{plain.case_id}").text


def test_moving_a_case_tells_mos_each_step_in_order(
    officer: FlaskClient, government: Government, exchange: list[Inbound], signer: Signer
) -> None:
    case_id = queue_submission(signer).case_id
    question = queue_question(case_id, "Kiedy decyzja?")
    government.settle()
    steps: list[tuple[str, dict[str, object]]] = [
        ("preliminary-received", {}),
        ("case-number", {"number": "WSC 7/2026"}),
        ("officer", {}),
        ("summoned", {"item_text": ["Umowa", ""], "item_means": ["document", "appearance"], "due": "2026-12-20"}),
        ("certificate-issued", {}),
        ("message", {"text": "W grudniu."}),
        ("decision", {"outcome": "granted", "valid_until": "2029-12-01"}),
        ("final", {}),
        ("closed", {"reason": "koniec"}),
    ]
    for kind, form in steps:
        assert officer.post(f"/records/{case_id}/actions/{kind}", data=form).status_code == 302
    government.settle()
    jobs.run()
    told = {message.kind: message for message in exchange if message.kind != "receipt"}
    assert list(told) == [kind for kind, _ in steps]
    assert told["case-number"].body["number"] == "WSC 7/2026"
    assert told["summoned"].body["items"] == [{"key": "item-1", "text": "Umowa", "means": "document"}]
    assert told["certificate-issued"].files["certificate.pdf"].startswith(b"%PDF")
    assert told["message"].body["in_reply_to"] == str(question.id)
    assert told["decision"].body["served_on"] is None
    record = officer.get(f"/api/records/{case_id}", auth=BASIC).get_json()
    assert (record["base"], record["state"], record["officer"]) == ("d", "closed", "Anna Wzorcowa")
    assert [letter["body"] for letter in record["letters"]] == ["Kiedy decyzja?", "W grudniu."]


@pytest.mark.parametrize("letter", ["d", "e", "f"])
def test_a_record_enters_the_register_that_its_application_names(
    officer: FlaskClient, government: Government, signer: Signer, letter: str
) -> None:
    case_id, message_id = uuid4(), outbox.reserve()
    document = application_xml(case_id, message_id, canonical({"surname": "Testowa"}), register=letter)
    parts = {"application.xml": signer.sign(document), "payload.json": canonical({"surname": "Testowa"})}
    queue("submission", case_id, parts, message_id=message_id)
    government.settle()
    bases = [officer.get(f"/api/records/{case_id}", auth=BASIC).get_json()["base"]]
    officer.post(f"/records/{case_id}/actions/certificate-issued", data={})
    bases.append(officer.get(f"/api/records/{case_id}", auth=BASIC).get_json()["base"])
    assert bases == ["preliminary", letter]


def test_the_double_moves_a_record_with_the_news_that_mean_so() -> None:
    """Art. 225g(2), said on both sides of the wire: one can't import the other."""
    for key in statuses.names():
        assert {row.kind for row in statuses.track(key).rows if row.erased_for} == {
            action.kind for action in actions.ACTIONS.values() if action.enters
        }


def test_an_officer_can_send_every_news_that_has_a_meaning() -> None:
    kinds = {row.kind for key in statuses.names() for row in statuses.track(key).rows if row.kind}
    assert kinds | {"message"} == set(actions.ACTIONS)


def test_an_attachment_says_which_line_of_the_summons_it_answers(
    officer: FlaskClient, government: Government, exchange: list[Inbound], signer: Signer
) -> None:
    case_id = queue_submission(signer).case_id
    government.settle()
    for text in ("Umowa", "Zaświadczenie"):
        form = {"item_text": [text], "item_means": ["document"], "due": "2026-12-20"}
        officer.post(f"/records/{case_id}/actions/summoned", data=form)
    government.settle()
    jobs.run()
    first, second = [message for message in exchange if message.kind == "summoned"]
    for summons, key in ((first.id, "item-1"), (second.id, "item-1"), (second.id, "item-9")):
        answers = {"summons": str(summons), "key": key}
        queue_attachment(case_id, "requested-1.pdf", official="Dokument, o który wezwał urząd", answers=answers)
    queue_attachment(case_id)
    government.settle()
    listed = reading.documents(government.connection, case_id)
    columns = ("name", "purpose", "official", "answers")
    assert [tuple(row[column] for column in columns) for row in listed if "-1." in row["name"]] == [
        ("requested-1.pdf", "requested", "Dokument, o który wezwał urząd", "Umowa"),
        ("requested-1.pdf", "requested", "Dokument, o który wezwał urząd", "Zaświadczenie"),
        ("requested-1.pdf", "requested", "Dokument, o który wezwał urząd", "item-9"),
        ("photo-1.jpg", "photo", "Fotografia", ""),
    ]
    page = without_unseen(officer.get(f"/records/{case_id}").text)
    assert "Dokument, o który wezwał urząd, wezwanie: Zaświadczenie;" in page
    assert "Fotografia; 4 B" in page


@pytest.mark.parametrize(
    "body", [b"[]", b"{}", b'{"purpose":"photo"}', b'{"answers":{"key":"item-1","summons":"no id"}}']
)
def test_an_attachment_that_answers_nothing_we_understand_is_quarantined(
    government: Government, signer: Signer, body: bytes
) -> None:
    sent = queue_submission(signer)
    with unjudged():
        queue("attachment", sent.case_id, {"requested-1.pdf": b"%PDF", "attachment.json": body})
    government.settle()
    verdicts = OutboxMessage.objects.order_by("case_seq").values_list("verdict", flat=True)
    assert list(verdicts) == ["applied", "quarantined"]


def test_an_uploaded_certificate_is_sent_as_it_is(
    officer: FlaskClient, government: Government, exchange: list[Inbound], signer: Signer
) -> None:
    case_id = queue_submission(signer).case_id
    government.settle()
    form = {"file": (BytesIO(b"%PDF-mine"), "x.pdf")}
    officer.post(f"/records/{case_id}/actions/certificate-issued", data=form)
    government.settle()
    jobs.run()
    assert exchange[-1].files == {"certificate.pdf": b"%PDF-mine"}


def test_an_action_that_lacks_something_changes_nothing(
    officer: FlaskClient, government: Government, signer: Signer
) -> None:
    case_id = queue_submission(signer).case_id
    government.settle()
    before = officer.get(f"/api/records/{case_id}", auth=BASIC).json
    for kind, values in (("summoned", {}), ("decision", {"outcome": "maybe"}), ("message", {}), ("nonsense", {})):
        answer = officer.post(f"/api/records/{case_id}/actions/{kind}", json={"values": values}, auth=BASIC)
        assert answer.status_code == 400
    assert officer.get(f"/api/records/{case_id}", auth=BASIC).json == before
    assert officer.post(f"/api/records/{uuid4()}/actions/closed", json={}, auth=BASIC).status_code == 404


def test_quarantined_messages_are_shown_tried_again_or_given_up(
    officer: FlaskClient, government: Government, signer: Signer
) -> None:
    officer.post("/control/misbehave", json={"how": "refuse", "times": 2}, auth=BASIC)
    first, second = queue_submission(signer), queue_submission(signer)
    government.settle()
    assert "asked to refuse" in officer.get("/quarantine").text
    officer.post(f"/quarantine/{first.id}/retry")
    officer.post(f"/quarantine/{second.id}/reject")
    government.settle()
    assert dict(OutboxMessage.objects.values_list("id", "verdict")) == {first.id: "applied", second.id: "rejected"}
    assert officer.get("/api/quarantine", auth=BASIC).json == []
    assert officer.post(f"/api/quarantine/{first.id}/retry", auth=BASIC).status_code == 404


def test_what_is_not_there_is_said_and_changes_nothing(officer: FlaskClient) -> None:
    message_id = uuid4()
    answers = [
        officer.post(f"/quarantine/{message_id}/retry"),
        officer.post(f"/quarantine/{message_id}/reject"),
        officer.get(f"/documents/{message_id}/photo-1.jpg"),
        officer.post(f"/api/quarantine/{message_id}/forget", auth=BASIC),
    ]
    assert [answer.status_code for answer in answers] == [404] * 4
    assert ["Nie ma takiej wiadomości" in answer.text for answer in answers[:2]] == [True, True]
    assert "Nie ma takiego pliku" in answers[2].text
    assert not answers[3].is_json  # no such address: nothing was looked for


@pytest.mark.parametrize("body", [{"how": "explode"}, {}, ["refuse"]])
def test_an_unknown_command_spoils_nothing(officer: FlaskClient, government: Government, body: object) -> None:
    assert officer.post("/control/misbehave", json=body, auth=BASIC).status_code == 400
    assert government.connection.execute("SELECT * FROM misbehaviour").fetchall() == []


def test_a_register_without_a_connectors_quarantine_has_no_such_page(register_url: str) -> None:
    client = create(url=register_url).test_client()
    client.post("/enter", data={"login": BASIC[0], "password": BASIC[1]})
    assert [client.get(path).status_code for path in ("/", "/quarantine")] == [200, 404]


def test_a_register_that_is_slow_is_waited_for(
    officer: FlaskClient, government: Government, signer: Signer, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[float] = []
    monkeypatch.setattr("applications.exchange.register_double.backend.time.sleep", slept.append)
    officer.post("/control/misbehave", json={"how": "delay", "seconds": 7}, auth=BASIC)
    queue_submission(signer)
    government.settle()
    assert (slept, OutboxMessage.objects.get().verdict) == ([7], "applied")


def test_a_case_has_one_application_and_nothing_comes_before_it(government: Government, signer: Signer) -> None:
    early = queue_attachment(uuid4())
    first = queue_submission(signer)
    second = queue_submission(signer, case_id=first.case_id)
    government.settle()
    told = dict(RegisterReceipt.objects.values_list("message_id", "reason"))
    assert told == {
        early.id: "there is no application in this case",
        first.id: "",
        second.id: "there is an application in this case already",
    }
    record = government.connection.execute("SELECT message_id FROM record").fetchall()
    assert record == [{"message_id": first.id}]


def test_a_register_that_is_away_is_waited_for_and_the_delay_is_shown(
    officer: FlaskClient, government: Government, signer: Signer
) -> None:
    officer.post("/control/misbehave", json={"how": "away", "times": 7}, auth=BASIC)
    message = queue_submission(signer)
    government.fetcher.once()
    for _ in range(6):
        assert government.importer.once() is False  # nothing moved: the loop pauses
    page = officer.get("/quarantine").text
    assert "Unavailable in _misbehave" in page
    assert "Spróbuj ponownie" not in page
    assert officer.get("/api/quarantine", auth=BASIC).json == []
    for _ in range(2):
        government.importer.once()
    government.settle()
    message.refresh_from_db()
    assert message.verdict == "applied"
    assert RegisterReceipt.objects.filter(verdict="quarantined").count() == 0
    assert "Unavailable in _misbehave" not in officer.get("/quarantine").text


def test_what_was_set_aside_in_the_spool_is_named_to_the_officer(
    officer: FlaskClient, government: Government, signer: Signer
) -> None:
    (government.places.spool_in / "notes<b>.txt").write_text("x")
    government.importer.once()
    page = officer.get("/quarantine").text
    assert "notes&lt;b&gt;.txt" in page
    assert "not a message" in page


@pytest.mark.parametrize(
    "target", ["//evil.test/", "/%09/evil.test/", "/%5Cevil.test/", "/%0A/evil.test/", "https:evil"]
)
def test_sign_in_leads_to_no_other_site(register_url: str, target: str) -> None:
    client = create(url=register_url).test_client()
    answer = client.post(f"/enter?next={target}", data={"login": BASIC[0], "password": BASIC[1]})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")

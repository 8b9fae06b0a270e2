"""Every text of every message: whatever the portal accepts, the importer's own checks accept."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.utils.datastructures import MultiValueDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from accounts.acting import themselves
from applications.answers.fields import AnswersForm, form_fields
from applications.correspondence import threads
from applications.correspondence.forms import QuestionForm
from applications.exchange.connector import opening
from applications.exchange.portal import outbox
from applications.exchange.portal.errors import WouldBeRefused
from applications.exchange.portal.models import OutboxMessage
from applications.exchange.protocol import canonical, kinds, parts, text
from applications.exchange.protocol.envelope import GENESIS, PORTAL, Envelope
from applications.exchange.protocol.errors import ProtocolError
from applications.filing import note
from payments import telling
from procedures import catalogue
from procedures.language import walk
from procedures.language.kinds import KINDS
from procedures.language.kinds.lists import nullable
from procedures.language.schema import Field
from tests.applications.cases.filed_cases import filed, person
from tests.applications.exchange.both_halves import Government
from writing import cleaning

# Anything a keyboard, a clipboard or a hostile client can send, signs that nobody sees first
UNSEEN = "\u202e\u200b\u200f\ufeff\u00ad\u2060\u00a0\u3164\u2800\u034f\u0301\t\v\r\n\u2028\x00\x07\ud800\U000e0041 "
ANY = st.text(st.one_of(st.sampled_from(UNSEEN), st.characters(codec=None)), max_size=40)
BOUNDED: dict[str, Any] = {
    "deadline": None,
    "derandomize": True,
    "suppress_health_check": list(HealthCheck),
}


def envelope(kind: str) -> Envelope:
    return Envelope(
        id=uuid4(), kind=kind, source=PORTAL, case_id=uuid4(), time="", case_seq=1, stream_seq=1, prev_hash=GENESIS
    )


def body_taken(kind: str, content: Mapping[str, bytes]) -> Mapping[str, Any]:
    """By the importer: Refused when not."""
    where = Path(django_settings.PAYLOAD_SCHEMAS)
    body = opening.verified(envelope(kind), content, trust=where, schemas=where).body
    assert body is not None
    return body


@settings(max_examples=400, **BOUNDED)
@given(written=ANY)
def test_cleaning_once_is_enough(written: str) -> None:
    seen = cleaning.lines(written)
    assert cleaning.lines(seen) == seen
    assert cleaning.lines("\u200b" + written + "\u202e\u00a0") == seen


@settings(max_examples=400, **BOUNDED)
@given(written=ANY)
def test_a_question_that_the_form_accepts_is_taken_as_it_was_accepted(written: str) -> None:
    form = QuestionForm({"text": written})
    if not form.is_valid():
        return
    said = form.cleaned_data["text"]
    body = {"text": said, "asked_at": datetime.now(UTC).isoformat(), "language": "uk"}
    assert body_taken("query", {"query.json": canonical(body)})["text"] == said
    assert text.is_visible(said)


@settings(max_examples=300, **BOUNDED)
@given(written=ANY, kind=st.sampled_from(sorted(set(parts.SCHEMAS) - {"submission"})), data=st.data())
def test_the_outbox_takes_no_text_that_the_importer_would_refuse(written: str, kind: str, data: st.DataObject) -> None:
    """Whatever stands in any text of any JSON part."""
    name = f"{kind}.json"
    body = sound_body(kind)
    *folders, key = data.draw(st.sampled_from(paths(body)))
    place = body
    for folder in folders:
        place = place[folder]
    place[key] = written
    try:
        content = canonical(body)
        outbox.judge(kind, name, content)
    except (ProtocolError, WouldBeRefused):
        return
    body_taken(kind, {name: content})


def sound_body(kind: str) -> dict[str, Any]:
    moment = "2026-11-26T12:00:00+01:00"
    bodies: dict[str, dict[str, Any]] = {
        "query": {"text": "Kiedy?", "asked_at": moment, "language": "pl"},
        "attachment": {"purpose": "photo", "official": "Fotografia", "answers": {"summons": str(uuid4()), "key": "a"}},
        "payment": telling._body(
            SimpleNamespace(  # type: ignore[arg-type]  # an item without its database
                order=SimpleNamespace(number="A-1"),
                fee="stamp-duty",
                told_as="",
                payee_name="Miasto",
                amount=34000,
                kept=33900,
                received=34000,
                refunded=100,
                owed=100,
                currency="PLN",
                paid_at=datetime(2026, 11, 26, tzinfo=UTC),
                title="Opłata",
            )
        ),
        "withdrawal": {"at": moment, "reason": None},
    }
    return bodies[kind]


def paths(body: Mapping[str, Any]) -> list[list[str]]:
    found = []
    for key, value in body.items():
        found += [[key, *rest] for rest in paths(value)] if isinstance(value, dict) else [[key]]
    return found


def test_what_the_rooms_send_is_taken() -> None:
    for kind in sorted(set(parts.SCHEMAS) - {"submission"}):
        content = canonical(sound_body(kind))
        outbox.judge(kind, f"{kind}.json", content)
        assert body_taken(kind, {f"{kind}.json": content}) == parts.read(kind, f"{kind}.json", content)
    for outcome in ("confirm", "represents", "unproven"):
        said = note.of(SimpleNamespace(outcome=outcome, application=SimpleNamespace(for_whom="child")))  # type: ignore[arg-type]  # a submission without its database
        assert said is not None
        outbox.judge("submission", parts.NOTE, said)


FORMS = [catalogue.form(key) for key in ("temporary-residence", "annex1-employer")]
FIELDS = [field for form in FORMS for _step, field in form.fields()]
TYPED = [field for each in FIELDS for field in (each.fields or (each,)) if field.kind not in {"choice", "yes-no"}]


@settings(max_examples=600, **BOUNDED)
@given(written=st.one_of(ANY, st.text("Aaż1-. \u200b\u00ad\u00a0\u0301", max_size=12)), field=st.sampled_from(TYPED))
def test_a_text_that_a_form_accepts_the_register_s_schema_accepts(written: str, field: Field) -> None:
    """Of every question of every form, and of every column of its lists."""
    asked = replace(field, when=None)
    made = type("One", (AnswersForm,), form_fields([asked]))
    keys = made(outer={}).fields[field.key].widget.posted(field.key.replace(".", "-"), None)
    form = made(MultiValueDict({key: [written] for key in keys}), outer={})
    if not form.is_valid() or field.key not in form.answers():
        return
    told = text.clean_all(walk.payload(field, form.answers()[field.key]))
    Draft202012Validator(nullable(field, KINDS[field.kind].payload_schema(field))).validate(told)
    text.clean(str(KINDS[field.kind].official(field, form.answers()[field.key])))


@pytest.mark.parametrize("written", ["\u202e", "\u200b\ufeff", " \u00a0\u3164", "\u0301", "\u00ad\u2060\n\t\u2028"])
def test_a_letter_of_signs_that_nobody_sees_is_refused_at_its_field_and_parks_nothing(
    written: str, db: None, sealed_storage: Path
) -> None:
    olena = person()
    case = filed(olena)
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(olena)
    page = client.post(f"/en/cases/{case.pk}/messages/", {"text": written})
    assert page.status_code == 200
    [said] = page.context["form"].errors["text"]
    assert said in {"Write your question.", "Your question has no visible text. Write it again."}
    answer = client.post(f"/api/v1/cases/{case.pk}/messages/", {"text": written}, content_type="application/json")
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["text"])
    assert not OutboxMessage.objects.exists()


@pytest.mark.parametrize("written", [5, True, {"a": "b"}, ["x"], None])
def test_what_is_no_text_is_no_question(written: object, db: None, sealed_storage: Path) -> None:
    olena = person()
    case = filed(olena)
    client = Client()
    client.force_login(olena)
    answer = client.post(f"/api/v1/cases/{case.pk}/messages/", {"text": written}, content_type="application/json")
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["text"])


def test_a_room_can_t_queue_what_the_register_refuses(db: None, sealed_storage: Path) -> None:
    olena = person()
    case = filed(olena)
    with pytest.raises(WouldBeRefused, match=r"query query\.json: body does not match its schema at /text"):
        threads.ask(case, "\u202e", acting=themselves(olena), language="pl")
    assert not OutboxMessage.objects.exists()
    assert threads.of(case) == []


def test_a_letter_in_any_of_our_scripts_arrives(government: Government) -> None:
    olena = person()
    case = filed(olena)
    for written in ("هل يجب أن أخبركم؟\u200f", "Адреса\r\nнова", "za\u00adświadczenie\u200b 5\u00a0dni"):
        form = QuestionForm({"text": written})
        assert form.is_valid()
        threads.ask(case, form.cleaned_data["text"], acting=themselves(olena), language="pl")
    government.settle()
    assert set(OutboxMessage.objects.values_list("verdict", flat=True)) == {"applied"}
    letters = government.connection.execute("SELECT body FROM letter ORDER BY at").fetchall()
    assert [row["body"] for row in letters] == ["هل يجب أن أخبركم؟", "Адреса\nнова", "zaświadczenie 5 dni"]


def test_every_kind_the_portal_sends_is_judged() -> None:
    assert set(parts.SCHEMAS) == set(parts.REQUIRED) == set(kinds.OUTBOUND)

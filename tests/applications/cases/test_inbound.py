"""What the register says becomes an event, its consequences and a mail, once, whatever the order."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail as outbox
from django.test import Client
from django.utils import timezone, translation

from accounts.models import User
from applications.cases import checks, jobs, timeline
from applications.cases.errors import Unexplained
from applications.cases.models import Case, CaseEvent, CaseFile, Request
from applications.drafting.errors import NotPossible
from applications.drafting.models import Application
from applications.drafting.states import ApplicationState
from applications.exchange.protocol.kinds import INBOUND, outcome, outcomes
from applications.retention.models import Erasure
from audit.models import Event as Recorded
from notices import jobs as mails
from notices.models import Mail
from procedures import catalogue
from procedures.tables import statuses
from procedures.tables.statuses import Track
from tests.applications.cases.filed_cases import BODIES, EVENTS, apply, filed, message_of_register, stranger_id, tell

pytestmark = pytest.mark.django_db

TRACK = statuses.track("temporary-residence")
INTO_THE_REGISTER = {  # art. 225g(2)
    "certificate-issued": "certificate",
    "left-unexamined": "unexamined",
    "refusal-to-open": "not-opened",
    "returned": "returned",
}


def test_every_kind_of_the_protocol_is_told_here() -> None:
    assert set(BODIES) == set(INBOUND) - {"receipt"}


@pytest.mark.parametrize("kind", EVENTS)
def test_every_kind_applied_twice_leaves_one_event_and_one_mail_of_it(case: Application, kind: str) -> None:
    message = tell(case, kind)
    apply(message)
    assert [event.message_id for event in CaseEvent.objects.all()] == [message.id]
    warned = [("copy-warning", "uk")] if kind in INTO_THE_REGISTER else []
    mails = Mail.objects.order_by("template").values_list("template", "language")
    assert list(mails) == [("case-news", "uk"), *warned]
    recorded = Recorded.objects.filter(event="case-event").values_list("facts", flat=True)
    assert list(recorded) == [{"kind": kind, "message": str(message.id)}]


@pytest.mark.parametrize("kind", EVENTS)
def test_every_kind_has_a_meaning_and_shows_its_facts(case: Application, kind: str) -> None:
    tell(case, kind)
    event = timeline.of(case).events[0]
    row = TRACK.told(kind, outcome(kind, BODIES[kind]), date(2026, 10, 20))
    assert row is not None
    assert (row.kind, event.kind, event.meaning) == (kind, row.key, TRACK.said(row.key, date(2026, 10, 20)))
    shown = {fact.key for fact in event.facts}
    assert shown == set(BODIES[kind]) & set(timeline.SHOWN)


@pytest.mark.parametrize(
    ("kind", "cause"),
    [
        *INTO_THE_REGISTER.items(),
        *[(kind, None) for kind in sorted(set(EVENTS) - set(INTO_THE_REGISTER))],
    ],
)
def test_only_what_enters_the_register_makes_the_erasure_of_the_copy_due(
    case: Application, kind: str, cause: str | None
) -> None:
    tell(case, kind)
    assert list(Erasure.objects.values_list("cause", flat=True)) == ([cause] if cause else [])


def test_mail_says_there_is_news_and_nothing_else(case: Application) -> None:
    tell(case, "decision", outcome="refused")
    mails.run()
    [sent] = outbox.outbox
    whole = f"{sent.subject} {sent.body}"
    assert sent.to == ["olena@example.test"]
    assert f"/uk/cases/{case.pk}/" in whole
    assert not [word for word in ("D/2026/99", "refus", "Olena", "Mazowiecki") if word in whole]


def test_nothing_said_is_readable_in_the_table(case: Application) -> None:
    tell(case, "officer")
    tell(case, "summoned", seq=2)
    tell(case, "certificate-issued", seq=3, files={"certificate.pdf": b"%PDF-1.7 Olena Kovalenko"})
    rows: list[CaseEvent | Request | CaseFile] = [
        *CaseEvent.objects.all(),
        *Request.objects.all(),
        *CaseFile.objects.all(),
    ]
    stored = b"".join(bytes(row.sealed) for row in rows)
    assert not [part for part in ("Wrona", "ubezpieczenia", "Olena", "Z/2026/17") if part.encode() in stored]


def test_summons_lists_each_thing_with_its_day(case: Application) -> None:
    tell(case, "summoned")
    with time_machine.travel(datetime(2026, 11, 22, 12, tzinfo=UTC), tick=False):
        seen = timeline.of(case)
        assert [(item.text, item.means, item.due, item.is_open) for item in seen.asked] == [
            ("Dowód ubezpieczenia zdrowotnego", "document", date(2026, 12, 4), True),
            ("Pobranie odcisków palców", "appearance", date(2026, 12, 4), True),
        ]
        assert (seen.status, seen.due, seen.days_left) == ("summoned", date(2026, 12, 4), 12)


def test_day_that_passed_waits_for_nobody(case: Application) -> None:
    tell(case, "summoned")
    with time_machine.travel(datetime(2026, 12, 5, 0, 1, tzinfo=UTC), tick=False):
        seen = timeline.of(case)
        assert ([item.is_open for item in seen.asked], seen.due) == ([False, False], None)


@pytest.mark.parametrize("end", sorted({"decision", "left-unexamined", "refusal-to-open", "returned", "closed"}))
def test_end_of_the_case_ends_what_was_asked_for(case: Application, end: str) -> None:
    tell(case, "summoned", due="2999-01-01")
    assert timeline.of(case).due == date(2999, 1, 1)
    tell(case, end, seq=2)
    assert timeline.of(case).due is None


def test_late_message_moves_nothing_back(case: Application) -> None:
    tell(case, "decision", seq=9)
    tell(case, "case-number", seq=8, number="NEW")
    tell(case, "summoned", seq=5)
    tell(case, "case-number", seq=3, number="OLD")
    row = Case.objects.get()
    seen = timeline.of(case)
    assert (row.status, row.number) == (seen.status, seen.number) == ("decision-granted", "NEW")
    assert [event.kind for event in seen.events] == [
        "decision-granted",
        "case-number",
        "summoned",
        "case-number",
        "filed",
    ]
    assert [event.kind for event in seen.events if event.is_now] == ["decision-granted"]


def test_event_keeps_portal_day_and_day_of_service_apart(case: Application) -> None:
    tell(case, "decision", served_on="2026-10-15")
    event = timeline.of(case).events[0]
    assert event.appeared_at == datetime(2026, 10, 20, 8, 0, tzinfo=UTC)
    assert event.served_on == date(2026, 10, 15)


def test_unknown_case_is_left_to_an_officer(case: Application) -> None:
    message = message_of_register(case, "officer")
    lost = type(message)(**{**{name: getattr(message, name) for name in message.__slots__}, "case_id": stranger_id()})
    with pytest.raises(Application.DoesNotExist):
        apply(lost)


def test_closing_closes_the_application_once(case: Application) -> None:
    message = tell(case, "closed")
    apply(message)
    tell(case, "closed", seq=2)
    case.refresh_from_db()
    ended = datetime.fromisoformat(BODIES["closed"]["at"])
    row = Case.objects.get()
    assert (case.state, row.closed_at, row.forget_at) == (ApplicationState.CLOSED, ended, ended + timedelta(days=30))


def test_closing_waits_for_the_receipt_that_is_on_its_way(olena: User) -> None:
    case = filed(olena, state=ApplicationState.FILED)
    with pytest.raises(NotPossible):
        tell(case, "closed")


OUTCOMES = [(kind, word) for kind in EVENTS for word in outcomes(kind)]
WHICH = {"decision": "outcome", "suspended": "by", "served": "what"}


@pytest.mark.parametrize(("kind", "word"), OUTCOMES)
def test_each_outcome_has_its_own_meaning(case: Application, kind: str, word: str) -> None:
    body: dict[str, Any] = {WHICH[kind]: word}
    tell(case, kind, **body)
    meaning = timeline.of(case).events[0].meaning
    assert (meaning.row.kind, meaning.row.outcome) == (kind, word)


def answered(case: Application) -> tuple[str, str]:
    """May the person stay, and work, as the case page says it now."""
    meaning = timeline.of(case).meaning
    return meaning.row.stay, meaning.row.work


def test_only_a_suspension_at_ones_own_request_ends_the_protection(case: Application) -> None:
    """Art. 108(2) of the Act on foreigners."""
    tell(case, "suspended", by="office")
    assert answered(case) == ("while-waiting", "work-as-before")
    tell(case, "suspended", seq=2, by="party")
    assert answered(case) == ("while-suspended", "work-unsure")
    tell(case, "resumed", seq=3)
    assert answered(case) == ("after-suspension", "work-as-before")


@pytest.mark.parametrize("kind", ["forwarded", "term-extended", "case-snapshot", "poa-acknowledged", "served"])
def test_what_is_told_by_the_way_moves_nothing(case: Application, kind: str) -> None:
    tell(case, "summoned")
    tell(case, kind, seq=2)
    assert timeline.of(case).status == "summoned"


def test_the_term_to_appeal_runs_from_a_service_that_is_told_later(case: Application) -> None:
    tell(case, "decision", outcome="refused", served_on=None)
    tell(case, "served", seq=2, what="letter", served_on="2026-10-21")
    unknown = timeline.of(case).decided
    assert unknown is not None
    assert (unknown.served_on, unknown.appeal_by) == (None, None)
    tell(case, "served", seq=3, what="decision", served_on="2026-10-22")
    known = timeline.of(case).decided
    assert known is not None
    assert (known.served_on, known.appeal_by) == (date(2026, 10, 22), date(2026, 11, 5))


def test_a_service_counts_for_the_decision_before_it_alone(case: Application) -> None:
    tell(case, "decision", outcome="discontinued", served_on=None)
    tell(case, "served", seq=2, what="decision", served_on="2026-10-22")
    tell(case, "decision", seq=3, outcome="granted", served_on=None)
    newest = timeline.of(case).decided
    assert newest is not None
    assert newest.served_on is None


def test_withdrawn_case_may_be_closed_by_the_register(olena: User) -> None:
    case = filed(olena, state=ApplicationState.WITHDRAWN)
    tell(case, "closed")
    assert timeline.of(case).status == "withdrawn"


def test_key_is_destroyed_thirty_days_after_the_end_and_kinds_stay(case: Application) -> None:
    tell(case, "decision", outcome="refused")
    tell(case, "summoned", seq=2)
    tell(case, "closed", seq=3, at=timezone.now().isoformat())
    jobs.run()
    assert not jobs.due()
    with time_machine.travel(timezone.now() + timedelta(days=30, minutes=1)):
        assert jobs.due()
        jobs.run()
        assert not jobs.due()
    forgotten = Application.objects.select_related("case_key").get()
    seen = timeline.of(forgotten)
    assert forgotten.case_key.destroyed_at is not None
    assert Erasure.objects.get().cause == "ended"
    assert [(event.kind, event.facts) for event in seen.events] == [
        ("closed", ()),
        ("summoned", ()),
        ("decision-refused", ()),
        ("filed", ()),
    ]
    assert (seen.asked, seen.officer, seen.status) == ([], {}, "closed")


@pytest.mark.parametrize(
    ("state", "status"),
    [
        (ApplicationState.FILED, "filed"),
        (ApplicationState.TRANSFERRED, "preliminary-received"),
        (ApplicationState.WITHDRAWN, "withdrawn"),
    ],
)
def test_case_stands_somewhere_before_the_register_says_a_word(
    olena: User, state: ApplicationState, status: str
) -> None:
    seen = timeline.of(filed(olena, state=state))
    assert (seen.status, [event.kind for event in seen.events]) == (status, ["filed"])


@pytest.fixture
def without_summons(monkeypatch: pytest.MonkeyPatch) -> Track:
    track = replace(TRACK, rows=tuple(row for row in TRACK.rows if row.kind != "summoned"))
    monkeypatch.setattr(catalogue, "track", lambda procedure: track)
    return track


def test_news_without_a_meaning_wait_for_one(case: Application, without_summons: Track) -> None:
    with pytest.raises(Unexplained, match="summoned"):
        tell(case, "summoned")
    assert not CaseEvent.objects.exists()


def test_event_whose_meaning_is_gone_is_shown_as_unexplained(
    case: Application, client: Client, request: pytest.FixtureRequest
) -> None:
    tell(case, "summoned")
    tell(case, "officer", seq=2)
    request.getfixturevalue("without_summons")
    with translation.override("en"):
        assert timeline.of(case).meaning.title == "News from the office"
    pages = [client.get(f"/en/cases/{case.pk}/"), client.get("/en/cases/"), client.get(f"/api/v1/cases/{case.pk}/")]
    assert [page.status_code for page in pages] == [200, 200, 200]
    assert all("News from the office" in page.content.decode() for page in pages[:2])


def test_kind_without_a_meaning_stops_the_start(without_summons: Track) -> None:
    assert list(checks.contradictions(without_summons)) == [
        "statuses/temporary-residence.toml: no status of kind 'summoned', which the register sends"
    ]


def test_outcome_without_a_meaning_stops_the_start() -> None:
    track = replace(TRACK, rows=tuple(row for row in TRACK.rows if row.outcome != "refused"))
    assert list(checks.contradictions(track)) == [
        "statuses/temporary-residence.toml: no status of kind 'decision', outcome 'refused', which the register sends"
    ]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"kind": "pigeon"}, "kind 'pigeon' is none that the register sends"),
        ({"kind": "message", "does": ""}, "kind 'message' has no handler in the room of cases (settings, INBOUND)"),
        ({"outcome": "maybe"}, "kind 'officer' has no outcome 'maybe'"),
        ({"does": "summons"}, "does 'summons', and its message carries no due, items"),
    ],
)
def test_status_that_fits_no_message_stops_the_start(changes: dict[str, Any], said: str) -> None:
    odd = replace(TRACK.on("officer", date(2026, 10, 20)), key="odd", **changes)
    track = replace(TRACK, rows=(*TRACK.rows, odd))
    assert list(checks.contradictions(track)) == [f"statuses/temporary-residence.toml, status 'odd': {said}"]

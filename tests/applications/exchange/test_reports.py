"""The register keeps the head of the portal's trail day by day, and sees when it no longer holds."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from applications.exchange.connector.errors import Alarm
from applications.exchange.portal import officers_board
from audit import jobs as trail_jobs
from audit import verification
from audit.models import NotedHead
from tests.applications.exchange.both_halves import Government
from tests.audit.intruder import chained, cut_off, rewrite

ATTACKS: dict[str, Callable[[int], None]] = {"tail cut off": cut_off, "rewritten": rewrite}
FIRST = datetime(2026, 11, 20, 8, tzinfo=UTC)


def heads_kept(government: Government) -> list[tuple[date, int, str, bool]]:
    rows: list[Any] = government.connection.execute("SELECT * FROM trail_head ORDER BY day").fetchall()
    return [(row["day"], row["seq"], row["hash"], row["holds"]) for row in rows]


def test_heads_are_kept_with_their_days(government: Government) -> None:
    heads = []
    for days in range(2):
        with time_machine.travel(FIRST + timedelta(days=days)):
            chained(3)
            heads.append(verification.head())
            government.settle()
            government.settle()  # once a day
    assert heads_kept(government) == [
        (date(2026, 11, 19), 3, heads[0][1], True),
        (date(2026, 11, 20), 6, heads[1][1], True),
    ]
    assert list(government.places.reports.glob("*.report")) == []


@pytest.mark.parametrize("content", ["", "{}", '{"signed": 5}', '{"signed": "e30.e30.e30"}', "[]"])
def test_what_is_no_report_is_set_aside_and_stops_nothing(government: Government, content: str) -> None:
    (government.places.reports / "2026-01-01.report").write_text(content)
    with time_machine.travel(FIRST):
        chained(3)
        government.settle()
    assert [day for day, _seq, _hash, _holds in heads_kept(government)] == [date(2026, 11, 19)]
    assert list(government.places.reports.glob("*.report")) == []


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_on_the_whole_database_of_the_portal_is_seen(government: Government, attack: str) -> None:
    with time_machine.travel(FIRST):
        chained(5)
        government.settle()
        ATTACKS[attack](2)
        NotedHead.objects.all().delete()
        verification.run()
        chained(4)
    with time_machine.travel(FIRST + timedelta(days=1)):
        with pytest.raises(Alarm, match="does not hold 5, which it had on 2026-11-19"):
            government.fetcher.once()
        government.importer.once()
        trail_jobs.run()
        board = officers_board.now()
    assert [holds for _day, _seq, _hash, holds in heads_kept(government)] == [True, False]
    assert board.trail is not None
    assert board.trail.fault == "5 cut"


def test_the_alarm_stops_no_message_and_the_head_of_a_sound_day_stays(government: Government) -> None:
    with time_machine.travel(FIRST):
        chained(5)
        government.settle()
        sound = verification.head()
        cut_off(2)
    for days in (1, 2):
        with time_machine.travel(FIRST + timedelta(days=days)):
            with pytest.raises(Alarm):
                government.fetcher.once()
            government.settle()
    assert heads_kept(government)[0] == (date(2026, 11, 19), *sound, True)
    assert [holds for _day, _seq, _hash, holds in heads_kept(government)] == [True, False, False]


@pytest.mark.parametrize("query", ["seq=5", "seq=5&hash=zz", "seq=x&hash=" + "0" * 64, "seq=5&hash=" + "0" * 65])
def test_a_head_that_cannot_be_read_is_refused(government: Government, query: str) -> None:
    assert government.client.get(f"reconciliation?day=2026-11-20&{query}", at_most=10**6)[0] == 400

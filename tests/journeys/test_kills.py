"""Forty filings while everything is killed at random moments: nothing is lost, doubled or changed, and it goes on."""

import os
import random
import re
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import psycopg
import pytest
import requests
from django.conf import settings

from launch import postgres
from tests.applications.exchange import checker
from tests.applications.exchange.checker import Accepted, History, Run
from tests.journeys import government_network, retrying_people
from tests.journeys.api_person import Person
from tests.journeys.government_network import Desk, Inside
from tests.journeys.retrying_people import Filing, Office
from tests.journeys.system import System, bring_up, forget, take_down, wait_for

pytestmark = pytest.mark.system
SEED = int(os.environ.get("KILLS_SEED", "20261122"))
PEOPLE, EACH = 6, 7
LONGEST_WAIT_SECONDS = 1.5  # between reaching a number of filings and the kill
LONGEST_FILING_SECONDS = 0.1
FILING = {"portal", "portal alone", "postgres"}
SETTLE_SECONDS = 180  # ends a hang, measures nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """What is left to judge when everybody has filed and everything has settled."""

    system: System
    desk: Desk
    run: Run
    filings: list[Filing]
    refused: list[dict[str, Any]]  # the register's quarantine while the others went on
    board: str  # the officers' page at MOS at that moment
    applied_meanwhile: int
    kills: list[str]
    came_back: dict[str, bool]


@pytest.fixture(scope="module", params=["register double", "folder"])
def backend(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inside]:
    """The system of all journeys; and one with a folder, where the register double is not even on the disk."""
    if request.param == "register double":
        system: System = request.getfixturevalue("system")
        wait_for(lambda: _verdicts(system) <= {"applied"}, seconds=SETTLE_SECONDS, what="earlier filings applied")
        yield government_network.register(system)
        return
    house = government_network.house_without_the_double(tmp_path_factory.mktemp("house") / "mos")
    data, port = settings.DATA / "system-of-folder", settings.PORTS.first + 40
    forget(data, port)
    running = bring_up(data, port, root=house, backend="refusing_folder.RefusingFolder")
    yield government_network.folder(running)
    take_down(running)


@pytest.fixture(scope="module")
def finished_run(backend: Inside, tmp_path_factory: pytest.TempPathFactory) -> Finished:
    history = History(tmp_path_factory.mktemp("kills") / "history.jsonl")
    system, desk = backend.system, backend.desk
    for case in _filed_before(system):
        history.attempt(case)
    office, people = Office(history=history), _people(system)
    before = system.pids()
    with ThreadPoolExecutor(PEOPLE) as pool:
        work = [pool.submit(_file_all, person, office) for person in people]
        kills = list(_kill(backend, office))
        for each in work:
            each.result()
    wait_for(
        lambda: _verdicts(system) == {"applied", "quarantined"}, seconds=SETTLE_SECONDS, what="all but one applied"
    )
    refused, board = desk.quarantine(), _board(system)
    applied_meanwhile = _applied(system, office.filings)
    desk.retry(refused[0]["message_id"])
    wait_for(lambda: _verdicts(system) == {"applied"}, seconds=SETTLE_SECONDS, what="everything applied")
    server = system.postgres
    return Finished(
        system=system,
        desk=desk,
        run=checker.read(history, portal=server.url("mos"), connector=server.url("connector"), kept=backend.kept),
        filings=office.filings,
        refused=refused,
        board=board,
        applied_meanwhile=applied_meanwhile,
        kills=kills,
        came_back={name: system.pids()[name] != pid for name, pid in before.items() if name in kills},
    )


def _lose(run: Run) -> None:
    del run.records[0]


def _double(run: Run) -> None:
    run.records.append(run.records[0])


def _take_effect_twice(run: Run) -> None:
    run.filed_events.append(run.filed_events[0])


def _change(run: Run) -> None:
    run.accepted[0] = replace(run.accepted[0], digest="0" * 64)


def _promise_in_vain(run: Run) -> None:
    run.accepted.append(Accepted(str(uuid.uuid4()), "0" * 64))


def _lose_unnoticed(run: Run) -> None:
    """The register has lost both the record and its memory of the message."""
    case = run.accepted[0].case_id
    run.records = [record for record in run.records if record[0] != case]
    run.applied = [message for message in run.applied if message.case_id != case]


@pytest.mark.parametrize(
    ("plant", "caught"),
    [
        (_lose, "lost: "),
        (_lose_unnoticed, "never applied: "),
        (_promise_in_vain, "lost: "),
        (_double, "record 2 times: "),
        (_take_effect_twice, "took effect 2 times: "),
        (_change, "changed: "),
    ],
)
def test_a_planted_fault_is_caught_in_this_very_run(
    finished_run: Finished, plant: Callable[[Run], None], caught: str
) -> None:
    spoilt = deepcopy(finished_run.run)
    spoilt.records.sort(key=lambda record: record[0] != spoilt.accepted[0].case_id)  # faults hit what was accepted
    plant(spoilt)
    assert [fault for fault in checker.faults(spoilt) if fault.startswith(caught)]


def test_nothing_is_lost_doubled_or_changed(finished_run: Finished) -> None:
    assert checker.faults(finished_run.run) == []
    cases = [filing.case for filing in finished_run.filings]
    assert len(cases) == len(set(cases)) == len(finished_run.run.accepted) == PEOPLE * EACH
    there = [case for case, _ in finished_run.run.records]
    assert [there.count(case) for case in cases] == [1] * len(cases)


def test_every_receipt_reads_as_it_was_given(finished_run: Finished) -> None:
    assert [filing.case for filing in finished_run.filings if not filing.reads_the_same()] == []
    verdicts = [each.person.get(f"applications/{each.case}/receipt/")["verdict"] for each in finished_run.filings]
    assert set(verdicts) == {"applied"}


def test_every_draft_key_is_destroyed(finished_run: Finished) -> None:
    query = (
        "SELECT count(*) FROM drafting_application AS application JOIN sealing_datakey AS key"
        " ON key.id = application.draft_key_id WHERE application.id = ANY(%s::uuid[])"
        " AND application.state = 'transferred' AND key.wrapped IS NULL AND key.destroyed_at IS NOT NULL"
    )
    cases = [filing.case for filing in finished_run.filings]
    wait_for(lambda: _ask(finished_run.system, query, [cases]) == [(len(cases),)], what="all draft keys destroyed")


def test_the_refused_one_waited_in_sight_while_the_others_went_on(finished_run: Finished) -> None:
    assert [each["reason"] for each in finished_run.refused] == ["asked to refuse"]
    assert re.search(r">1</bdi></b>\s*not taken by the register", finished_run.board)
    assert finished_run.refused[0]["message_id"] in finished_run.board
    assert finished_run.applied_meanwhile == PEOPLE * EACH - 1
    assert finished_run.desk.quarantine() == []


def test_everything_killed_came_back(finished_run: Finished) -> None:
    assert len(finished_run.kills) >= 6
    assert finished_run.came_back
    assert all(finished_run.came_back.values()), finished_run.came_back
    assert requests.get(f"{finished_run.system.origin('portal')}/readyz", timeout=30).status_code == 200


def _people(system: System) -> list[Person]:
    people = [
        Person(
            system=system,
            email=f"kills.{number}.{uuid.uuid4().hex[:6]}@example.test",
            session=retrying_people.session(),
        )
        for number in range(PEOPLE)
    ]
    with ThreadPoolExecutor(PEOPLE) as pool:
        list(pool.map(Person.sign_up, people))
    return people


def _file_all(person: Person, office: Office) -> None:
    for number in range(EACH):
        retrying_people.files(person, number, office)


def _kill(backend: Inside, office: Office) -> Iterator[str]:
    """One after another as the filings go on, in an order and with waits drawn from the seed.

    What takes part in the filing itself is hit while somebody waits for a receipt.
    """
    chance = random.Random(SEED)  # noqa: S311  # repeatable, not secret
    system = backend.system
    victims = ["portal", "portal alone", "worker", "mailer", "slow", "clock", "fetcher", "importer"]
    victims += ["exchange", "postgres", *backend.processes]
    chance.shuffle(victims)
    print(f"KILLS_SEED={SEED}: {', '.join(victims)}")  # noqa: T201  # shown when the test fails
    wait_for(backend.desk.quarantine, what="the planted refusal")
    for number, victim in enumerate(victims, start=1):
        enough = number * PEOPLE * EACH // (len(victims) + 2)
        wait_for(partial(_reached, office, enough), seconds=SETTLE_SECONDS, what="some filings")
        time.sleep(chance.uniform(0, LONGEST_WAIT_SECONDS))
        if victim in FILING:
            wait_for(partial(_is_filing, office), seconds=SETTLE_SECONDS, pause=0.005, what="a filing under way")
            time.sleep(chance.uniform(0, LONGEST_FILING_SECONDS))
        if victim == "postgres":
            postgres.stop(system.postgres, mode="immediate")
        else:
            system.kill(victim.removesuffix(" alone"), whole=not victim.endswith("alone"))
        yield victim.removesuffix(" alone")


def _reached(office: Office, enough: int) -> bool:
    return len(office.filings) >= enough


def _is_filing(office: Office) -> bool:
    """Somebody waits for a receipt; or nobody will any more."""
    return office.under_way > 0 or _reached(office, PEOPLE * EACH)


def _ask(system: System, query: str, values: list[Any] | None = None) -> list[tuple[Any, ...]]:
    with psycopg.connect(system.postgres.url("mos")) as connection:
        return connection.execute(query, values).fetchall()


def _filed_before(system: System) -> list[str]:
    """What other journeys filed on the same system."""
    return [str(case) for (case,) in _ask(system, "SELECT DISTINCT case_id FROM exchange_outboxmessage")]


def _verdicts(system: System) -> set[str]:
    """Of everything ever sent; "" is no receipt yet."""
    return {verdict for (verdict,) in _ask(system, "SELECT DISTINCT verdict FROM exchange_outboxmessage")}


def _applied(system: System, filings: list[Filing]) -> int:
    query = "SELECT count(*) FROM exchange_outboxmessage WHERE verdict = 'applied' AND case_id = ANY(%s::uuid[])"
    return int(_ask(system, query, [[filing.case for filing in filings]])[0][0])


def _board(system: System) -> str:
    """The page of an officer of MOS."""
    login, password = system.account("officer of MOS")
    session, origin = retrying_people.session(), system.origin("officers")
    address = f"{origin}/en/account/login/"
    form = session.get(address, timeout=30)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form.text)
    assert token is not None
    fields = {"login": login, "password": password, "csrfmiddlewaretoken": token.group(1), "next": "/en/"}
    session.post(address, data=fields, headers={"Referer": address}, timeout=30)
    return session.get(f"{origin}/en/", timeout=30).text

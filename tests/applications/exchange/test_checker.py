"""The checker catches every fault that is planted, before anybody believes it that there is none."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace

import pytest

from tests.applications.exchange.checker import GENESIS, Accepted, Applied, Link, Run, faults


def good() -> Run:
    """Two filings, the first with a message that follows."""
    sent = [("m1", "a", 1), ("m2", "b", 1), ("m3", "a", 2)]
    hashes = [GENESIS, "h1", "h2", "h3"]
    return Run(
        attempted={"a", "b", "never finished"},
        accepted=[Accepted("a", "da"), Accepted("b", "db")],
        records=[("a", "da"), ("b", "db")],
        applied=[Applied(*message, number, hashes[number]) for number, message in enumerate(sent, start=1)],
        filed_events=["a", "b"],
        stream=[
            Link(*message, number, hashes[number - 1], hashes[number], "applied")
            for number, message in enumerate(sent, start=1)
        ],
    )


def lose(run: Run) -> None:
    run.records.pop()


def never_send(run: Run) -> None:
    run.applied.pop()


def forget_the_receipt(run: Run) -> None:
    run.stream[1] = replace(run.stream[1], verdict="")


def invent(run: Run) -> None:
    run.attempted.remove("b")


def inject(run: Run) -> None:
    run.applied.append(Applied("forged", "c", 1, 4, "h4"))


def double_the_record(run: Run) -> None:
    run.records.append(run.records[0])


def apply_twice(run: Run) -> None:
    run.applied.append(run.applied[1])


def take_effect_twice(run: Run) -> None:
    run.filed_events.append("a")


def reorder(run: Run) -> None:
    run.applied[0], run.applied[2] = run.applied[2], run.applied[0]


def change_the_document(run: Run) -> None:
    run.records[0] = ("a", "other")


def change_the_message(run: Run) -> None:
    run.applied[0] = replace(run.applied[0], hash="other")


def cut_the_chain(run: Run) -> None:
    del run.stream[1]


def leave_a_hole(run: Run) -> None:
    run.stream[2] = replace(run.stream[2], stream_seq=4)


PLANTED = [
    (lose, ["lost: b"]),
    (never_send, ["never applied: m3"]),
    (forget_the_receipt, ["receipt missing: m2"]),
    (invent, ["nobody filed: b"]),
    (inject, ["nobody sent: forged"]),
    (double_the_record, ["record 2 times: a"]),
    (apply_twice, ["applied 2 times: m2", "out of order: m2"]),
    (take_effect_twice, ["took effect 2 times: a"]),
    (reorder, ["out of order: m3", "out of order: m1"]),
    (change_the_document, ["changed: a"]),
    (change_the_message, ["not what was sent: m1"]),
    (cut_the_chain, ["nobody sent: m2", "chain broken at 2"]),
    (leave_a_hole, ["chain broken at 3"]),
]


def test_a_good_run_has_no_fault() -> None:
    assert faults(good()) == []


@pytest.mark.parametrize(("plant", "expected"), PLANTED, ids=lambda value: getattr(value, "__name__", ""))
def test_a_planted_fault_is_caught(plant: Callable[[Run], None], expected: list[str]) -> None:
    run = deepcopy(good())
    plant(run)
    assert faults(run) == expected

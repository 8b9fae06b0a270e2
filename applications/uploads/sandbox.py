"""Starts the gate as a process of its own, and reads its answer with distrust."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WALL_SECONDS = 60  # generous: the limit of work is the CPU time, a busy machine is no fault of the file
MAX_COPY_BYTES = 64 * 1024 * 1024


class GateKilled(Exception):
    """The gate gave no answer: it was killed, ran out of time, or broke. Says nothing about the file yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GateVerdict:
    """What the gate found; `copy` is empty when `refusal` is not."""

    refusal: str = ""
    media_type: str = ""
    width: int = 0
    height: int = 0
    colour: bool = False
    pages: int = 0
    copy: bytes = b""


def inspect(content: bytes) -> GateVerdict:
    """One file through the gate; raises GateKilled when it did not answer."""
    try:
        done = subprocess.run(  # our own module, no shell
            [sys.executable, "-s", "-P", "-m", "applications.uploads.gate"],
            input=content,
            capture_output=True,
            timeout=WALL_SECONDS,
            cwd="/",
            env={"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise GateKilled("timeout") from error
    if done.returncode != 0:
        raise GateKilled(f"exit {done.returncode}")
    return _read(done.stdout)


def _read(answer: bytes) -> GateVerdict:
    head, _, copy = answer.partition(b"\n")
    try:
        facts = json.loads(head)
        accepted = facts.pop("accepted")
        verdict = GateVerdict(**facts, copy=copy)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise GateKilled("no verdict") from error
    if len(copy) > MAX_COPY_BYTES or accepted is not (verdict.refusal == "") or bool(copy) is not accepted:
        raise GateKilled("contradiction")
    return verdict

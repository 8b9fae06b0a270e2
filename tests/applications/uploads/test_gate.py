"""The gate as it runs: every hostile family is refused by its reason, every honest kind comes out clean."""

import io
import resource
import subprocess
import sys
import time

import pytest
from PIL import Image

from applications.uploads import sandbox
from applications.uploads.refusals import REFUSALS
from applications.uploads.sandbox import GateKilled, GateVerdict
from tests.applications.uploads import files_to_upload


@pytest.mark.parametrize("family", files_to_upload.HOSTILE)
def test_hostile_file_is_refused_with_its_reason(family: str) -> None:
    make, refusal = files_to_upload.HOSTILE[family]
    assert sandbox.inspect(make()) == GateVerdict(refusal=refusal)
    assert refusal in REFUSALS


@pytest.mark.parametrize("kind", files_to_upload.HONEST)
def test_honest_file_passes(kind: str) -> None:
    make, media_type = files_to_upload.HONEST[kind]
    verdict = sandbox.inspect(make())
    assert (verdict.refusal, verdict.media_type) == ("", media_type)
    assert sandbox.inspect(verdict.copy).refusal == ""  # the copy is honest too


def test_enough_hostile_families() -> None:
    assert len(files_to_upload.HOSTILE) >= 15


def test_copy_of_a_picture_has_no_metadata() -> None:
    verdict = sandbox.inspect(files_to_upload.gps_photo())
    assert dict(Image.open(io.BytesIO(verdict.copy)).getexif()) == {}
    assert b"<script>" not in verdict.copy


def test_picture_is_turned_upright_before_it_is_measured() -> None:
    verdict = sandbox.inspect(files_to_upload.turned_photo())
    assert (verdict.width, verdict.height) == (700, 900)
    assert Image.open(io.BytesIO(verdict.copy)).size == (700, 900)


def test_black_and_white_is_seen() -> None:
    grey = sandbox.inspect(files_to_upload.photo(mode="L"))
    stored_as_colour = sandbox.inspect(files_to_upload.noise_photo((700, 900)))
    assert [verdict.colour for verdict in (grey, stored_as_colour, sandbox.inspect(files_to_upload.photo()))] == [
        False,
        False,
        True,
    ]


def test_same_file_gives_the_same_copy() -> None:
    content = files_to_upload.pdf(pages=3)
    assert sandbox.inspect(content).copy == sandbox.inspect(content).copy


def test_gate_imports_nothing_of_the_house() -> None:
    listing = subprocess.run(
        [sys.executable, "-c", "import sys, applications.uploads.gate; print(sorted(sys.modules))"],
        capture_output=True,
        text=True,
        check=True,
        cwd=sandbox.ROOT,
    ).stdout
    assert [name for name in ("django", "sealing", "config", "stripe") if f"'{name}'" in listing] == []


def _limited(action: str) -> int:
    """The exit code of a process that did this after giving everything up."""
    code = f"from applications.uploads import gate\ngate.give_up_everything()\n{action}"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, cwd=sandbox.ROOT).returncode


@pytest.mark.parametrize(
    "action",
    [
        "bytearray(900_000_000)",
        "open('/etc/passwd')",
        "import socket; socket.socket()",
        "import os; os.pipe()",
    ],
)
def test_limits_hold(action: str) -> None:
    assert _limited("pass") == 0
    assert _limited(action) == 1


def test_endless_work_is_ended() -> None:
    assert _limited(f"import resource\nresource.setrlimit({resource.RLIMIT_CPU}, (1, 1))\nwhile True: pass") < 0


def test_killed_gate_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "WALL_SECONDS", 0.01)
    started = time.monotonic()
    with pytest.raises(GateKilled):
        sandbox.inspect(files_to_upload.photo())
    assert time.monotonic() - started < sandbox.WALL_SECONDS + 20


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"nonsense",
        b'{"accepted": true, "media_type": "image/png"}\n',
        b'{"accepted": false, "refusal": ""}\n',
        b'{"accepted": true, "refusal": "bomb"}\ncopy',
        b'{"accepted": true, "unheard": 1}\ncopy',
        b'{"accepted": false, "refusal": "bomb"}\ncopy',
        b"[]\n",
    ],
)
def test_answer_that_contradicts_itself_is_no_verdict(answer: bytes) -> None:
    with pytest.raises(GateKilled):
        sandbox._read(answer)


GOAL_BYTES = 512 * 1024 * 1024  # in use; the limit is on the addresses a process may have, which are more


def test_memory_stays_below_the_goal() -> None:
    """The biggest picture that is let in: 50 million pixels."""
    content = files_to_upload.photo(size=(6250, 8000))
    # Not ru_maxrss: a process inherits that of the one which started it
    code = (
        "import re, sys\nfrom applications.uploads import gate\ncontent = sys.stdin.buffer.read()\n"
        "status = open('/proc/self/status')\n"
        "gate.give_up_everything()\nverdict, _ = gate.judge(content)\nassert verdict['accepted'], verdict\n"
        "print(re.search(r'VmHWM:\\s+(\\d+) kB', status.read())[1])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input=content, capture_output=True, check=True, cwd=sandbox.ROOT
    )
    assert int(done.stdout) * 1024 < GOAL_BYTES

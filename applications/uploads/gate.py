"""The gate: a process of its own that reads one file from stdin and writes a verdict and a clean copy to stdout.

It is started by `sandbox.py` as `python -m applications.uploads.gate <size limit>`. Before it looks at a byte it gives
up everything it doesn't need: memory, time, new files, new connections. It imports no Django and nothing of ours but
its own two judges, so it starts quickly and has nothing to steal.
"""

import contextlib
import json
import os
import resource
import sys
from collections.abc import Callable

from PIL import Image

from applications.uploads import gate_image, gate_pdf
from applications.uploads.gate_errors import GateRefused

MEMORY_BYTES = 768 * 1024 * 1024
CPU_SECONDS = 10
STANDARD_STREAMS = 3
HEIC_BRANDS = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypheim", b"ftyphevc")

type Facts = dict[str, str | int | bool]


def main() -> None:
    content = sys.stdin.buffer.read()
    give_up_everything()
    verdict, copy = judge(content)
    out = sys.stdout.buffer
    out.write(json.dumps(verdict).encode() + b"\n" + copy)
    out.flush()


def give_up_everything() -> None:
    """No memory beyond the limit, ten seconds of work, no new file or socket, no network even then."""
    Image.init()  # its plug-ins are files, and no file opens after this
    with contextlib.suppress(OSError, AttributeError):  # some hosts forbid new namespaces: the limits below still hold
        os.unshare(os.CLONE_NEWUSER | os.CLONE_NEWNET)
    limits = {
        resource.RLIMIT_AS: MEMORY_BYTES,
        resource.RLIMIT_CPU: CPU_SECONDS,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NOFILE: STANDARD_STREAMS,
    }
    for limit, value in limits.items():
        resource.setrlimit(limit, (value, value))


def judge(content: bytes) -> tuple[Facts, bytes]:
    """A verdict with the facts, and the clean copy (empty when refused)."""
    try:
        media_type, clean = _cleaner(content)
        facts, copy = clean(content)
    except GateRefused as refused:
        return {"accepted": False, "refusal": refused.code}, b""
    except MemoryError:
        return {"accepted": False, "refusal": "bomb"}, b""
    return {"accepted": True, "media_type": media_type, **facts}, copy


def _cleaner(content: bytes) -> tuple[str, Callable[[bytes], tuple[Facts, bytes]]]:
    """By the first bytes; the name and what the browser said count for nothing."""
    if not content:
        raise GateRefused("empty")
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg", lambda data: gate_image.clean(data, kind="JPEG")
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png", lambda data: gate_image.clean(data, kind="PNG")
    if gate_pdf.PLAIN_HEAD.match(content):
        return "application/pdf", gate_pdf.clean
    if content[4:12] in HEIC_BRANDS:
        raise GateRefused("heic")
    raise GateRefused("wrong_type")


if __name__ == "__main__":
    main()

"""Tagged PDF documents (PDF/UA-1, PDF/A-2a): a room's typst template filled with JSON, one look and our own fonts."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Any, Literal

import segno
import typst

HERE = Path(__file__).parent
ROOMS = HERE.parent  # a template of another room finds the common look under this root
STANDARDS: list[Literal["ua-1", "a-2a"]] = ["ua-1", "a-2a"]
_lock = Lock()  # a compiler keeps its inputs between two calls


def render(template: Path, data: Mapping[str, Any], *, made: datetime) -> bytes:
    """The same data and moment give the same bytes; the file says the moment in UTC, as typst marks it."""
    made = made.astimezone(UTC)
    parts = [made.year, made.month, made.day, made.hour, made.minute, made.second]
    inputs = {"data": json.dumps({**data, "made": parts}, ensure_ascii=False)}
    with _lock:
        pdf = _compiler(template).compile(
            format="pdf", sys_inputs=inputs, pdf_standards=[*STANDARDS], timestamp=int(made.timestamp())
        )
    if not isinstance(pdf, bytes):
        raise TypeError("a PDF is one file")
    return pdf


def qr_code(url: str) -> str:
    """An SVG drawing; whoever places it gives it a text alternative."""
    drawing = BytesIO()
    segno.make(url, error="m", micro=False).save(
        drawing, kind="svg", border=2, xmldecl=False, dark="#14232b", light="#fff"
    )
    return drawing.getvalue().decode()


@cache
def _compiler(template: Path) -> typst.Compiler:
    """Kept: fonts are read once, and the second document takes milliseconds."""
    return typst.Compiler(
        template,
        root=ROOMS,
        font_paths=[HERE / "fonts"],
        ignore_system_fonts=True,
    )

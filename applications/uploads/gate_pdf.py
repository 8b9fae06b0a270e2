"""PDFs in the gate: mended, every object walked, anything active refused, then written anew. Runs in `gate.py`."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

import pikepdf

from applications.uploads.gate_copy import keep_only_what_draws
from applications.uploads.gate_errors import GateRefused

MAX_PAGES = 500
MAX_OBJECTS = 200_000
MAX_STREAM_BYTES = 25 * 1024 * 1024
MAX_TOTAL_BYTES = 100 * 1024 * 1024
MAX_RATIO = 200  # of all streams together; a blank scanned page alone goes far beyond
RATIO_COUNTS_FROM_BYTES = 5 * 1024 * 1024
MAX_DEPTH = 200

ACTIVE_KEYS = {"/JS", "/JavaScript", "/AA", "/XFA", "/RichMediaContent", "/RichMediaSettings"}
EMBEDDED_KEYS = {"/EF", "/EmbeddedFiles", "/EmbeddedFile"}
ACTIVE_ACTIONS = {
    "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition", "/Movie",
    "/RichMediaExecute", "/GoTo3DView", "/Hide", "/ResetForm",
}  # fmt: skip
ACTIVE_ANNOTATIONS = {"/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"}
HARMLESS_OPENING = {"/GoTo"}  # opens at a page: common in honest files, not in the copy
LOOKED_AT_BYTES = 1024  # readers look for the header in so many first bytes
PLAIN_HEAD = re.compile(rb"\A(?:\xef\xbb\xbf)?[\s\x00]{0,1000}%PDF-")
END_MARK = b"%%EOF"
LOST_PAGE = "Pages tree includes non-dictionary"  # what qpdf says of a page whose object is gone
SCRIPT_MARKS = (b"<html", b"<script", b"<?php", b"<!doctype")

type Facts = dict[str, str | int | bool]


def clean(content: bytes) -> tuple[Facts, bytes]:
    """The number of pages and a copy that holds only what was walked."""
    refuse_polyglot(content)
    with _open(content) as pdf:
        pages = _count(pdf)
        _walk(pdf, len(content))
        keep_only_what_draws(pdf)
        return {"pages": pages}, _write(pdf)


def refuse_polyglot(content: bytes) -> None:
    """A PDF begins with its header and has an end mark, and it is no archive and no web page besides.

    Other bytes after the end mark are common (mail gateways, cut and joined downloads); they stay behind.
    """
    end = content.rfind(END_MARK)
    if end < 0:  # readers open it too, but nobody knows what the missing end held
        raise GateRefused("damaged")
    ends = (content[:LOOKED_AT_BYTES], content[end:])
    if any(mark in part.lower() for part in ends for mark in SCRIPT_MARKS) or zipfile.is_zipfile(io.BytesIO(content)):
        raise GateRefused("polyglot")


def _open(content: bytes) -> pikepdf.Pdf:
    """Mended like every reader does it: a wrong table of contents or length is no fault of the person."""
    try:
        pdf = pikepdf.open(io.BytesIO(content), suppress_warnings=True)
    except pikepdf.PasswordError as error:
        raise GateRefused("encrypted") from error
    except (pikepdf.PdfError, RuntimeError) as error:  # some encryption asks for random numbers, closed off here
        raise GateRefused("encrypted" if b"/Encrypt" in content else "damaged") from error
    if pdf.is_encrypted:
        raise GateRefused("encrypted")
    return pdf


def _count(pdf: pikepdf.Pdf) -> int:
    """The pages; damaged when one is named and not there, so that mending loses none in silence."""
    try:
        pages = len(pdf.pages)
    except pikepdf.PdfError as error:
        raise GateRefused("damaged") from error
    if pages > MAX_PAGES:
        raise GateRefused("too_many_pages")
    if pages == 0 or any(LOST_PAGE in warning for warning in pdf.get_warnings()):
        raise GateRefused("damaged")
    return pages


def _walk(pdf: pikepdf.Pdf, size: int) -> None:
    if len(pdf.objects) > MAX_OBJECTS:
        raise GateRefused("bomb")
    total = 0
    for item in pdf.objects:
        for value in _direct(item):
            _judge_keys(value)
        if isinstance(item, pikepdf.Stream):
            total += _expanded(item)
            if total > MAX_TOTAL_BYTES or total > max(MAX_RATIO * size, RATIO_COUNTS_FROM_BYTES):
                raise GateRefused("bomb")
    for value in _direct(pdf.trailer):
        _judge_keys(value)


def _direct(item: Any) -> Iterator[Any]:
    """The dictionaries of one object; references lead to objects that are walked on their own."""
    pending = [(item, 0)]
    while pending:
        value, depth = pending.pop()
        if depth > MAX_DEPTH:
            raise GateRefused("bomb")
        if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
            yield value
            children = [child for _, child in value.items()]
        elif isinstance(value, pikepdf.Array):
            children = list(value)
        else:
            continue
        pending += [
            (child, depth + 1) for child in children if isinstance(child, pikepdf.Object) and not child.is_indirect
        ]


def _judge_keys(value: Any) -> None:
    keys = set(value.keys())
    if (
        keys & EMBEDDED_KEYS
        or _name(value, "/Type") == "/EmbeddedFile"
        or _name(value, "/Subtype") == "/FileAttachment"
    ):
        raise GateRefused("embedded_file")
    if keys & ACTIVE_KEYS or _name(value, "/S") in ACTIVE_ACTIONS or _name(value, "/Subtype") in ACTIVE_ANNOTATIONS:
        raise GateRefused("active")
    if "/OpenAction" in keys and not _opens_at_a_page(value["/OpenAction"]):
        raise GateRefused("active")


def _opens_at_a_page(action: Any) -> bool:
    if isinstance(action, pikepdf.Array):
        return True
    return isinstance(action, pikepdf.Dictionary) and _name(action, "/S") in HARMLESS_OPENING and "/Next" not in action


def _name(value: Any, key: str) -> str:
    found = value.get(key)
    return str(found) if isinstance(found, pikepdf.Name) else ""


def _expanded(stream: Any) -> int:
    """Bytes of a stream when unpacked, measured without ever unpacking more than the limit."""
    filters = _filters(stream)
    data: bytes = stream.read_raw_bytes()
    while filters[:1] == ["/FlateDecode"]:
        data = _inflate(data)
        filters.pop(0)
    if filters and not set(filters) <= {"/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode"}:
        data = _unpacked(stream)
    if len(data) > MAX_STREAM_BYTES:
        raise GateRefused("bomb")
    return len(data)


def _filters(stream: Any) -> list[str]:
    found = stream.get("/Filter")
    if found is None:
        return []
    return [str(name) for name in found] if isinstance(found, pikepdf.Array) else [str(found)]


def _inflate(data: bytes) -> bytes:
    try:
        inflated = zlib.decompressobj().decompress(data, MAX_STREAM_BYTES + 1)
    except zlib.error as error:
        raise GateRefused("damaged") from error
    if len(inflated) > MAX_STREAM_BYTES:
        raise GateRefused("bomb")
    return inflated


def _unpacked(stream: Any) -> bytes:
    """Rarer filters are left to qpdf; the memory limit of the process is the ceiling."""
    try:
        return bytes(stream.read_bytes(pikepdf.StreamDecodeLevel.specialized))
    except pikepdf.PdfError as error:
        raise GateRefused("damaged") from error


def _write(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return out.getvalue()

"""What a PDF document says of itself: tags, language, text alternatives, the text that is printed."""

import re
from datetime import UTC, datetime
from io import BytesIO

import pikepdf
from pypdf import PdfReader

from tests import pdf_judge


def xmp(document: pikepdf.Pdf) -> str:
    return document.Root.Metadata.read_bytes().decode()


def tags(document: pikepdf.Pdf) -> set[str]:
    """The structure types that occur below the root."""
    found: set[str] = set()
    waiting = [document.Root.StructTreeRoot]
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Array):
            waiting.extend(node)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.add(str(node.S))
            if "/K" in node:
                waiting.append(node.K)
    return found


def check_tagged(pdf: bytes, *, title: str) -> pikepdf.Pdf:
    assert pdf_judge.faults(pdf) == []
    document = pikepdf.open(BytesIO(pdf))
    assert str(document.Root.Lang) == "pl"
    text = xmp(document)
    assert re.search(r"<pdfaid:part>2</pdfaid:part>\s*<pdfaid:conformance>A</pdfaid:conformance>", text)
    assert title in text
    return document


def printed(pdf: bytes) -> str:
    """Line by line, in reading order."""
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def spoken(pdf: bytes) -> list[str]:
    """What readers are told to say where glyphs alone do not say it: letters with marks are drawn in parts."""
    marked = (
        operation.operands[1]
        for page in pikepdf.open(BytesIO(pdf)).pages
        for operation in pikepdf.parse_content_stream(page)
        if str(operation.operator) == "BDC"
    )
    return [
        str(each["/ActualText"]) for each in marked if isinstance(each, pikepdf.Dictionary) and "/ActualText" in each
    ]


def words(pdf: bytes, *, foot: str) -> list[str]:
    """Every word of the pages, without the foot that begins with `foot` and ends with the number of the page."""
    pages = (page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return [word for text in pages for word in re.sub(rf"{foot}[\s\S]*$", "", text).split()]


def alternatives(document: pikepdf.Pdf) -> list[str]:
    return [str(each.Alt) for each in document.objects if isinstance(each, pikepdf.Dictionary) and "/Alt" in each]


def languages(document: pikepdf.Pdf) -> set[str]:
    """Of the document and of every element that says another."""
    return {str(each.Lang) for each in document.objects if isinstance(each, pikepdf.Dictionary) and "/Lang" in each}


def check_moment(pdf: bytes, made: datetime) -> None:
    document = pikepdf.open(BytesIO(pdf))
    assert str(document.docinfo["/CreationDate"]) == f"D:{made.astimezone(UTC):%Y%m%d%H%M%S}Z"
    assert f"{made.astimezone(UTC):%Y-%m-%dT%H:%M:%S}" in xmp(document)

"""The judge of PDF/UA finds each fault that is planted in a receipt, and none in the receipt itself."""

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from applications.receipts import receipt_pdf, upo
from tests import pdf_judge
from tests.applications.receipts.test_receipt_pdf import confirmation


@pytest.fixture(scope="module")
def receipt() -> bytes:
    return receipt_pdf.render(upo.sealed(confirmation("pl")), language="pl")


def elements(document: Pdf, role: str) -> Iterator[Dictionary]:
    return (each for each in document.objects if isinstance(each, Dictionary) and each.get("/S") == Name("/" + role))


def painted_outside(document: Pdf) -> None:
    page = document.pages[0]
    page.contents_add(b"0 0 10 10 re f")


def lost_content(document: Pdf) -> None:
    paragraph = next(each for each in elements(document, "P") if "/K" in each)
    paragraph.K = Array()


def untitled(document: Pdf) -> None:
    with document.open_metadata(update_docinfo=False) as said:
        del said["dc:title"]


def unsaid(document: Pdf) -> None:
    with document.open_metadata(update_docinfo=False) as said:
        del said["pdfuaid:part"]


def fonts(document: Pdf, key: str) -> Iterator[tuple[Dictionary, str]]:
    """What has something under a key that begins so."""
    dictionaries = (each for each in document.objects if isinstance(each, Dictionary))
    return ((each, name) for each in dictionaries for name, _value in each.items() if name.startswith(key))


def unembedded(document: Pdf) -> None:
    for described, name in fonts(document, "/FontFile"):
        del described[name]


def unreadable(document: Pdf) -> None:
    for font, name in [*fonts(document, "/ToUnicode"), *fonts(document, "/Encoding")]:
        del font[name]


def out_of_order(document: Pdf) -> None:
    loose_note(document)
    del document.pages[0].Tabs


def silent_link(document: Pdf) -> None:
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), StructParent=99)
    page = document.pages[0]
    page.Annots, page.Tabs = Array([link]), Name.S


def loose_note(document: Pdf) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 9, 9]))
    page = document.pages[0]
    page.Annots, page.Tabs = Array([note]), Name.S


def renamed(role: str, to: str) -> Callable[[Pdf], None]:
    def plant(document: Pdf) -> None:
        next(elements(document, role)).S = Name("/" + to)

    return plant


def without(role: str, key: str) -> Callable[[Pdf], None]:
    def plant(document: Pdf) -> None:
        del next(each for each in elements(document, role) if key in each)[key]

    return plant


def without_root(*path: str) -> Callable[[Pdf], None]:
    def plant(document: Pdf) -> None:
        held: Any = document.Root
        for key in path[:-1]:
            held = held[key]
        del held[path[-1]]

    return plant


PLANTED: dict[str, Callable[[Pdf], None]] = {
    "01-007": without_root("/MarkInfo"),
    "11-006": without_root("/Lang"),
    "07-002": without_root("/ViewerPreferences"),
    "05-001": unsaid,
    "06-003": untitled,
    "01-005: page": painted_outside,
    "01-005: no": without_root("/StructTreeRoot"),
    "01-006: content": lost_content,
    "01-006: no": without_root("/StructTreeRoot", "/ParentTree"),
    "02-001": renamed("P", "Zdanie"),
    "09-004": renamed("TR", "Div"),
    "13-004": without("Figure", "/Alt"),
    "15-003": without("TH", "/A"),
    "14-002": renamed("H1", "H2"),
    "14-003": renamed("H2", "H5"),
    "28-002": loose_note,
    "28-009": out_of_order,
    "28-012": silent_link,
    "31-009": unembedded,
    "31-027": unreadable,
}


def test_the_receipt_has_no_fault(receipt: bytes) -> None:
    assert pdf_judge.faults(receipt) == []


@pytest.mark.parametrize("checkpoint", PLANTED)
def test_a_planted_fault_is_found(receipt: bytes, checkpoint: str) -> None:
    spoiled = BytesIO()
    with pikepdf.open(BytesIO(receipt)) as document:
        PLANTED[checkpoint](document)
        document.save(spoiled)
    assert any(fault.startswith(checkpoint) for fault in pdf_judge.faults(spoiled.getvalue()))

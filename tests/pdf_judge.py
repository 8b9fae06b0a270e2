"""Judges a PDF by what of PDF/UA-1 (ISO 14289-1) a machine can see; each fault names its Matterhorn checkpoint.

veraPDF needs a JVM and a download, which this project does not have; what is judged here was chosen from the same
protocol. A person still has to listen to the order of reading.
"""

from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

# What a structure element may be without a map of roles (ISO 32000-1, 14.8.4)
GROUPING = "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private"
BLOCKS = "P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot"
INLINE = "Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP Figure Formula Form"
STANDARD = frozenset(f"/{each}" for each in f"{GROUPING} {BLOCKS} {INLINE}".split())
HEADINGS = {f"/H{level}": level for level in range(1, 7)}
INSIDE = {
    "/LI": {"/L"},
    "/LBody": {"/LI"},
    "/TR": {"/Table", "/THead", "/TBody", "/TFoot"},
    "/TH": {"/TR"},
    "/TD": {"/TR"},
    "/THead": {"/Table"},
    "/TBody": {"/Table"},
    "/TFoot": {"/Table"},
}
PAINTS = frozenset({"Tj", "TJ", "'", '"', "f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "Do", "sh", "INLINE IMAGE"})
BEGINS, ENDS = frozenset({"BMC", "BDC"}), "EMC"


def faults(pdf: bytes) -> list[str]:
    """Empty for a document that passes."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return [*_of_the_document(document), *_of_content(document), *_of_structure(document), *_of_fonts(document)]


def _of_the_document(document: Pdf) -> Iterator[str]:
    root = document.Root
    if not root.get("/MarkInfo", Dictionary()).get("/Marked", False):
        yield "01-007: not marked as tagged"
    if not str(root.get("/Lang", "")):
        yield "11-006: no language"
    if not root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle", False):
        yield "07-002: a reader shows the name of the file instead of the title"
    with document.open_metadata(update_docinfo=False) as said:
        if str(said.get("pdfuaid:part", "")) != "1":
            yield "05-001: does not say that it is PDF/UA-1"
        if not said.get("dc:title"):
            yield "06-003: no title"
    if document.is_encrypted:
        yield "26-001: encrypted"
    if "/StructTreeRoot" not in root:
        yield "01-005: no structure"


def _of_content(document: Pdf) -> Iterator[str]:
    """Whatever is painted is either an artifact or a part of the structure, and each part is found in the tree."""
    known = _marked_of_the_tree(document)
    for number, page in enumerate(document.pages, 1):
        marked: list[Any] = []
        open_marks: list[bool] = []  # whether each is an artifact or a part of the structure
        for instruction in pikepdf.parse_content_stream(page):
            name, operands = str(instruction.operator), list(instruction.operands)
            if name in BEGINS:
                found = operands[1].get("/MCID") if name == "BDC" and isinstance(operands[1], Dictionary) else None
                marked += [] if found is None else [int(found)]
                open_marks.append(found is not None or operands[0] == Name.Artifact)
            elif name == ENDS:
                open_marks.pop()
            elif name in PAINTS and not any(open_marks):
                yield f"01-005: page {number} paints outside of structure and artifacts"
                break
        if lost := sorted(set(marked) - known.get(page.obj.objgen, set())):
            yield f"01-006: content {lost} of page {number} is not in the structure"
        if page.get("/Annots") and page.get("/Tabs") != Name.S:
            yield f"28-009: page {number} is not tabbed by its structure"
        yield from _of_annotations(page, number)


def _of_annotations(page: pikepdf.Page, number: int) -> Iterator[str]:
    for each in page.get("/Annots", Array()):
        if each.get("/Subtype") in {Name.Popup, Name.PrinterMark}:
            continue
        if "/StructParent" not in each:
            yield f"28-002: an annotation of page {number} is not in the structure"
        if each.get("/Subtype") == Name.Link and not str(each.get("/Contents", "")):
            yield f"28-012: a link of page {number} does not say where it leads"


def _of_structure(document: Pdf) -> Iterator[str]:
    if "/StructTreeRoot" not in document.Root:
        return
    tree = document.Root.StructTreeRoot
    if "/ParentTree" not in tree:
        yield "01-006: no parent tree"
    roles = {str(key): str(value) for key, value in tree.get("/RoleMap", Dictionary()).items()}
    elements = list(_elements(tree, roles, parent=""))
    for element, role, parent in elements:
        yield from _of_element(element, role, parent)
    yield from _of_headings([HEADINGS[role] for _element, role, _parent in elements if role in HEADINGS])


def _of_element(element: Dictionary, role: str, parent: str) -> Iterator[str]:
    if role not in STANDARD:
        yield f"02-001: {role} is no standard role"
    if role in INSIDE and parent not in INSIDE[role]:
        yield f"09-004: {role} stands in {parent or 'nothing'}"
    if role == "/Figure" and not (str(element.get("/Alt", "")) or str(element.get("/ActualText", ""))):
        yield "13-004: a figure without a text"
    if role == "/TH" and not _has_scope(element):
        yield "15-003: a heading of a table without its scope"


def _of_headings(levels: list[int]) -> Iterator[str]:
    if levels and levels[0] != 1:
        yield f"14-002: the first heading is of level {levels[0]}"
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"14-003: a heading of level {after} follows level {before}"


def _has_scope(element: Dictionary) -> bool:
    held = element.get("/A", Array())
    said = held if isinstance(held, Array) else [held]
    return "/Headers" in element or any("/Scope" in each for each in said if isinstance(each, Dictionary))


def _elements(node: Any, roles: dict[str, str], *, parent: str) -> Iterator[tuple[Dictionary, str, str]]:
    """Each with its role and its parent's, in the order of reading."""
    kids = node.get("/K", Array())
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            said = str(kid.S)
            role = roles.get(said, said)
            yield kid, role, parent
            yield from _elements(kid, roles, parent=role)


def _marked_of_the_tree(document: Pdf) -> dict[tuple[int, int], set[int]]:
    """By page, the numbers of the content that the structure holds."""
    found: dict[tuple[int, int], set[int]] = {}
    if "/StructTreeRoot" not in document.Root:
        return found
    for element, _role, _parent in _elements(document.Root.StructTreeRoot, {}, parent=""):
        kids = element.get("/K", Array())
        for kid in kids if isinstance(kids, Array) else [kids]:
            reference = isinstance(kid, Dictionary) and kid.get("/Type") == Name.MCR
            page = kid.get("/Pg", element.get("/Pg")) if reference else element.get("/Pg")
            number = kid.get("/MCID") if reference else kid
            if page is not None and isinstance(number, int):
                found.setdefault(page.objgen, set()).add(int(number))
    return found


def _of_fonts(document: Pdf) -> Iterator[str]:
    for font in document.objects:
        if not isinstance(font, Dictionary) or font.get("/Type") != Name.Font or font.get("/Subtype") == Name.Type3:
            continue
        name = str(font.get("/BaseFont", "?"))
        if "/DescendantFonts" not in font and not _is_embedded(font):
            yield f"31-009: {name} is not embedded"
        is_described = font.get("/Subtype") in {Name.CIDFontType0, Name.CIDFontType2}
        if not is_described and "/ToUnicode" not in font and "/Encoding" not in font:
            yield f"31-027: the letters of {name} can be read by no program"


def _is_embedded(font: Dictionary) -> bool:
    described = font.get("/FontDescriptor", Dictionary())
    return any(key in described for key in ("/FontFile", "/FontFile2", "/FontFile3"))

"""The clean copy of a PDF holds what is in the list and nothing else, and still shows what the file showed."""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from applications.uploads import sandbox
from applications.uploads.gate_copy import ALLOWED, NAMED, keep_only_what_draws
from tests.applications.uploads import files_to_upload

TRACE = "left-behind"


def _stream(document: Pdf, content: bytes = b"", **entries: Any) -> Any:
    return document.make_indirect(Stream(document, content, **entries))


def external_stream(document: Pdf) -> None:
    """What the page draws would be fetched from a file share."""
    drawn = _stream(document, b"", F=String(f"\\\\evil\\{TRACE}"), FFilter=Name.FlateDecode)
    document.pages[0].Contents = drawn


def thumbnail(document: Pdf) -> None:
    """The picture of the page before a name on it was blackened."""
    picture = {"Width": 1, "Height": 1, "ColorSpace": Name.DeviceGray, "BitsPerComponent": 8}
    document.pages[0].obj.Thumb = _stream(document, TRACE.encode(), **picture)


def metadata(document: Pdf) -> None:
    document.Root.Metadata = _stream(document, TRACE.encode(), Type=Name.Metadata, Subtype=Name.XML)
    document.docinfo[Name.Author] = String(TRACE)
    document.pages[0].obj.PieceInfo = Dictionary(Word=Dictionary(Private=String(TRACE)))
    document.pages[0].obj.LastModified = String(TRACE)


def link(document: Pdf) -> None:
    action = Dictionary(Type=Name.Action, S=Name.URI, URI=String(f"https://{TRACE}.example/"))
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action)
    document.pages[0].Annots = Array([document.make_indirect(note)])


def structure(document: Pdf) -> None:
    document.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, K=Array([Dictionary(Alt=String(TRACE))]))
    document.Root.Outlines = Dictionary(First=document.make_indirect(Dictionary(Title=String(TRACE))))
    document.Root.OutputIntents = Array([Dictionary(Info=String(TRACE))])


def other_picture(document: Pdf) -> None:
    """A picture that names another one to be printed in its place."""
    other = Dictionary(Image=_stream(document, TRACE.encode(), Subtype=Name.Image), DefaultForPrinting=True)
    picture = _stream(document, b"\0", Subtype=Name.Image, Width=1, Height=1, Alternates=Array([other]))
    picture.OPI = Dictionary({"/2.0": Dictionary(F=String(TRACE))})
    document.pages[0].obj.Resources = Dictionary(XObject=Dictionary(Im0=picture))


def invented_key(document: Pdf) -> None:
    document.Root[f"/{TRACE}"] = String(TRACE)
    document.pages[0].obj[f"/{TRACE}"] = Dictionary(Any=String(TRACE))


LEFT_BEHIND = (external_stream, thumbnail, metadata, link, structure, other_picture, invented_key)


def everything(pdf: Pdf) -> Iterator[tuple[bool, set[str]]]:
    """The keys of every dictionary in a file, each with whether a file may choose them; written apart from the gate."""
    pending: list[tuple[Any, bool, int]] = [(pdf.trailer, False, 0)]
    pending += [(item, False, 0) for item in pdf.objects]
    named = {
        child.objgen
        for item in pdf.objects
        if isinstance(item, Dictionary | Stream)
        for key, child in item.items()
        if key in NAMED and isinstance(child, pikepdf.Object) and child.is_indirect
    }
    while pending:
        item, is_named, depth = pending.pop()
        if isinstance(item, Dictionary | Stream):
            yield is_named or item.objgen in named, set(item.keys())
            below = [(key in NAMED and not is_named, child) for key, child in item.items()]
        elif isinstance(item, Array):
            below = [(False, child) for child in item]
        else:
            continue
        pending += [
            (child, is_of_file, depth + 1)
            for is_of_file, child in below
            if isinstance(child, pikepdf.Object) and not child.is_indirect
        ]


def not_in_the_list(content: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        keys = {key for is_named, found in everything(pdf) if not is_named for key in found}
    return keys - ALLOWED - {"/Root", "/ID", "/Size", "/Index", "/W", "/Type", "/First", "/Prev"}


@pytest.mark.parametrize("edit", LEFT_BEHIND, ids=lambda edit: edit.__name__)
def test_what_must_vanish_is_not_in_the_copy(edit: Any) -> None:
    content = files_to_upload.pdf(edit, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert TRACE.encode() in content
    assert not_in_the_list(content) != set()  # the checker sees it
    verdict = sandbox.inspect(content)
    assert verdict.refusal == ""
    assert not_in_the_list(verdict.copy) == set()
    with pikepdf.open(io.BytesIO(verdict.copy)) as copy:
        out = io.BytesIO()
        copy.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    assert TRACE.encode() not in out.getvalue()


@pytest.mark.parametrize(
    "kind", [kind for kind, (_, media) in files_to_upload.HONEST.items() if media == "application/pdf"]
)
def test_every_honest_copy_holds_the_list_only(kind: str) -> None:
    assert not_in_the_list(sandbox.inspect(files_to_upload.HONEST[kind][0]()).copy) == set()


@settings(max_examples=60, deadline=None, derandomize=True)
@given(keys=st.sets(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghij", min_size=1, max_size=12), max_size=8))
def test_no_key_of_any_name_survives_outside_the_list(keys: set[str]) -> None:
    with Pdf.new() as document:
        page = document.add_blank_page()
        for holder in (document.Root, page.obj):
            for key in keys - {"Type", "Pages", "Parent", "MediaBox", "Kids", "Count", "Contents", "Resources"}:
                holder[f"/{key}"] = Dictionary(Any=String("x"))
        keep_only_what_draws(document)
        found = set(document.Root.keys()) | set(page.obj.keys())
    assert found <= ALLOWED


def test_the_names_of_a_file_survive_only_where_they_are_names() -> None:
    """One dictionary as the fonts of a page and as its layers: what is a name here is a key there."""
    with Pdf.new() as document:
        page = document.add_blank_page()
        shared = document.make_indirect(Dictionary({"/AA": Dictionary(), "/F1": Dictionary(Type=Name.Font)}))
        page.obj.Resources = Dictionary(Font=shared, ProcSet=Array([shared]))
        keep_only_what_draws(document)
        assert set(shared.keys()) == set()


def test_what_is_typed_into_a_form_is_still_seen() -> None:
    """Drawn into the page: the form itself is gone."""
    verdict = sandbox.inspect(files_to_upload.HONEST["filled form"][0]())
    with pikepdf.open(io.BytesIO(verdict.copy)) as copy:
        drawn = b"".join(item.read_bytes() for item in copy.objects if isinstance(item, Stream))
        assert (b"Olena" in drawn, "/AcroForm" in copy.Root, "/Annots" in copy.pages[0]) == (True, False, False)


def test_a_layer_that_is_off_stays_off() -> None:
    def edit(document: Pdf) -> None:
        layer = document.make_indirect(Dictionary(Type=Name.OCG, Name=String("hidden"), Usage=Dictionary()))
        document.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
        document.pages[0].obj.Resources = Dictionary(Properties=Dictionary(MC0=layer))

    with pikepdf.open(io.BytesIO(sandbox.inspect(files_to_upload.pdf(edit)).copy)) as copy:
        assert [str(layer.Name) for layer in copy.Root.OCProperties.D.OFF] == ["hidden"]

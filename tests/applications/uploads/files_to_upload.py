"""Files made by code: hostile ones by family, and honest ones as people's devices make them."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

type Maker = Callable[[], bytes]


def photo(*, size: tuple[int, int] = (700, 900), mode: str = "RGB", **options: Any) -> bytes:
    picture = Image.new("RGB", size, (205, 220, 230))
    ImageDraw.Draw(picture).ellipse((size[0] // 4, size[1] // 4, size[0] // 2, size[1] // 2), fill=(200, 120, 90))
    out = io.BytesIO()
    picture.convert(mode).save(out, "JPEG", **{"quality": 90, **options})
    return out.getvalue()


def png(size: tuple[int, int] = (300, 300), mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, 120).save(out, "PNG")
    return out.getvalue()


def noise_photo(size: tuple[int, int]) -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 90).convert("RGB").save(out, "JPEG", quality=98)
    return out.getvalue()


def gps_photo() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = "<script>alert(1)</script>"
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 13.0, 47.0)})
    return photo(exif=exif)


def turned_photo() -> bytes:
    """Landscape pixels that a viewer turns upright."""
    exif = Image.Exif()
    exif[0x0112] = 6
    return photo(size=(900, 700), exif=exif)


def pdf(edit: Callable[[Pdf], None] | None = None, *, pages: int = 1, **options: Any) -> bytes:
    document = Pdf.new()
    for _ in range(pages):
        document.add_blank_page(page_size=(595, 842))
    if edit:
        edit(document)
    out = io.BytesIO()
    document.save(out, **options)
    return out.getvalue()


def _root(**entries: Any) -> Maker:
    def edit(document: Pdf) -> None:
        for key, value in entries.items():
            document.Root[f"/{key}"] = value

    return lambda: pdf(edit)


def _action(**entries: Any) -> Dictionary:
    return Dictionary(Type=Name.Action, **entries)


def _annotation(**entries: Any) -> Maker:
    def edit(document: Pdf) -> None:
        note = Dictionary(Type=Name.Annot, Rect=Array([0, 0, 9, 9]), **entries)
        document.pages[0].Annots = Array([document.make_indirect(note)])

    return lambda: pdf(edit)


def wrong_start(content: bytes) -> bytes:
    """Its last line says that the table of objects is where it is not."""
    before, _, after = content.rpartition(b"startxref")
    return before + b"startxref\n7\n" + after[after.index(b"%%EOF") :]


def _without_table() -> bytes:
    content = pdf(object_stream_mode=pikepdf.ObjectStreamMode.disable)
    before, _, after = content.partition(b"\nxref\n")
    return before + b"\n" + after[after.index(b"trailer") :]


def _wrong_length() -> bytes:
    def edit(document: Pdf) -> None:
        document.pages[0].Contents = document.make_stream(b"0 0 m 9 9 l S")

    return pdf(edit, compress_streams=False).replace(b"/Length 13", b"/Length 99")


def _lost_page() -> bytes:
    """The bytes of one of two pages are gone, as in a download with a hole."""
    content = pdf(pages=2, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    begin = content.index(b"4 0 obj")
    end = content.index(b"endobj", begin) + len(b"endobj")
    return wrong_start(content[:begin] + b" " * (end - begin) + content[end:])


def _script() -> Dictionary:
    return _action(S=Name.JavaScript, JS=String("app.alert(1)"))


def _embedded() -> bytes:
    return pdf(lambda document: document.attachments.__setitem__("evil.exe", b"MZ"))


def _named_script() -> bytes:
    def edit(document: Pdf) -> None:
        document.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), _script()])))

    return pdf(edit)


def _script_in_object_stream() -> bytes:
    return pdf(
        lambda document: document.Root.__setitem__("/OpenAction", document.make_indirect(_script())),
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )


def _chained_action() -> bytes:
    def edit(document: Pdf) -> None:
        first = _action(S=Name.GoTo, D=Array([document.pages[0].obj, Name.Fit]), Next=_action(S=Name.Launch))
        document.Root.OpenAction = first

    return pdf(edit)


def _flate_bomb(*, layers: int = 1, size: int = 100_000_000) -> bytes:
    packed = bytes(size)
    for _ in range(layers):
        packed = zlib.compress(packed, 9)

    def edit(document: Pdf) -> None:
        stream = Stream(document, b"")
        filters = Array([Name.FlateDecode] * layers) if layers > 1 else Name.FlateDecode
        stream.write(packed, filter=filters)
        document.Root.Extra = document.make_indirect(stream)

    return pdf(edit, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def _many_streams_bomb() -> bytes:
    packed = zlib.compress(bytes(20_000_000), 9)

    def edit(document: Pdf) -> None:
        streams = []
        for _ in range(8):
            stream = Stream(document, b"")
            stream.write(packed, filter=Name.FlateDecode)
            streams.append(document.make_indirect(stream))
        document.Root.Extra = Array(streams)

    return pdf(edit, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def _run_length_bomb() -> bytes:
    """A filter that is left to qpdf: 128 bytes for every two."""

    def edit(document: Pdf) -> None:
        stream = Stream(document, b"")
        stream.write(b"\x81\x00" * 1_000_000 + b"\x80", filter=Name.RunLengthDecode)
        document.Root.Extra = document.make_indirect(stream)

    return pdf(edit, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def _zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("evil.js", "alert(1)")
    return out.getvalue()


def _png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _png_of_claimed_size(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _png_chunk(b"IHDR", header) + _png_chunk(b"IDAT", zlib.compress(bytes(9)))


def _text_bomb() -> bytes:
    text = PngInfo()
    text.add_text("Comment", "a" * 70_000_000, zip=True)
    out = io.BytesIO()
    Image.new("RGB", (9, 9)).save(out, "PNG", pnginfo=text)
    return out.getvalue()


def _picture(kind: str) -> Maker:
    def make() -> bytes:
        out = io.BytesIO()
        Image.new("RGB", (9, 9)).save(out, kind)
        return out.getvalue()

    return make


HOSTILE: dict[str, tuple[Maker, str]] = {
    "script on opening": (_root(OpenAction=_script()), "active"),
    "script by name": (_named_script, "active"),
    "script in an object stream": (_script_in_object_stream, "active"),
    "launch on opening": (_root(OpenAction=_action(S=Name.Launch, F=String("cmd.exe"))), "active"),
    "link on opening": (_root(OpenAction=_action(S=Name.URI, URI=String("http://evil.example/"))), "active"),
    "launch after a harmless action": (_chained_action, "active"),
    "additional actions": (_root(AA=Dictionary(WC=_script())), "active"),
    "form that submits": (_annotation(Subtype=Name.Widget, A=_action(S=Name.SubmitForm)), "active"),
    "link to a file share": (
        _annotation(Subtype=Name.Link, A=_action(S=Name.GoToR, F=String("\\\\evil\\a"))),
        "active",
    ),
    "form in XFA": (_root(AcroForm=Dictionary(XFA=String("<xdp/>"), Fields=Array([]))), "active"),
    "rich media": (_annotation(Subtype=Name.RichMedia), "active"),
    "film": (_annotation(Subtype=Name.Screen, A=_action(S=Name.Rendition)), "active"),
    "file inside": (_embedded, "embedded_file"),
    "file at a note": (_annotation(Subtype=Name.FileAttachment), "embedded_file"),
    "password": (lambda: pdf(encryption=pikepdf.Encryption(owner="a", user="b")), "encrypted"),
    "owner's password": (lambda: pdf(encryption=pikepdf.Encryption(owner="a", user="")), "encrypted"),
    "bomb in one stream": (_flate_bomb, "bomb"),
    "bomb in two layers": (lambda: _flate_bomb(layers=2), "bomb"),
    "bomb in many streams": (_many_streams_bomb, "bomb"),
    "bomb of a rare filter": (_run_length_bomb, "bomb"),
    "3,000 pages": (lambda: pdf(pages=3000), "too_many_pages"),
    "PDF and archive": (lambda: pdf() + _zip(), "polyglot"),
    "PDF and web page": (lambda: pdf().replace(b"\n", b"\n%<html><script>\n", 1), "polyglot"),
    "PDF behind a GIF header": (lambda: b"GIF89a" + pdf(), "wrong_type"),
    "PDF cut short": (lambda: pdf()[:-200], "damaged"),
    "PDF to be mended, with a script": (lambda: wrong_start(_root(OpenAction=_script())()), "active"),
    "PDF to be mended, with a password": (
        lambda: wrong_start(pdf(encryption=pikepdf.Encryption(owner="a", user="b"))),
        "encrypted",
    ),
    "PDF to be mended, with a lost page": (_lost_page, "damaged"),
    "PDF with a web page behind its end": (lambda: pdf() + b"\n<html><script>alert(1)</script>", "polyglot"),
    "PDF header only": (lambda: b"%PDF-1.7\n", "damaged"),
    "PNG of 60,000 × 60,000": (lambda: _png_of_claimed_size(60_000, 60_000), "too_many_pixels"),
    "PNG of 160 million pixels": (lambda: png((16_000, 10_000), "1"), "too_many_pixels"),
    "PNG with a text bomb": (_text_bomb, "bomb"),
    "PNG cut short": (lambda: png()[:120], "damaged"),
    "JPEG cut short": (lambda: photo()[:3000], "damaged"),
    "JPEG and archive": (lambda: photo() + _zip(), "polyglot"),
    "JPEG and PHP": (lambda: photo() + b"<?php system($_GET[0]);", "polyglot"),
    "PNG and web page": (lambda: png() + b"<html><script>alert(1)</script>", "polyglot"),
    "SVG": (lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "wrong_type"),
    "web page": (lambda: b"<!doctype html><script>alert(1)</script>", "wrong_type"),
    "program": (lambda: b"MZ" + bytes(200), "wrong_type"),
    "archive": (_zip, "wrong_type"),
    "GIF": (_picture("GIF"), "wrong_type"),
    "TIFF": (_picture("TIFF"), "wrong_type"),
    "HEIC": (lambda: b"\x00\x00\x00\x18ftypheic" + bytes(40), "heic"),
    "empty": (lambda: b"", "empty"),
}


def _linked_pdf() -> bytes:
    return _annotation(Subtype=Name.Link, A=_action(S=Name.URI, URI=String("https://www.gov.pl/")))()


def _opening_pdf() -> bytes:
    def edit(document: Pdf) -> None:
        document.Root.OpenAction = Array([document.pages[0].obj, Name.Fit])

    return pdf(edit)


def _scan() -> bytes:
    """As a phone's scanner makes it: each page one JPEG."""
    pages = [Image.open(io.BytesIO(photo(size=(1240, 1754)))) for _ in range(6)]
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:])
    return out.getvalue()


def _filled_form() -> bytes:
    """As programs save it that leave the drawing of what was typed to the reader."""

    def edit(document: Pdf) -> None:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
        field = document.make_indirect(
            Dictionary(
                Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("name"), V=String("Olena"), F=4,
                Rect=Array([50, 700, 250, 720]), DA=String("/Helv 12 Tf 0 g"),
            )
        )  # fmt: skip
        document.pages[0].Annots = Array([field])
        document.Root.AcroForm = Dictionary(
            Fields=Array([field]),
            NeedAppearances=True,
            DR=Dictionary(Font=Dictionary(Helv=document.make_indirect(font))),
        )

    return pdf(edit)


HONEST: dict[str, tuple[Maker, str]] = {
    "blank PDF": (pdf, "application/pdf"),
    "scan of six pages": (_scan, "application/pdf"),
    "PDF with links": (_linked_pdf, "application/pdf"),
    "PDF opening at a page": (_opening_pdf, "application/pdf"),
    "filled form": (_filled_form, "application/pdf"),
    "PDF with compressed objects": (
        lambda: pdf(object_stream_mode=pikepdf.ObjectStreamMode.generate),
        "application/pdf",
    ),
    "linearised PDF": (lambda: pdf(linearize=True), "application/pdf"),
    "PDF with a wrong startxref": (lambda: wrong_start(_scan()), "application/pdf"),
    "PDF without a table of objects": (_without_table, "application/pdf"),
    "PDF with a wrong length of a stream": (_wrong_length, "application/pdf"),
    "PDF with bytes after its end": (lambda: pdf() + b"\r\n--boundary42--\r\nbytes of a mail", "application/pdf"),
    "PDF behind NULs": (lambda: bytes(200) + pdf(), "application/pdf"),
    "PDF behind a mark of UTF-8 and lines": (lambda: b"\xef\xbb\xbf\r\n\r\n" + pdf(), "application/pdf"),
    "PDF with blank lines around": (lambda: pdf() + b"\r\n\r\n", "application/pdf"),
    "photo": (photo, "image/jpeg"),
    "photo with a place in it": (gps_photo, "image/jpeg"),
    "photo of a phone, with a trailer": (lambda: photo() + b"SEFT" + bytes(400), "image/jpeg"),
    "photo in CMYK": (lambda: photo(mode="CMYK"), "image/jpeg"),
    "progressive photo": (lambda: photo(progressive=True), "image/jpeg"),
    "big photo": (lambda: photo(size=(6000, 8000)), "image/jpeg"),
    "PNG": (png, "image/png"),
    "PNG with transparency": (lambda: png(mode="LA"), "image/png"),
    "PNG with 16 bits": (lambda: png(mode="I;16"), "image/png"),
}

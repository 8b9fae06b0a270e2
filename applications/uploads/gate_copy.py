"""What may be in the clean copy of a PDF: a list of names. What is not in it is left behind. Runs inside `gate.py`."""

from typing import Any

import pikepdf

# The names of ISO 32000-2 that draw a page, by the thing they belong to. Nothing here leads out of the file, starts
# anything, or shows a picture that is not on the page: no actions, links, notes, files, thumbnails, metadata, forms.
_OF = {
    "document": "Type Pages Lang OCProperties",
    "pages": "Kids Count Parent Resources MediaBox CropBox Rotate UserUnit Contents Group",
    "resources": "Font XObject ExtGState ColorSpace Pattern Shading Properties ProcSet",
    "stream": "Length Filter DecodeParms Predictor Colors Columns EarlyChange K Rows EndOfLine EncodedByteAlign"
    " EndOfBlock BlackIs1 DamagedRowsBeforeError ColorTransform JBIG2Globals",
    "picture": "Subtype Width Height BitsPerComponent Intent ImageMask Mask Decode Interpolate SMask SMaskInData Matte",
    "form": "FormType BBox Matrix OC I S CS Isolated Knockout",
    "state": "LW LC LJ ML D RI OP op OPM FL SM SA BM CA ca AIS TK G BC",
    "pattern": "PatternType PaintType TilingType XStep YStep ShadingType Background AntiAlias Coords Domain Function"
    " Extend BitsPerCoordinate BitsPerFlag VerticesPerRow",
    "function": "FunctionType Range Size BitsPerSample Order Encode C0 C1 N Functions Bounds",
    "colour": "Alternate WhitePoint BlackPoint Gamma Colorants Process Components MixingHints Solidities PrintingOrder"
    " DotGain",
    "font": "BaseFont Name FirstChar LastChar Widths FontDescriptor Encoding BaseEncoding Differences ToUnicode"
    " DescendantFonts CIDSystemInfo CIDToGIDMap Registry Ordering Supplement DW W DW2 W2 WMode UseCMap CMapName"
    " FontBBox FontMatrix CharProcs FontName FontFamily FontStretch FontWeight Flags ItalicAngle Ascent Descent"
    " Leading CapHeight XHeight StemV StemH AvgWidth MaxWidth MissingWidth FontFile FontFile2 FontFile3 CharSet CIDSet"
    " Length1 Length2 Length3",
    "layer": "OCGs ON OFF BaseState P VE",
}
ALLOWED = frozenset(f"/{name}" for names in _OF.values() for name in names.split())
# Their keys are names a file gives to its own fonts, pictures and colours
_NAMED = "Font XObject ExtGState ColorSpace Pattern Shading Properties CharProcs Colorants Solidities DotGain"
NAMED = frozenset(f"/{name}" for name in _NAMED.split())


def keep_only_what_draws(pdf: pikepdf.Pdf) -> None:
    """Strip every dictionary that a page can reach; what is reached no more is not written.

    What a filled-in form or a stamp shows is drawn into its page first.
    """
    pdf.generate_appearance_streams()
    pdf.flatten_annotations("all")
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    pending: list[tuple[Any, bool]] = [(pdf.Root, False)]
    seen: set[tuple[tuple[int, int], bool]] = set()
    while pending:
        item, is_named = pending.pop()
        if item.is_indirect:
            place = (item.objgen, is_named)
            if place in seen:
                continue
            seen.add(place)
        pending += _kept(item, is_named=is_named)


def _kept(item: Any, *, is_named: bool) -> list[tuple[Any, bool]]:
    """What is below an object once it is stripped, each with whether its keys are names of the file's own."""
    if isinstance(item, pikepdf.Array):
        return [(child, False) for child in item if isinstance(child, pikepdf.Object)]
    if not isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        return []
    if not is_named:
        for key in set(item.keys()) - ALLOWED:
            del item[key]
    below = [(key, child) for key, child in item.items() if isinstance(child, pikepdf.Object)]
    return [(child, not is_named and key in NAMED) for key, child in below]

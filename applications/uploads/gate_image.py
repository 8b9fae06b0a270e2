"""Pictures in the gate: decoded whole, measured, written anew without metadata. Runs inside the limits of `gate.py`."""

import io
import warnings
import zipfile

from PIL import Image, ImageChops, ImageCms, ImageOps

from applications.uploads.gate_errors import GateRefused

MAX_PIXELS = 50_000_000
COLOUR_DIFFERENCE = 12  # channels of a grey picture differ by less, even after lossy compression
QUALITIES = (95, 90, 85)
SCRIPT_MARKS = (b"<?php", b"<script", b"<html")
END_OF_IMAGE = {"JPEG": b"\xff\xd9", "PNG": b"IEND\xaeB`\x82"}

Image.MAX_IMAGE_PIXELS = MAX_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)

type Facts = dict[str, str | int | bool]


def clean(content: bytes, *, kind: str) -> tuple[Facts, bytes]:
    """The facts of a picture and its clean copy; `kind` is JPEG or PNG and must be true."""
    refuse_polyglot(content, kind)
    picture = _upright(_decode(content, kind))
    facts: Facts = {"width": picture.width, "height": picture.height, "colour": in_colour(picture)}
    return facts, _write(picture, kind, at_most=len(content))


def refuse_polyglot(content: bytes, kind: str) -> None:
    """A picture that is an archive or a script too. Other trailing bytes are common (phones) and end here."""
    tail = content[content.rfind(END_OF_IMAGE[kind]) :].lower()
    if zipfile.is_zipfile(io.BytesIO(content)) or any(mark in tail for mark in SCRIPT_MARKS):
        raise GateRefused("polyglot")


def in_colour(picture: Image.Image) -> bool:
    red, green, blue = picture.convert("RGB").resize((64, 64)).split()
    pairs = ((red, green), (green, blue))
    return any(max(ImageChops.difference(*pair).tobytes()) > COLOUR_DIFFERENCE for pair in pairs)


def _decode(content: bytes, kind: str) -> Image.Image:
    try:
        picture = Image.open(io.BytesIO(content), formats=(kind,))
        picture.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise GateRefused("too_many_pixels") from error
    except MemoryError as error:
        raise GateRefused("bomb") from error
    except (OSError, SyntaxError, ValueError, IndexError, TypeError) as error:
        raise GateRefused(_damage(error)) from error
    return picture


def _damage(error: Exception) -> str:
    """Pillow says of a compressed text that grows beyond measure that it is too large."""
    return "bomb" if "too large" in str(error) else "damaged"


def _upright(picture: Image.Image) -> Image.Image:
    """As a viewer shows it: turned by its orientation tag, in sRGB, without an alpha channel."""
    profile = picture.info.get("icc_profile")
    turned = ImageOps.exif_transpose(picture)
    if turned.mode not in {"L", "RGB"}:
        turned = _on_white(turned) if turned.mode in {"RGBA", "LA", "PA", "P"} else turned.convert("RGB")
        profile = None
    return _in_srgb(turned, profile)


def _on_white(picture: Image.Image) -> Image.Image:
    layer = picture.convert("RGBA")
    paper = Image.new("RGB", layer.size, "white")
    paper.paste(layer, mask=layer.getchannel("A"))
    return paper


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    if not profile or picture.mode != "RGB":
        return picture
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), inPlace=True)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture  # a broken profile: the plain numbers are the best there is
    return picture


def _write(picture: Image.Image, kind: str, *, at_most: int) -> bytes:
    """No bigger than what came, where a lower quality can do that."""
    picture.info = {}
    if kind == "PNG":
        return _encoded(picture, "PNG", optimize=False)
    written = b""
    for quality in QUALITIES:
        written = _encoded(picture, "JPEG", quality=quality)
        if len(written) <= at_most:
            break
    return written


def _encoded(picture: Image.Image, kind: str, **options: int | bool) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()

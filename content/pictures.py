"""Pictures as readers get them: a rendition with its measures, and the file behind its address."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from content.media import Picture, Rendition

WIDEST = "max-1280x1280"  # a page of 1280 px, twice as dense on a phone
TYPES = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}
KEPT_SECONDS = 30 * 24 * 3600  # another content has another name
# A picture runs nothing, wherever it is opened
POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    url: str
    width: int
    height: int


def shown(picture: Picture) -> Shown | None:
    """None when its file is gone: the page stands without it."""
    try:
        rendition = picture.get_rendition(WIDEST)
    except OSError:  # SourceImageIOError too
        return None
    return Shown(url=rendition.url, width=rendition.width, height=rendition.height)


@require_safe
def file(request: HttpRequest, name: str) -> FileResponse:
    """Files of pictures and nothing else: documents have their own address, with their own rules."""
    kind = TYPES.get(PurePosixPath(name).suffix.lower())
    if kind is None or "\0" in name or not is_of_a_picture(name):
        raise Http404
    try:
        opened = default_storage.open(name)
    except OSError:
        raise Http404 from None
    headers = {
        "Cache-Control": f"public, max-age={KEPT_SECONDS}, immutable",
        "Content-Security-Policy": POLICY,
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Last-Modified": http_date(default_storage.get_modified_time(name).timestamp()),
        "X-Content-Type-Options": "nosniff",
    }
    return FileResponse(opened, content_type=kind, headers=headers)


def is_of_a_picture(name: str) -> bool:
    return any(model.objects.filter(file=name).exists() for model in (Rendition, Picture))

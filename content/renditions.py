"""The sizes in which the API offers a picture, so that a front end makes its own `srcset`."""

from dataclasses import dataclass

from django.conf import settings

from content.media import Picture

SPECS = ("max-320x320", "max-640x640", "max-1280x1280")


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    spec: str
    url: str
    width: int
    height: int


def of(picture: Picture) -> list[Size]:
    """Smallest first; none where the file is gone. Made at the first time somebody asks."""
    try:
        found = picture.get_renditions(*SPECS)
    except OSError:  # SourceImageIOError too
        return []
    return [Size(spec=spec, url=_whole(each.url), width=each.width, height=each.height) for spec, each in found.items()]


def _whole(url: str) -> str:
    return url if "://" in url else f"{settings.PORTAL_URL}{url}"

"""A file for readers as pages and API tell of it: title, language, kind, size and address."""

from pathlib import PurePosixPath
from typing import Any

from django.conf import settings

from content.media import File


def told(file: File | None) -> dict[str, Any] | None:
    """None where it was deleted since."""
    if file is None:
        return None
    return {
        "id": file.pk,
        "title": file.title,
        "language": file.language,
        "kind": PurePosixPath(file.filename).suffix.removeprefix(".").upper(),
        "size": file.get_file_size() or 0,
        "url": file.url if "://" in file.url else f"{settings.PORTAL_URL}{file.url}",
    }

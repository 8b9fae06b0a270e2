"""Where a person may be sent with a signature in the address: to our own pages, and to callers known by name."""

import re
from urllib.parse import urlsplit

from django.conf import settings

# What a browser leaves out, or reads as another sign, than who judges it
MISREAD = re.compile(r"[^\x21-\x7e]|[\\@#]")


def is_allowed(url: str) -> bool:
    """Scheme, host and port are those of the portal or of `settings.SIGNATURE_RETURN_ORIGINS`."""
    if MISREAD.search(url):
        return False
    allowed = {_origin(each) for each in (settings.PORTAL_URL, *settings.SIGNATURE_RETURN_ORIGINS)}
    return _origin(url) in allowed - {None}


def _origin(url: str) -> tuple[str, str, int] | None:
    try:
        parts = urlsplit(url)
        default = {"http": 80, "https": 443}.get(parts.scheme)
        port = default if parts.port is None else parts.port
    except ValueError:
        return None
    if default is None or port is None or not parts.hostname:
        return None
    return parts.scheme, parts.hostname, port

"""The virus scanner, where one is configured: fails closed, with short limits, and only while it knows what is new."""

import io
from datetime import UTC, datetime, timedelta

from clamav_client.clamd import ClamdNetworkSocket, ClamdUnixSocket, CommunicationError, ResponseError
from django.conf import settings
from django.utils import timezone

from applications.uploads.errors import ScannerDown, SignaturesOld

ASKED_SECONDS = 3  # a scanner that is well says so at once
SCAN_SECONDS = 10  # without a sign of life, for the largest file we take
OLDEST = timedelta(hours=30)  # they are published once a day: a limit of 24 hours would be passed every morning


def finds_virus(content: bytes) -> bool:
    """False where no scanner is configured (`CLAMD_SOCKET`: a path, or host:port)."""
    if not settings.CLAMD_SOCKET:
        return False
    try:
        state, _ = _client(SCAN_SECONDS).instream(io.BytesIO(content))["stream"]
    except (CommunicationError, OSError, KeyError, ValueError) as error:
        raise ScannerDown(type(error).__name__) from error
    if state not in {"OK", "FOUND"}:
        raise ScannerDown(str(state))
    return bool(state == "FOUND")


def require() -> None:
    """Raises ScannerDown unless the scanner that is configured answers and its signatures are of this day."""
    if settings.CLAMD_SOCKET and timezone.now() - signatures_of() > OLDEST:
        raise SignaturesOld


def signatures_of() -> datetime:
    """When what the scanner looks for was published, as in ClamAV 1.4.3/27827/Thu Nov 26 09:25:52 2026."""
    try:
        published = _client(ASKED_SECONDS).version().split("/")[2]
        return datetime.strptime(published, "%a %b %d %H:%M:%S %Y").replace(tzinfo=UTC)
    except (CommunicationError, ResponseError, OSError, IndexError, ValueError) as error:
        raise ScannerDown(type(error).__name__) from error


def _client(seconds: int) -> ClamdUnixSocket | ClamdNetworkSocket:
    address = settings.CLAMD_SOCKET
    host, colon, port = address.rpartition(":")
    if colon and port.isdigit():
        return ClamdNetworkSocket(host=host, port=int(port), timeout=seconds)
    return ClamdUnixSocket(path=address, timeout=seconds)

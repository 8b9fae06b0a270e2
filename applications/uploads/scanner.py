"""The virus scanner, where one is configured: fails closed."""

import io

from clamav_client.clamd import ClamdNetworkSocket, ClamdUnixSocket, CommunicationError
from django.conf import settings

from applications.uploads.errors import ScannerDown

TIMEOUT_SECONDS = 30


def finds_virus(content: bytes) -> bool:
    """False where no scanner is configured (`CLAMD_SOCKET`: a path, or host:port)."""
    if not settings.CLAMD_SOCKET:
        return False
    try:
        state, _ = _client(settings.CLAMD_SOCKET).instream(io.BytesIO(content))["stream"]
    except (CommunicationError, OSError, KeyError, ValueError) as error:
        raise ScannerDown(type(error).__name__) from error
    if state not in {"OK", "FOUND"}:
        raise ScannerDown(str(state))
    return bool(state == "FOUND")


def _client(address: str) -> ClamdUnixSocket | ClamdNetworkSocket:
    host, colon, port = address.rpartition(":")
    if colon and port.isdigit():
        return ClamdNetworkSocket(host=host, port=int(port), timeout=TIMEOUT_SECONDS)
    return ClamdUnixSocket(path=address, timeout=TIMEOUT_SECONDS)

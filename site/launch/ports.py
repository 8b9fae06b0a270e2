"""Every port follows from one; two checkouts run side by side with two first ports."""

import os
import socket
from dataclasses import dataclass

HOST = "127.0.0.1"
OFFSETS = {
    "portal": 0,
    "editors": 1,
    "officers": 2,
    "exchange": 3,
    "register": 4,
    "stripe": 5,
    "signature": 6,
    "mail": 7,
    "postgres": 8,
    "smtp": 9,
}
DEFAULT_FIRST = 8000


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """The ports of one running system."""

    first: int

    def of(self, name: str) -> int:
        return self.first + OFFSETS[name]

    def address(self, name: str) -> str:
        """The URL a person or a process of this machine uses to reach a service."""
        scheme = "https" if name == "exchange" else "http"
        return f"{scheme}://{HOST}:{self.of(name)}"


def from_environment() -> Ports:
    given = os.environ.get("PORT") or str(DEFAULT_FIRST)
    if not given.isdecimal():
        raise SystemExit(f"PORT is the number of the first port, not {given!r}")
    return Ports(first=int(given))


def is_taken(port: int) -> bool:
    """Whether somebody listens there."""
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0

"""The contract between the connector and whatever keeps the messages inside: a register, an EZD, a folder.

A backend is named to the connector by its dotted path (`EXCHANGE_BACKEND`); neither imports the other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, Self
from uuid import UUID

from applications.exchange.protocol.envelope import Envelope


class MessageRefused(Exception):
    """This message can't be applied as it is: a person must look. The text names a reason, never contents."""


class BackendUnavailable(Exception):
    """Not now: try again later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedSubmission:
    """What the signed XML says, after everything it names was compared."""

    procedure: str
    register: str  # of art. 428(1)(2), which the data enter (art. 225g(2))
    form: str
    form_version: str
    office: str
    signer: Mapping[str, str] = field(repr=False)
    payload: Mapping[str, Any] = field(repr=False)
    questions: list[dict[str, Any]] = field(repr=False)
    purposes: Mapping[str, str]
    signed_digest: str
    payload_digest: str
    note: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedMessage:
    """One message with its parts in the clear; a backend applies it."""

    envelope: Envelope
    parts: Mapping[str, bytes] = field(repr=False)
    submission: SignedSubmission | None = None
    body: Mapping[str, Any] | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterNews:
    """What happened to a case inside; its id is the message's by which MOS will know it."""

    id: UUID
    kind: str
    case_id: UUID
    body: Mapping[str, Any] = field(repr=False)
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)


class Backend(Protocol):
    """It has a store of its own, so everything may be asked of it again after a crash."""

    @classmethod
    def from_environment(cls) -> Self:
        """As the connector's process makes it."""

    def apply(self, package: OpenedMessage) -> str:
        """Take the message over, once whatever is replayed; the reference under which it is kept. Refused, Unavailable
        or an error of what it stands on (OSError, the database's OperationalError) if not."""

    def news(self) -> Sequence[RegisterNews]:
        """What MOS was not told yet, in order within each case."""

    def settled(self, news_id: UUID, *, refused: str = "") -> None:
        """The connector has this news in its own stream; or it can't be told, and why."""

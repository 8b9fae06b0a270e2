"""Who calls `/gov/v1/`, with the pinned key or another; what each request stored is compared, then undone."""

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory

from applications.exchange.connector import outgoing
from applications.exchange.portal.models import InboundMessage, InboundPart, OutboxMessage, RegisterReceipt
from applications.exchange.protocol import http, jws, keys
from applications.exchange.protocol.canonical import canonical, digest
from applications.exchange.protocol.envelope import GENESIS, REGISTER, Envelope, PartInfo, now
from applications.exchange.protocol.errors import Malformed
from audit.models import NotedHead
from tests.applications.exchange.both_halves import Socket
from tests.fuzz.visitors import BROKEN, Tally

REFUSED = 400
NO_HEADERS: Mapping[str, str] = MappingProxyType({})
SEALED = b"sealed"  # nobody opens it at the door

type Event = dict[str, Any]


class Peer:
    """A connection from somebody with this certificate, or none; whoever it is holds the connector's signing key."""

    def __init__(self, tally: Tally, certificate: Path | None) -> None:
        self.tally, self.client = tally, Client(raise_request_exception=False)
        self.extra: dict[str, Any] = {} if certificate is None else {"gunicorn.socket": Socket(certificate)}
        self.key = keys.signing(Path(settings.EXCHANGE_PKI) / "connector" / "signing.json")

    def send(
        self,
        method: str,
        address: str,
        body: bytes = b"",
        kind: str = "",
        headers: Mapping[str, str] = NO_HEADERS,
    ) -> HttpResponse:
        """Signed as its headers leave it; nothing of it remains."""
        named = {**self._signature(method, address, body), **{name: _raw(value) for name, value in headers.items()}}
        with transaction.atomic():
            before = stored()
            answer = self.client.generic(method, address, body, kind, secure=True, headers=named, **self.extra)
            is_kept = answer.status_code >= REFUSED and stored() != before
            transaction.set_rollback(True)
        self.tally.add("requests")
        self.tally.add(str(answer.status_code))
        if is_kept or answer.status_code >= BROKEN:
            why = repr((getattr(answer, "exc_info", None) or ("", ""))[1])[:200]
            told = f"{answer.status_code}{' stored' if is_kept else ''} {method} {address[:90]} {body[-120:]!r}"
            self.tally.broken.append(f"{told} {str(dict(headers))[:120]} {why}")
        return answer  # type: ignore[return-value]  # the client adds to it

    def _signature(self, method: str, address: str, body: bytes) -> dict[str, str]:
        url = RequestFactory().generic(method, address, secure=True).build_absolute_uri()  # as the portal will see it
        return http.sign(http.SignedRequest(method=method, url=url), body, self.key)


class Half:
    """A body whose sender is cut off."""

    def read(self, *_size: int) -> bytes:
        raise ConnectionResetError("cut off")

    readline = read


def stored() -> list[Any]:
    """All that a request may change, but for the nonce that it used up."""
    return [
        *InboundMessage.objects.order_by("pk").values_list(),
        *InboundPart.objects.order_by("pk").values_list("pk", "message", "name"),
        *RegisterReceipt.objects.order_by("pk").values_list(),
        *OutboxMessage.objects.order_by("pk").values_list("pk", "stream_seq", "verdict"),
        *NotedHead.objects.order_by("pk").values_list("pk", "seq"),
    ]


def receipt(about: OutboxMessage) -> Event:
    """The register's, of a message as it was sent."""
    assert about.stream_seq is not None
    data = outgoing.receipt_data(
        message_id=about.pk, stream_seq=about.stream_seq, hash=about.hash or "", verdict="applied"
    )
    return _envelope("receipt", about.case_id, data=data)


def officer(case_id: UUID) -> Event:
    part = PartInfo(name="body.json", bytes=len(SEALED), sha256=digest(SEALED), kid="k")
    return _envelope("officer", case_id, parts=(part,))


def signed(event: Event) -> str:
    """With the register's key, under the hash that the envelope has now."""
    digests = [[each.get(name) for name in ("name", "bytes", "sha256", "kid")] for each in _parts(event)]
    key = keys.signing(Path(settings.EXCHANGE_PKI) / "register" / "signing.json")
    try:
        if "data" in event:
            digests.append(["data", digest(canonical(event["data"]))])
        fields = [*map(event.get, ("prevhash", "streamseq", "id", "subject", "caseseq")), digests, event.get("type")]
        return jws.sign(event if "hash" not in event else {**event, "hash": digest(canonical(fields))}, key,
                        type="envelope")  # fmt: skip
    except (Malformed, ValueError, TypeError):  # what can't be signed is sent unsigned
        return json.dumps(event)[:1_000]


def _parts(event: Event) -> list[Event]:
    parts = event.get("parts")
    return [each for each in parts if isinstance(each, dict)] if isinstance(parts, list) else []


def _envelope(kind: str, case_id: UUID, **content: Any) -> Event:
    return Envelope(
        id=uuid4(), kind=kind, source=REGISTER, case_id=case_id, time=now(),
        case_seq=1, stream_seq=1, prev_hash=GENESIS, **content,
    ).as_json()  # fmt: skip


def _raw(value: str) -> str:
    return value.encode().decode("latin-1")  # as a server passes it on

"""`/gov/v1/`: what the connector pulls and pushes. Nothing here opens anything or applies anything."""

import logging
import re
from datetime import date
from uuid import UUID

from django.core.files.storage import storages
from django.db.models import Min
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from applications.exchange.portal import keys, receiving, reconciliation, sequencer, witness
from applications.exchange.portal.models import OutboxMessage, Verdict
from applications.exchange.portal.peer import verified
from applications.exchange.protocol import jws
from applications.exchange.protocol.canonical import canonical, digest
from applications.exchange.protocol.errors import Malformed
from applications.exchange.protocol.kinds import OUTBOUND

MAX_PAGE = 100
logger = logging.getLogger(__name__)


@verified("GET")
def head(request: HttpRequest) -> HttpResponse:
    """Where both streams stand, and how old the oldest message without a receipt is."""
    sequencer.number()
    seq, last = sequencer.head()
    gov_seq, gov_hash = receiving.head()
    waiting = OutboxMessage.objects.exclude(verdict=Verdict.APPLIED)
    oldest = waiting.aggregate(oldest=Min("queued_at"))["oldest"]
    facts = {
        "stream_seq": seq,
        "hash": last,
        "gov_seq": gov_seq,
        "gov_hash": gov_hash,
        "depth": waiting.count(),
        "oldest_seconds": int((timezone.now() - oldest).total_seconds()) if oldest else 0,
        "schemas": {kind: ["1"] for kind in OUTBOUND},
    }
    return _signed(facts, kind="head")


@verified("GET")
def messages(request: HttpRequest) -> HttpResponse:
    """A page of envelopes after a number, under a signed list of their digests; 204 when there is none."""
    after, limit = _number(request, "after", 0), min(_number(request, "limit", MAX_PAGE), MAX_PAGE)
    sequencer.number()
    page = list(OutboxMessage.objects.filter(stream_seq__gt=after).order_by("stream_seq")[:limit])
    if not page:
        return HttpResponse(status=204)
    parts = sequencer.parts_of(page)
    events = [sequencer.envelope(message, parts[message.id]).as_json() for message in page]
    manifest = {"after": after, "messages": [[event["streamseq"], digest(canonical(event))] for event in events]}
    return JsonResponse({"manifest": jws.sign(manifest, keys.signing(), type="manifest"), "messages": events})


@verified("GET")
def blob(request: HttpRequest, *, message_id: UUID, number: int) -> HttpResponse:
    """The sealed bytes of one part, whole or from an offset."""
    message = OutboxMessage.objects.filter(pk=message_id, stream_seq__isnull=False).first()
    parts = sequencer.parts_of([message])[message_id] if message else []
    if number >= len(parts):
        return HttpResponse(status=404)
    part = parts[number]
    if part.purged_at is not None:
        return HttpResponse(status=410)
    start, end = _range(request, part.bytes)
    if start >= part.bytes:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{part.bytes}"})
    try:
        with storages["sealed"].open(part.path) as file:
            file.seek(start)
            content = file.read(end - start + 1)
    except FileNotFoundError:
        logger.critical("sealed part %s of message %s is not where it was stored", part.name, message_id)
        return HttpResponse(status=404)
    response = HttpResponse(content, content_type="application/octet-stream", headers={"Accept-Ranges": "bytes"})
    if "Range" in request.headers:
        response.status_code = 206
        response["Content-Range"] = f"bytes {start}-{end}/{part.bytes}"
    return response


@verified("POST")
def receipts(request: HttpRequest) -> HttpResponse:
    message = receiving.receive(request.body, receipts=True)
    return JsonResponse({"gov_seq": message.gov_seq})


@verified("POST")
def inbound(request: HttpRequest) -> HttpResponse:
    message = receiving.receive(request.body, receipts=False)
    return JsonResponse({"gov_seq": message.gov_seq})


@verified("GET")
def day(request: HttpRequest) -> HttpResponse:
    """Counts and digests of one day, to be compared with the register's own; and the head of our trail.

    `seq` and `hash` are the head that the register kept of an earlier report.
    """
    try:
        found = date.fromisoformat(request.GET.get("day", ""))
    except ValueError as error:
        raise Malformed("which day?") from error
    kept, digest_kept = _number(request, "seq", 0), request.GET.get("hash", "")
    if kept and not re.fullmatch("[0-9a-f]{64}", digest_kept):
        raise Malformed("hash is not a digest")
    trail = witness.report(kept or None, digest_kept)
    return _signed({**reconciliation.of(found), "trail": trail}, kind="reconciliation")


@verified("GET")
def public_keys(request: HttpRequest) -> HttpResponse:
    return JsonResponse(keys.published())


def _signed(facts: dict[str, object], *, kind: str) -> HttpResponse:
    return JsonResponse({"signed": jws.sign(facts, keys.signing(), type=kind)})


def _number(request: HttpRequest, name: str, default: int) -> int:
    text = request.GET.get(name, str(default))
    if not re.fullmatch(r"[0-9]{1,15}", text):
        raise Malformed(f"{name} is not a number")
    return int(text)


def _range(request: HttpRequest, size: int) -> tuple[int, int]:
    """First and last byte asked for; a range we don't understand, or that ends before it begins, is the whole."""
    found = re.fullmatch(r"bytes=(\d{1,15})-(\d{0,15})", request.headers.get("Range", ""))
    if found is None or (found[2] and int(found[2]) < int(found[1])):
        return 0, size - 1
    return int(found[1]), min(int(found[2] or size - 1), size - 1)

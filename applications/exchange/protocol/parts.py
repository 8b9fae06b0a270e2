"""What each part of a message must look like: the portal judges it before it is queued, the importer once more."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from applications.exchange.protocol import documents, envelope, kinds, payloads, text
from applications.exchange.protocol.canonical import parse_object
from applications.exchange.protocol.errors import Malformed
from applications.exchange.protocol.kinds import Schema

APPLICATION_XML, PAYLOAD, PDF = "application.xml", "payload.json", "application.pdf"
NOTE = "note.json"  # what the portal says about the signer; nobody signs it
BODY = "body.json"  # of a message back; its files lie beside it
ANNEX = re.compile(r"annex-\d+\.xml")


def said(kind: str) -> str:
    """The one JSON part in which everything but a submission says what it says."""
    return f"{kind}.json"


def annex(number: int) -> str:
    return f"annex-{number}.xml"


SCHEMAS: Mapping[str, Mapping[str, Schema]] = {
    kinds.SUBMISSION: {NOTE: kinds.NOTE_BODY},
    kinds.ATTACHMENT: {said(kinds.ATTACHMENT): kinds.ATTACHMENT_BODY},
    kinds.QUERY: {said(kinds.QUERY): kinds.QUERY_BODY},
    kinds.PAYMENT: {said(kinds.PAYMENT): kinds.PAYMENT_BODY},
    kinds.WITHDRAWAL: {said(kinds.WITHDRAWAL): kinds.WITHDRAWAL_BODY},
}
REQUIRED: Mapping[str, frozenset[str]] = {
    kinds.SUBMISSION: frozenset({APPLICATION_XML, PAYLOAD}),
    **{kind: frozenset(SCHEMAS[kind]) for kind in SCHEMAS if kind != kinds.SUBMISSION},
}
_NAME = re.compile(envelope.PART_NAME)


def read(kind: str, name: str, content: bytes) -> dict[str, Any]:
    """A JSON part as it is applied: cleaned, then judged by its schema, so that empty is empty."""
    body = dict(text.clean_all(parse_object(content)))
    kinds.check(body, SCHEMAS[kind][name])
    return body


def judge(kind: str, name: str, content: bytes, *, form: tuple[str, str] | None, schemas: Path) -> None:
    """Malformed when the register would refuse this part. `form`: key and version of a payload's form."""
    if not _NAME.fullmatch(name):
        raise Malformed("a part can't have this name")
    if len(content) > envelope.MAX_PART_BYTES - 10_000:  # sealing adds to it
        raise Malformed("a part is too large")
    if name in SCHEMAS[kind]:
        read(kind, name, content)
    if kind == kinds.SUBMISSION:
        _judge_document(name, content, form=form, schemas=schemas)


def _judge_document(name: str, content: bytes, *, form: tuple[str, str] | None, schemas: Path) -> None:
    if name == PAYLOAD:
        if form is None:
            raise Malformed("a payload of no form")
        payloads.checked(content, form=form[0], version=form[1], schemas=schemas)
    elif name == APPLICATION_XML:
        documents.questions(documents.parse(content))
    elif ANNEX.fullmatch(name):
        documents.annex_payload(documents.parse(content), schemas=schemas)

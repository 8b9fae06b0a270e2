"""Verifies an opened message: signature, digests, payload, all as the signed XML says."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lxml import etree

from applications.exchange.connector import annexes, signatures
from applications.exchange.protocol import documents, kinds
from applications.exchange.protocol import parts as declared
from applications.exchange.protocol.backend import MessageRefused, OpenedMessage, SignedSubmission
from applications.exchange.protocol.canonical import digest
from applications.exchange.protocol.documents import child
from applications.exchange.protocol.envelope import Envelope
from applications.exchange.protocol.errors import ProtocolError
from applications.exchange.protocol.parts import APPLICATION_XML, NOTE, PAYLOAD, PDF
from applications.exchange.protocol.tags import APPLICATION, REGISTERS, Tag, attribute, is_root


def verified(envelope: Envelope, parts: Mapping[str, bytes], *, trust: Path, schemas: Path) -> OpenedMessage:
    """Raises Refused with a reason unless the message is what its kind promises."""
    try:
        if envelope.kind == kinds.SUBMISSION:
            submission = _submission(envelope, parts, trust=trust, schemas=schemas)
            return OpenedMessage(envelope=envelope, parts=parts, submission=submission)
        return OpenedMessage(envelope=envelope, parts=parts, body=_body(envelope, parts))
    except ProtocolError as error:
        raise MessageRefused(str(error)) from error


def _body(envelope: Envelope, parts: Mapping[str, bytes]) -> dict[str, Any]:
    """Everything but a submission says what it says in one JSON part; an attachment carries its file beside it."""
    name = declared.said(envelope.kind)
    if name not in parts:
        raise MessageRefused(f"no {name}")
    return declared.read(envelope.kind, name, parts[name])


def _submission(envelope: Envelope, parts: Mapping[str, bytes], *, trust: Path, schemas: Path) -> SignedSubmission:
    if missing := {APPLICATION_XML, PAYLOAD} - set(parts):
        raise MessageRefused(f"no {', '.join(sorted(missing))}")
    signed = signatures.verify(parts[APPLICATION_XML], trust=trust)
    root = signed.root
    if not is_root(root, APPLICATION, Tag.APPLICATION):
        raise MessageRefused("the signed document is not an application")
    if (attribute(root, "id"), attribute(root, "message")) != (str(envelope.case_id), str(envelope.id)):
        raise MessageRefused("the signed application belongs to another case or message")
    _check_digests(root, parts)
    annexes.check(root, parts, trust=trust, schemas=schemas)
    form = child(root, Tag.FORM)
    return SignedSubmission(
        procedure=attribute(child(root, Tag.PROCEDURE), "key"),
        register=_register(root),
        form=attribute(form, "key"),
        form_version=attribute(form, "version"),
        office=attribute(child(root, Tag.OFFICE), "teryt"),
        signer=signed.signer,
        payload=documents.payload(parts[PAYLOAD], root, schemas=schemas),
        questions=documents.questions(root),
        purposes=_purposes(root),
        signed_digest=digest(parts[APPLICATION_XML]),
        payload_digest=digest(parts[PAYLOAD]),
        note=_note(parts),
    )


def _register(root: etree._Element) -> str:
    register = attribute(child(root, Tag.PROCEDURE), "register")
    if register not in REGISTERS:
        raise MessageRefused("the application names no register it would enter")
    return register


def _note(parts: Mapping[str, bytes]) -> dict[str, Any] | None:
    return declared.read(kinds.SUBMISSION, NOTE, parts[NOTE]) if NOTE in parts else None


def _check_digests(root: etree._Element, parts: Mapping[str, bytes]) -> None:
    """Payload, files and annexes are those the person signed: none other, none missing."""
    if attribute(child(root, Tag.DATA), "sha256") != digest(parts[PAYLOAD]):
        raise MessageRefused("the payload is not the signed one")
    named = {_name(item): item for item in [*child(root, Tag.FILES), *child(root, Tag.ANNEXES)]}
    others = set(parts) - {APPLICATION_XML, PAYLOAD, PDF, NOTE}
    if set(named) != others:
        raise MessageRefused("the files are not those that were signed")
    for name, item in named.items():
        if attribute(item, "sha256") != digest(parts[name]):
            raise MessageRefused("a file is not the signed one")
        if attribute(item, "bytes") not in ("", str(len(parts[name]))):
            raise MessageRefused("a file does not have its signed length")


def _purposes(root: etree._Element) -> dict[str, str]:
    files = {_name(item): attribute(item, "purpose") for item in child(root, Tag.FILES)}
    return files | {_name(item): attribute(item, "key") for item in child(root, Tag.ANNEXES)}


def _name(item: etree._Element) -> str:
    return attribute(item, "name")

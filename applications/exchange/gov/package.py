"""An opened message, and what makes a submission one: signature, digests, payload, all as the signed XML says."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from applications.exchange.gov import payloads, xades
from applications.exchange.gov.errors import Refused
from applications.exchange.protocol import kinds, text
from applications.exchange.protocol.canonical import digest, parse_object
from applications.exchange.protocol.envelope import Envelope
from applications.exchange.protocol.errors import ProtocolError

APPLICATION_XML, PAYLOAD, PDF = "application.xml", "payload.json", "application.pdf"
NOTE = "note.json"  # what the portal says about the signer; nobody signs it
APPLICATION, ANNEX = "urn:pobyt:mos:wniosek:1", "urn:pobyt:mos:zalacznik:1"
ANNEX_NAME = re.compile(r"annex-\d+\.xml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """What the signed XML says, after everything it names was compared."""

    procedure: str
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
class Package:
    """One message with its parts in the clear; a backend applies it."""

    envelope: Envelope
    parts: Mapping[str, bytes] = field(repr=False)
    submission: Submission | None = None
    body: Mapping[str, Any] | None = field(default=None, repr=False)


def verified(envelope: Envelope, parts: Mapping[str, bytes], *, trust: Path, schemas: Path) -> Package:
    """Raises Refused with a reason unless the message is what its kind promises."""
    try:
        if envelope.kind == "submission":
            submission = _submission(envelope, parts, trust=trust, schemas=schemas)
            return Package(envelope=envelope, parts=parts, submission=submission)
        return Package(envelope=envelope, parts=parts, body=_body(envelope, parts))
    except ProtocolError as error:
        raise Refused(str(error)) from error


def _body(envelope: Envelope, parts: Mapping[str, bytes]) -> dict[str, Any] | None:
    """A query, a payment or a withdrawal says what it says in one JSON part; an attachment may say what it answers."""
    name = f"{envelope.kind}.json"
    if name not in parts:
        if envelope.kind != "attachment":
            raise Refused(f"no {name}")
        return None
    body = dict(text.clean_all(parse_object(parts[name])))
    if envelope.kind == "query":
        kinds.check(body, kinds.QUERY)
    if envelope.kind == "attachment":
        kinds.check(body, kinds.ATTACHMENT)
    return body


def _submission(envelope: Envelope, parts: Mapping[str, bytes], *, trust: Path, schemas: Path) -> Submission:
    if missing := {APPLICATION_XML, PAYLOAD} - set(parts):
        raise Refused(f"no {', '.join(sorted(missing))}")
    signed = xades.verify(parts[APPLICATION_XML], trust=trust)
    root = signed.root
    if root.tag != f"{{{APPLICATION}}}wniosek":
        raise Refused("the signed document is not an application")
    if (root.get("id"), root.get("wiadomosc")) != (str(envelope.case_id), str(envelope.id)):
        raise Refused("the signed application belongs to another case or message")
    _check_digests(root, parts)
    _check_annexes(root, parts, trust=trust, schemas=schemas)
    form = _child(root, "formularz")
    return Submission(
        procedure=_child(root, "procedura").get("klucz", ""),
        form=form.get("klucz", ""),
        form_version=form.get("wersja", ""),
        office=_child(root, "organ").get("teryt", ""),
        signer=signed.signer,
        payload=_payload(parts[PAYLOAD], form, schemas),
        questions=[_question(item) for item in _child(root, "pytania")],
        purposes=_purposes(root),
        signed_digest=digest(parts[APPLICATION_XML]),
        payload_digest=digest(parts[PAYLOAD]),
        note=_note(parts),
    )


def _note(parts: Mapping[str, bytes]) -> dict[str, Any] | None:
    if NOTE not in parts:
        return None
    note = dict(text.clean_all(parse_object(parts[NOTE])))
    kinds.check(note, kinds.NOTE)
    return note


def _check_digests(root: etree._Element, parts: Mapping[str, bytes]) -> None:
    """Payload, files and annexes are those the person signed: none other, none missing."""
    if _child(root, "dane").get("sha256") != digest(parts[PAYLOAD]):
        raise Refused("the payload is not the signed one")
    named = {_name(item): item for item in [*_child(root, "pliki"), *_child(root, "zalaczniki")]}
    others = set(parts) - {APPLICATION_XML, PAYLOAD, PDF, NOTE}
    if set(named) != others:
        raise Refused("the files are not those that were signed")
    for name, item in named.items():
        if item.get("sha256") != digest(parts[name]):
            raise Refused("a file is not the signed one")
        if item.get("bajty") not in (None, str(len(parts[name]))):
            raise Refused("a file does not have its signed length")


def _check_annexes(root: etree._Element, parts: Mapping[str, bytes], *, trust: Path, schemas: Path) -> None:
    """An annex is signed by somebody else, for this application, and carries its own data."""
    for item in _child(root, "zalaczniki"):
        if not ANNEX_NAME.fullmatch(_name(item)):
            raise Refused("an annex under a wrong name")
        annex = xades.verify(parts[_name(item)], trust=trust).root
        if annex.tag != f"{{{ANNEX}}}zalacznik" or annex.get("wniosek") != root.get("id"):
            raise Refused("an annex of another application")
        form, data = _child(annex, "formularz"), _child(annex, "dane")
        content = (data.text or "").encode()
        if form.get("klucz") != item.get("klucz") or data.get("sha256") != digest(content):
            raise Refused("an annex that contradicts itself")
        _payload(content, form, schemas)


def _payload(content: bytes, form: etree._Element, schemas: Path) -> dict[str, Any]:
    key, version = form.get("klucz", ""), form.get("wersja", "")
    return payloads.checked(content, form=key, version=version, schemas=schemas)


def _question(element: etree._Element) -> dict[str, Any]:
    """Question and answer in official Polish, a list with its rows."""
    tag = etree.QName(element).localname
    if tag == "wiersz":
        return {"nr": element.get("nr", ""), "pytania": [_question(item) for item in element]}
    rows = [_question(item) for item in element if etree.QName(item).localname == "wiersz"]
    return {
        "klucz": element.get("klucz", ""),
        "nr": element.get("nr", ""),
        "tresc": text.clean(element.findtext(f"{{{APPLICATION}}}tresc") or ""),
        "odpowiedz": text.clean(element.findtext(f"{{{APPLICATION}}}odpowiedz") or ""),
        "wiersze": rows,
    }


def _purposes(root: etree._Element) -> dict[str, str]:
    files = {_name(item): item.get("rodzaj", "") for item in _child(root, "pliki")}
    return files | {_name(item): item.get("klucz", "") for item in _child(root, "zalaczniki")}


def _name(item: etree._Element) -> str:
    return item.get("nazwa", "")


def _child(root: etree._Element, name: str) -> etree._Element:
    found = root.findall(f"{{{etree.QName(root).namespace}}}{name}")
    if len(found) != 1:
        raise Refused(f"the signed {etree.QName(root).localname} has no single {name}")
    return found[0]

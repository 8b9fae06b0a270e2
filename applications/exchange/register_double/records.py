"""Applies what MOS sent to the preliminary base (art. 225e of the Act on foreigners)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import sql
from psycopg.types.json import Jsonb

from applications.exchange.protocol import kinds, parts
from applications.exchange.protocol.backend import MessageRefused, OpenedMessage, SignedSubmission
from applications.exchange.protocol.canonical import digest
from applications.exchange.register_double import events
from applications.exchange.register_double.database import Connection, Row

NOT_FILES = frozenset(name for names in parts.SCHEMAS.values() for name in names)


def apply(connection: Connection, package: OpenedMessage) -> str:
    """In one transaction; returns the reference of the record, the same one when the message comes again."""
    envelope = package.envelope
    if before := taken(connection, envelope.id):
        return str(before["register_ref"])
    reference = _create(connection, package, package.submission) if package.submission else _of(connection, package)
    _store_documents(connection, package)
    if envelope.kind == kinds.QUERY and package.body is not None:
        _store_query(connection, package, package.body)
    body = {"parts": sorted(package.parts), **({"text": package.body} if envelope.kind == kinds.PAYMENT else {})}
    events.record(connection, case_id=envelope.case_id, kind=envelope.kind, body=body, by="MOS")
    values = {"message_id": envelope.id, "stream_seq": envelope.stream_seq, "hash": envelope.hash}
    values["register_ref"] = reference
    connection.execute(_insert("taken", values), values)
    return reference


def taken(connection: Connection, message_id: UUID) -> Row | None:
    return connection.execute("SELECT * FROM taken WHERE message_id = %s", [message_id]).fetchone()


def _create(connection: Connection, package: OpenedMessage, submission: SignedSubmission) -> str:
    row = connection.execute("SELECT nextval('register_number') AS number").fetchone()
    reference = f"PB-{package.envelope.time[:4]}-{row['number'] if row else 0:06d}"
    values = {"register_ref": reference, **_columns(package, submission)}
    insert = _insert("record", values) + sql.SQL(" ON CONFLICT (case_id) DO NOTHING")
    if connection.execute(insert, values).rowcount != 1:
        raise MessageRefused("there is an application in this case already")
    return reference


def _columns(package: OpenedMessage, submission: SignedSubmission) -> dict[str, Any]:
    return {
        "case_id": package.envelope.case_id,
        "message_id": package.envelope.id,
        "procedure": submission.procedure,
        "register": submission.register,
        "form": submission.form,
        "form_version": submission.form_version,
        "office": submission.office,
        "signer": Jsonb(dict(submission.signer)),
        "payload": Jsonb(dict(submission.payload)),
        "questions": Jsonb(submission.questions),
        "signed_digest": submission.signed_digest,
        "payload_digest": submission.payload_digest,
        "search": _search_text(submission),
        "note": Jsonb(dict(submission.note)) if submission.note else None,
    }


def _of(connection: Connection, package: OpenedMessage) -> str:
    """The record that the message follows. A question may be asked before there is one."""
    case_id = package.envelope.case_id
    row = connection.execute("SELECT register_ref FROM record WHERE case_id = %s", [case_id]).fetchone()
    if row is None and package.envelope.kind != kinds.QUERY:
        raise MessageRefused("there is no application in this case")
    return str(row["register_ref"]) if row else f"Q-{package.envelope.id}"


def _store_documents(connection: Connection, package: OpenedMessage) -> None:
    purposes = package.submission.purposes if package.submission else {}
    said = package.body if package.envelope.kind == kinds.ATTACHMENT and package.body else {}
    for name, content in sorted(package.parts.items()):
        if name in NOT_FILES:
            continue
        values = {
            "case_id": package.envelope.case_id,
            "message_id": package.envelope.id,
            "name": name,
            "purpose": said.get("purpose") or purposes.get(name, ""),
            "official": said.get("official", ""),
            "answers": _asked(connection, package.envelope.case_id, said.get("answers")),
            "sha256": digest(content),
            "content": content,
        }
        connection.execute(_insert("document", values), values)


def _asked(connection: Connection, case_id: UUID, answers: Mapping[str, str] | None) -> str:
    """What of a summons a file answers, in the summons' words, for the officer."""
    if not answers:
        return ""
    return events.asked(connection, case_id=case_id, summons=UUID(answers["summons"]), key=answers["key"])


def _store_query(connection: Connection, package: OpenedMessage, body: Mapping[str, Any]) -> None:
    connection.execute(
        "INSERT INTO letter (message_id, case_id, from_office, author, body, language, at)"
        " VALUES (%s, %s, false, '', %s, %s, %s)",
        [
            package.envelope.id,
            package.envelope.case_id,
            body["text"],
            body["language"],
            datetime.fromisoformat(body["asked_at"]),
        ],
    )


def _insert(table: str, values: Mapping[str, Any]) -> sql.Composed:
    names, places = map(sql.Identifier, values), map(sql.Placeholder, values)
    insert = sql.SQL("INSERT INTO {} ({}) VALUES ({})")
    return insert.format(sql.Identifier(table), sql.SQL(", ").join(names), sql.SQL(", ").join(places))


def _search_text(submission: SignedSubmission) -> str:
    """Names and numbers as one lower-case text; the double is small enough for LIKE."""
    answers = [str(item["odpowiedz"]) for item in submission.questions]
    return " ".join([submission.procedure, *submission.signer.values(), *answers]).lower()[:20_000]

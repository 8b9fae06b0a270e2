"""What an officer can do with a record. Each action is one transaction: the record, its history, the message to MOS."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from applications.exchange.protocol import kinds
from applications.exchange.protocol.envelope import now
from applications.exchange.protocol.errors import Malformed
from applications.exchange.register_double import certificate, events, news
from applications.exchange.register_double.database import Connection, Row
from applications.exchange.register_double.errors import ActionNotPossible, NotFound

WARSAW = ZoneInfo("Europe/Warsaw")
CERTIFICATE = "certificate.pdf"
DAYS_TO_ANSWER = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """Who acts."""

    login: str
    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class Desk:
    """An officer at the register."""

    connection: Connection
    officer: Officer


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerAction:
    """A kind of message an officer sends, and what the record then is."""

    kind: str
    title: str
    english: str
    state: str | None = None
    enters: bool = False


def _read() -> dict[str, OfficerAction]:
    told = tomllib.loads(Path(__file__).with_name("actions.toml").read_text())
    return {kind: OfficerAction(kind=kind, **each) for kind, each in told.items()}


ACTIONS = _read()


def act(
    desk: Desk,
    case_id: UUID,
    *,
    kind: str,
    values: Mapping[str, Any],
    files: Mapping[str, bytes] | None = None,
) -> UUID:
    """Do it and write the news; returns the message's id. What `values` leaves out gets a sensible default."""
    if kind not in ACTIONS:
        raise ActionNotPossible(f"Nie ma takiej czynności: {kind}")
    connection, by = desk.connection, desk.officer
    with connection.transaction():
        record = connection.execute("SELECT * FROM record WHERE case_id = %s FOR UPDATE", [case_id]).fetchone()
        if record is None:
            raise NotFound("Nie ma takiego wniosku")
        body = _body(connection, kind, values, record, by)
        if kind == "certificate-issued":
            files = _certificate(body, record, by, files)
        try:
            message_id = news.write(connection, kind=kind, case_id=case_id, body=body, files=files)
        except Malformed as error:
            raise ActionNotPossible(f"Czegoś brakuje albo jest błędne: {error}") from error
        _change(connection, kind, record, body)
        if kind == "message":
            _keep_letter(connection, message_id, record, body)
        told = {**body, "message_id": str(message_id)}  # by which an attachment names the summons it answers
        events.record(connection, case_id=case_id, kind=kind, body=told, by=by.name)
    return message_id


def _body(connection: Connection, kind: str, values: Mapping[str, Any], record: Row, by: Officer) -> dict[str, Any]:
    """Every key of the kind: as given, else the default."""
    defaults = {"at": now(), "register_ref": record["register_ref"], **_defaults(kind, record, by)}
    if kind == "message":
        defaults |= {"in_reply_to": _last_question(connection, record["case_id"])}
    names = kinds.INBOUND[kind]["properties"]
    return {name: values[name] if values.get(name) else defaults.get(name) for name in names}


def _defaults(kind: str, record: Row, by: Officer) -> dict[str, Any]:
    today = datetime.now(UTC).astimezone(WARSAW).date()
    number = int(record["register_ref"].rsplit("-", 1)[1])
    due = today + timedelta(days=DAYS_TO_ANSWER)
    defaults: dict[str, dict[str, Any]] = {
        "case-number": {"number": f"WSC-II-S.6151.{number}.{today.year}"},
        "officer": {"name": by.name, "phone": by.phone},
        "summoned": {"due": due.isoformat(), "legal_basis": "art. 64 § 2 KPA", "items": []},
        "certificate-issued": {"number": f"Z/{number}/{today.year}", "issued_on": today.isoformat()},
        "decision": {"number": f"DEC/{number}/{today.year}", "issued_on": today.isoformat()},
        "served": {"what": "decision", "channel": "MOS", "to": "strona", "served_on": today.isoformat()},
        "suspended": {"by": "office"},
        "term-extended": {"until": due.isoformat()},
        "case-snapshot": {"number": record["case_number"] or record["register_ref"]},
        "message": {"author": by.name},
    }
    return defaults.get(kind, {})


def _last_question(connection: Connection, case_id: UUID) -> str | None:
    query = "SELECT message_id FROM letter WHERE case_id = %s AND NOT from_office ORDER BY at DESC LIMIT 1"
    row = connection.execute(query, [case_id]).fetchone()
    return str(row["message_id"]) if row else None


def _certificate(
    body: Mapping[str, Any], record: Row, by: Officer, files: Mapping[str, bytes] | None
) -> Mapping[str, bytes]:
    if files:
        return files
    made = certificate.pdf(
        number=body["number"], issued_on=body["issued_on"], register_ref=record["register_ref"], officer=by.name
    )
    return {CERTIFICATE: made}


def _change(connection: Connection, kind: str, record: Row, body: Mapping[str, Any]) -> None:
    state = ACTIONS[kind].state or record["state"]
    enters = ACTIONS[kind].enters and record["base"] == "preliminary"
    connection.execute(
        "UPDATE record SET state = %s, base = %s, entered_at = coalesce(entered_at, %s), case_number = %s, officer = %s"
        " WHERE case_id = %s",
        [
            state,
            record["register"] if enters else record["base"],
            datetime.now(UTC) if enters else None,
            body["number"] if kind == "case-number" else record["case_number"],
            body["name"] if kind == "officer" else record["officer"],
            record["case_id"],
        ],
    )


def _keep_letter(connection: Connection, message_id: UUID, record: Row, body: Mapping[str, Any]) -> None:
    connection.execute(
        "INSERT INTO letter (message_id, case_id, from_office, author, body, language, in_reply_to, at)"
        " VALUES (%s, %s, true, %s, %s, 'pl', %s, now())",
        [message_id, record["case_id"], body["author"], body["text"], body["in_reply_to"]],
    )

"""JSON over the same functions as the pages, and the switch that makes the register misbehave; for tests."""

import base64
import binascii
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, jsonify, request
from flask.typing import ResponseReturnValue

from applications.exchange.register_double import access, actions, reading
from applications.exchange.register_double.errors import NotFound, RegisterError

api = Blueprint("api", __name__)
NO_MESSAGE = "Nie ma takiej wiadomości"


@api.errorhandler(RegisterError)
def refused(error: RegisterError) -> ResponseReturnValue:
    return {"title": str(error)}, 404 if isinstance(error, NotFound) else 400


@api.get("/api/records")
@access.in_api
def records() -> ResponseReturnValue:
    return jsonify(reading.find(access.connection(), request.args.get("q", "")))


@api.get("/api/records/<uuid:case_id>")
@access.in_api
def record(case_id: UUID) -> ResponseReturnValue:
    connection = access.connection()
    return jsonify(
        {
            **reading.record(connection, case_id),
            "documents": reading.documents(connection, case_id),
            "events": reading.events(connection, case_id),
            "letters": reading.letters(connection, case_id),
        }
    )


@api.post("/api/records/<uuid:case_id>/actions/<kind>")
@access.in_api
def act(case_id: UUID, kind: str) -> ResponseReturnValue:
    """`{"values": {…}, "files": {name: base64}}`; what is left out gets the same defaults as on the page."""
    body = _body()
    try:
        files = {name: base64.b64decode(text, validate=True) for name, text in body.get("files", {}).items()}
    except (binascii.Error, ValueError, AttributeError):
        abort(400)
    message_id = actions.act(
        access.desk(),
        case_id,
        kind=kind,
        values=body.get("values", {}),
        files=files or None,
    )
    return {"message_id": str(message_id)}, 201


@api.get("/api/quarantine")
@access.in_api
def quarantined() -> ResponseReturnValue:
    return jsonify(access.quarantine().waiting())


@api.post("/api/quarantine/<uuid:message_id>/<what>")
@access.in_api
def settle(message_id: UUID, what: str) -> ResponseReturnValue:
    if what not in {"retry", "reject"}:
        abort(404)
    quarantine = access.quarantine()
    is_done = quarantine.retry(message_id) if what == "retry" else quarantine.reject(message_id)
    return ({}, 204) if is_done else ({"title": NO_MESSAGE}, 404)


@api.post("/control/misbehave")
@access.in_api
def misbehave() -> ResponseReturnValue:
    """`{"how": "refuse" | "fail" | "away" | "delay", "times": 1, "seconds": 0}`: each spoils one apply to come."""
    body = _body()
    if body.get("how") not in {"refuse", "fail", "away", "delay"}:
        abort(400)
    for _ in range(int(body.get("times", 1))):
        access.connection().execute(
            "INSERT INTO misbehaviour (how, seconds) VALUES (%s, %s)", [body["how"], float(body.get("seconds", 0))]
        )
    return {}, 204


def _body() -> dict[str, Any]:
    body = request.get_json(silent=True) or {}
    if not isinstance(body, dict):
        abort(400)
    return body

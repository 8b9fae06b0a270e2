"""Pages of the register double: sign-in, list, one record with its actions, quarantine."""

import json
import re
from pathlib import PurePath
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, current_app, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from applications.exchange.register_double import access, actions, reading
from applications.exchange.register_double.actions import ACTIONS, CERTIFICATE
from applications.exchange.register_double.errors import NotFound, RegisterError

pages = Blueprint("pages", __name__)
ITEM_ROWS = 4
OURS = re.compile(r"/(?!/)[^\\\x00-\x20\x7f]*")  # a path; browsers drop tabs and read a backslash as a slash
MEDIA = {".pdf": "application/pdf", ".jpg": "image/jpeg", ".png": "image/png"}


@pages.errorhandler(NotFound)
def not_found(error: NotFound) -> ResponseReturnValue:
    return render_template("error.html", error=error), 404


@pages.get("/enter")
def enter() -> ResponseReturnValue:
    return render_template("enter.html", wrong=False)


@pages.post("/enter")
def entered() -> ResponseReturnValue:
    officer = access.sign_in(request.form.get("login", ""), request.form.get("password", ""))
    if officer is None:
        return render_template("enter.html", wrong=True), 401
    session.clear()
    session["officer"] = officer.login
    target = request.args.get("next", "/")
    return redirect(target if OURS.fullmatch(target) else "/")


@pages.post("/leave")
def leave() -> ResponseReturnValue:
    session.clear()
    return redirect(url_for("pages.enter"))


@pages.get("/")
@access.on_page
def listing() -> ResponseReturnValue:
    words = request.args.get("q", "")[:200]
    rows = reading.find(access.connection(), words)
    waiting = len(access.quarantine().waiting()) if current_app.config["QUARANTINE"] else 0
    return render_template("list.html", rows=rows, words=words, quarantined=waiting, officer=access.officer())


@pages.get("/records/<uuid:case_id>")
@access.on_page
def record(case_id: UUID) -> ResponseReturnValue:
    connection = access.connection()
    found = reading.record(connection, case_id)
    return render_template(
        "record.html",
        record=found,
        signer_outcome=(found["note"] or {}).get("outcome"),
        payload=json.dumps(found["payload"], ensure_ascii=False, indent=2),
        documents=reading.documents(connection, case_id),
        events=reading.events(connection, case_id),
        letters=reading.letters(connection, case_id),
        receipt=reading.receipt(connection, found["message_id"]),
        actions=ACTIONS,
        item_rows=range(ITEM_ROWS),
        officer=access.officer(),
    )


@pages.get("/documents/<uuid:message_id>/<name>")
@access.on_page
def document(message_id: UUID, name: str) -> ResponseReturnValue:
    """Always a download: nothing that came from outside is opened in the officer's browser."""
    content = reading.document(access.connection(), message_id, name)
    media = MEDIA.get(PurePath(name).suffix, "application/octet-stream")
    response = Response(content, content_type=media)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


@pages.post("/records/<uuid:case_id>/actions/<kind>")
@access.on_page
def act(case_id: UUID, kind: str) -> ResponseReturnValue:
    upload = request.files.get("file")
    content = upload.read() if upload else b""
    try:
        actions.act(
            access.desk(),
            case_id,
            kind=kind,
            values=_values(),
            files={CERTIFICATE: content} if content else None,
        )
        flash(f"Zrobione: {ACTIONS[kind].title}")
    except NotFound:
        raise
    except RegisterError as error:
        flash(str(error))
    return redirect(url_for("pages.record", case_id=case_id))


@pages.get("/quarantine")
@access.on_page
def quarantined() -> ResponseReturnValue:
    quarantine = access.quarantine()
    return render_template(
        "quarantine.html",
        rows=quarantine.waiting(),
        delayed=quarantine.delayed(),
        set_aside=quarantine.set_aside(),
        officer=access.officer(),
    )


@pages.post("/quarantine/<uuid:message_id>/retry")
@access.on_page
def retry(message_id: UUID) -> ResponseReturnValue:
    if not access.quarantine().retry(message_id):
        raise NotFound("Nie ma takiej wiadomości")
    flash("Wiadomość zostanie zaraz sprawdzona ponownie")
    return redirect(url_for("pages.quarantined"))


@pages.post("/quarantine/<uuid:message_id>/reject")
@access.on_page
def reject(message_id: UUID) -> ResponseReturnValue:
    if not access.quarantine().reject(message_id):
        raise NotFound("Nie ma takiej wiadomości")
    flash("Wiadomość odrzucona; MOS został powiadomiony")
    return redirect(url_for("pages.quarantined"))


def _values() -> dict[str, Any]:
    """The form as the body of a message; rows of a summons become its items."""
    values: dict[str, Any] = {name: text.strip() for name, text in request.form.items()}
    texts, means = request.form.getlist("item_text"), request.form.getlist("item_means")
    rows = [(text.strip(), mean) for text, mean in zip(texts, means, strict=False) if text.strip()]
    if rows:
        values["items"] = [
            {"key": f"item-{number}", "text": text, "means": mean} for number, (text, mean) in enumerate(rows, start=1)
        ]
    return values

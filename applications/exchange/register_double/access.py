"""Who is asking, and what every view needs: the officer, the database, the keys."""

import hmac
from collections.abc import Callable
from functools import wraps
from typing import Protocol
from uuid import UUID

from flask import abort, current_app, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from applications.exchange.register_double import database
from applications.exchange.register_double.actions import Desk, Officer
from applications.exchange.register_double.database import Connection, Row

OFFICERS = {
    officer.login: officer
    for officer in (
        Officer(login="urzednik", name="Anna Wzorcowa", phone="+48 22 000 00 01"),
        Officer(login="kierownik", name="Piotr Przykładowy", phone="+48 22 000 00 02"),
    )
}


class QuarantineReader(Protocol):
    """What the page asks of whom `REGISTER_QUARANTINE` names; False: there is no such message."""

    def waiting(self) -> list[Row]: ...

    def delayed(self) -> list[Row]: ...

    def set_aside(self) -> list[Row]: ...

    def retry(self, message_id: UUID) -> bool: ...

    def reject(self, message_id: UUID) -> bool: ...


type View = Callable[..., ResponseReturnValue]


def sign_in(login: str, password: str) -> Officer | None:
    expected: str = current_app.config["PASSWORD"]
    if login in OFFICERS and hmac.compare_digest(password.encode(), expected.encode()):
        return OFFICERS[login]
    return None


def officer() -> Officer:
    """Of the session on pages, of the basic credentials in the JSON API."""
    found: Officer = g.officer
    return found


def on_page(view: View) -> View:
    """Sends who is not signed in to the sign-in page."""

    @wraps(view)
    def guarded(**arguments: object) -> ResponseReturnValue:
        if session.get("officer") not in OFFICERS:
            return redirect(url_for("pages.enter", next=request.path))
        g.officer = OFFICERS[session["officer"]]
        return view(**arguments)

    return guarded


def in_api(view: View) -> View:
    """Asks for basic credentials, so that no browser's cookie can act here."""

    @wraps(view)
    def guarded(**arguments: object) -> ResponseReturnValue:
        given = request.authorization
        found = sign_in(given.username or "", given.password or "") if given and given.type == "basic" else None
        if found is None:
            abort(401)
        g.officer = found
        return view(**arguments)

    return guarded


def connection() -> Connection:
    if "connection" not in g:
        g.connection = database.connect(current_app.config["DATABASE"])
    opened: Connection = g.connection
    return opened


def disconnect(_error: BaseException | None) -> None:
    if "connection" in g:
        g.pop("connection").close()


def desk() -> Desk:
    return Desk(connection(), officer())


def quarantine() -> QuarantineReader:
    """Who keeps the messages that could not be applied; where nobody is named, there are none here."""
    found: QuarantineReader | None = current_app.config["QUARANTINE"]
    if found is None:
        abort(404)
    return found

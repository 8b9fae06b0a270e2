"""The double's web application: a document comes in, a person signs it, the sender fetches it."""

import base64
import binascii
import os
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from flask import Flask, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from applications.signing.double import signer
from applications.signing.double.store import CONTROL, DocumentStore
from launch import authority


def create(data: Path | None = None) -> Flask:
    """The application over one data folder (DATA of the environment); makes the test authority there if need be."""
    data = data or Path(os.environ["DATA"])
    people = {person["key"]: person for person in authority.people()}
    app = Flask(__name__)
    service = SignatureDouble(DocumentStore(data / "signature-double"), people, authority.ensure(data))
    app.add_url_rule("/", view_func=service.start)
    app.add_url_rule("/healthz", endpoint="healthz", view_func=lambda: {"status": "ok"})
    app.add_url_rule("/documents", view_func=service.receive, methods=["POST"])
    app.add_url_rule("/documents/signed/<artifact>", view_func=service.signed)
    app.add_url_rule("/sign/<name>", view_func=service.page)
    app.add_url_rule("/sign/<name>", view_func=service.choose, methods=["POST"])
    app.add_url_rule("/api/people", view_func=service.list_people)
    app.add_url_rule("/api/sign", view_func=service.sign, methods=["POST"])
    app.add_url_rule("/control/", view_func=service.control, methods=["GET", "POST"])
    return app


class SignatureDouble:
    """The views, and what they share: documents, test persons and their keys."""

    def __init__(self, store: DocumentStore, people: dict[str, dict[str, Any]], keys: Path) -> None:
        self.store = store
        self.people = people
        self.keys = keys

    def start(self) -> ResponseReturnValue:
        return render_template("start.html", people=self.people.values())

    def receive(self) -> ResponseReturnValue:
        """From the sender's server: the document, where to return, and what to give back there."""
        self._misbehave()
        body = _json()
        try:
            document = base64.b64decode(str(body.get("document", "")), validate=True)
            signer.parse(document)
        except (binascii.Error, ValueError, SyntaxError):
            abort(400)
        return_url, state = str(body.get("return_url", "")), str(body.get("state", ""))
        if urlsplit(return_url).scheme not in {"http", "https"} or not state:
            abort(400)
        return {"id": self.store.receive(document=document, return_url=return_url, state=state)}, 201

    def signed(self, artifact: str) -> ResponseReturnValue:
        """To the sender's server: what was signed."""
        self._misbehave()
        signed = self.store.signed(artifact)
        if signed is None:
            abort(404)
        return signed, 200, {"Content-Type": "application/xml"}

    def page(self, name: str) -> ResponseReturnValue:
        if self.store.document(name) is None:
            abort(404)
        return render_template("sign.html", people=self.people.values(), error="")

    def choose(self, name: str) -> ResponseReturnValue:
        """The person signed, or cancelled, on the page."""
        record = self.store.document(name)
        if record is None:
            abort(404)
        if request.form.get("action") == "cancel":
            return redirect(_back(record, error="cancelled"))
        person = self._person(request.form.get("login", "").strip() or request.form.get("person", ""))
        if person is None:
            error = "No test person has this login. Choose one from the list."
            return render_template("sign.html", people=self.people.values(), error=error), 422
        back = _back(record, artifact=self._sign(name, record, person))
        if self.store.control()["return_twice"]:
            return render_template("twice.html", back=back)
        return redirect(back)

    def list_people(self) -> ResponseReturnValue:
        return {"people": list(self.people.values())}

    def sign(self) -> ResponseReturnValue:
        """The same for a program: `{id, pesel}` or `{id, person}`."""
        body = _json()
        record = self.store.document(str(body.get("id", "")))
        person = self._person(str(body.get("person") or body.get("pesel") or ""))
        if record is None or person is None:
            abort(404)
        artifact = self._sign(str(body["id"]), record, person)
        return {"state": record["state"], "artifact": artifact, "return_url": _back(record, artifact=artifact)}

    def control(self) -> ResponseReturnValue:
        """Bad manners: `{fail, delay_seconds, manner, return_twice}`, any of them."""
        if request.method == "GET":
            return self.store.control()
        changes = _json()
        if set(changes) - set(CONTROL) or changes.get("manner", "") not in signer.MANNERS:
            abort(400)
        return self.store.command(**changes)

    def _sign(self, name: str, record: dict[str, Any], person: dict[str, Any]) -> str:
        manner = signer.MANNERS[self.store.control()["manner"]]
        return self.store.sign(name, manner(base64.b64decode(record["document"]), self.keys / f"{person['key']}.pem"))

    def _person(self, login: str) -> dict[str, Any] | None:
        """By login, or by PESEL: the first who has it."""
        by_pesel = (person for person in self.people.values() if login and person.get("pesel") == login)
        return self.people.get(login) or next(by_pesel, None)

    def _misbehave(self) -> None:
        if delay := self.store.control()["delay_seconds"]:
            time.sleep(min(delay, 60))
        if self.store.fails_now():
            abort(503)


def _json() -> dict[str, Any]:
    body = request.get_json(silent=True)
    if not isinstance(body, dict):
        abort(400)
    return body


def _back(record: dict[str, Any], **result: str) -> str:
    separator = "&" if urlsplit(record["return_url"]).query else "?"
    return f"{record['return_url']}{separator}{urlencode({'state': record['state'], **result})}"

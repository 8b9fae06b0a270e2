"""The register double's web application: pages for an officer, a JSON API and a way to misbehave for tests."""

import hashlib
import os
import pkgutil
from datetime import datetime

from flask import Flask, Response

from applications.exchange.register_double import access, api, database, views
from applications.exchange.register_double.access import QuarantineReader
from applications.exchange.register_double.actions import WARSAW

DEMO_PASSWORD = "lipowa-brama-2026"  # noqa: S105  # of a demonstration on one machine
MAX_UPLOAD_BYTES = 12_000_000
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


def create(*, url: str | None = None, quarantine: QuarantineReader | None = None) -> Flask:
    """The application over one database; its tables are made at the start."""
    where = url or database.url()
    database.ensure(where)
    password = os.environ.get("REGISTER_PASSWORD", DEMO_PASSWORD)
    app = Flask(__name__)
    app.config.update(
        SECRET_KEY=_session_key(password),
        SESSION_COOKIE_NAME=f"register-{os.environ.get('PORT', '8000')}",
        SESSION_COOKIE_SAMESITE="Strict",
        MAX_CONTENT_LENGTH=MAX_UPLOAD_BYTES,
        DATABASE=where,
        QUARANTINE=quarantine or _quarantine(),
        PASSWORD=password,
    )
    app.register_blueprint(views.pages)
    app.register_blueprint(api.api)
    app.teardown_appcontext(access.disconnect)
    app.after_request(_protect)
    app.add_template_filter(_moment, "moment")
    app.add_url_rule("/healthz", "healthz", lambda: {"status": "ok"})
    return app


def _session_key(password: str) -> bytes:
    """The same after a restart, so that officers stay signed in; who knows the password may sign in anyway."""
    return hashlib.sha256(b"register session" + password.encode()).digest()


def _quarantine() -> QuarantineReader | None:
    """Whose page of the quarantine this is, by its dotted path; the register knows no connector."""
    path = os.environ.get("REGISTER_QUARANTINE")
    found: QuarantineReader | None = pkgutil.resolve_name(path).from_environment() if path else None
    return found


def _protect(response: Response) -> Response:
    response.headers.update(HEADERS)
    return response


def _moment(value: datetime | None) -> str:
    """Warsaw time."""
    return value.astimezone(WARSAW).strftime("%d.%m.%Y %H:%M") if value else ""

"""What the double remembers, in one SQLite file: objects, answers by idempotency key, deliveries, commands."""

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

TABLES = """
CREATE TABLE IF NOT EXISTS objects (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, body TEXT NOT NULL, place INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS answers (
    key TEXT PRIMARY KEY, request TEXT NOT NULL, status INTEGER NOT NULL, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS deliveries (
    id INTEGER PRIMARY KEY, event TEXT NOT NULL, due REAL NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
    secret TEXT NOT NULL DEFAULT '', done INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS pending (intent TEXT PRIMARY KEY, due REAL NOT NULL, succeeds INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS commands (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""

type Body = dict[str, Any]


class StripeStore:
    """One change at a time; what is committed survives a kill."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = threading.RLock()
        self._database = sqlite3.connect(folder / "stripe.sqlite", check_same_thread=False, isolation_level=None)
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.executescript(TABLES)
        self._depth = 0

    @contextmanager
    def change(self) -> Iterator[None]:
        """Everything inside or nothing; changes inside a change belong to the outer one."""
        with self._lock:
            self._depth += 1
            if self._depth == 1:
                self._database.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._end("ROLLBACK")
                raise
            self._end("COMMIT")

    def put(self, body: Body) -> None:
        with self.change():
            self._run(
                "INSERT INTO objects (id, kind, body, place) VALUES (?, ?, ?, (SELECT count(*) FROM objects)) "
                "ON CONFLICT (id) DO UPDATE SET body = excluded.body",
                body["id"],
                body["object"],
                json.dumps(body),
            )

    def get(self, name: str) -> Body | None:
        rows = self._run("SELECT body FROM objects WHERE id = ?", name)
        return json.loads(rows[0][0]) if rows else None

    def all(self, kind: str) -> list[Body]:
        """Newest first, as Stripe lists."""
        rows = self._run("SELECT body FROM objects WHERE kind = ? ORDER BY place DESC", kind)
        return [json.loads(row[0]) for row in rows]

    def answer(self, key: str) -> tuple[str, int, Body] | None:
        """What was asked under this idempotency key, and what was answered."""
        rows = self._run("SELECT request, status, body FROM answers WHERE key = ?", key)
        return (rows[0][0], rows[0][1], json.loads(rows[0][2])) if rows else None

    def remember(self, key: str, *, request: str, status: int, body: Body) -> None:
        with self.change():
            self._run("INSERT INTO answers VALUES (?, ?, ?, ?)", key, request, status, json.dumps(body))

    def command(self) -> Body:
        return {name: json.loads(value) for name, value in self._run("SELECT name, value FROM commands")}

    def set_command(self, commands: Body) -> None:
        with self.change():
            for name, value in commands.items():
                self._run("INSERT OR REPLACE INTO commands VALUES (?, ?)", name, json.dumps(value))

    def queue(self, event: str, *, due: float, secret: str) -> None:
        with self.change():
            self._run("INSERT INTO deliveries (event, due, secret) VALUES (?, ?, ?)", event, due, secret)

    def due_deliveries(self, now: float) -> list[tuple[int, str, int, str]]:
        """As (id, event, attempts so far, secret)."""
        query = "SELECT id, event, attempts, secret FROM deliveries WHERE done = 0 AND due <= ? ORDER BY due, id"
        return [(row[0], row[1], row[2], row[3]) for row in self._run(query, now)]

    def delivered(self, delivery: int) -> None:
        with self.change():
            self._run("UPDATE deliveries SET done = 1 WHERE id = ?", delivery)

    def put_off(self, delivery: int, *, due: float) -> None:
        with self.change():
            self._run("UPDATE deliveries SET attempts = attempts + 1, due = ? WHERE id = ?", due, delivery)

    def undelivered(self) -> int:
        return int(self._run("SELECT count(*) FROM deliveries WHERE done = 0")[0][0])

    def settle_later(self, intent: str, *, due: float, succeeds: bool) -> None:
        with self.change():
            self._run("INSERT OR REPLACE INTO pending VALUES (?, ?, ?)", intent, due, succeeds)

    def take_pending(self, now: float) -> list[tuple[str, bool]]:
        with self.change():
            rows = self._run("SELECT intent, succeeds FROM pending WHERE due <= ? ORDER BY due", now)
            self._run("DELETE FROM pending WHERE due <= ?", now)
        return [(row[0], bool(row[1])) for row in rows]

    def _run(self, query: str, *values: Any) -> list[Any]:
        with self._lock:
            return self._database.execute(query, values).fetchall()

    def _end(self, word: str) -> None:
        self._depth -= 1
        if self._depth == 0 and self._database.in_transaction:
            self._database.execute(word)

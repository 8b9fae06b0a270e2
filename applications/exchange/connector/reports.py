"""The portal's daily report: the head of its trail is kept here with its day, and held against the next report.

Fetcher and importer share the folder: the fetcher brings signed reports and has no database, the importer keeps them
and lays out the newest head, which the fetcher then tells the portal.
"""

import logging
from datetime import UTC, datetime, timedelta
from typing import Any

from applications.exchange.connector import spool
from applications.exchange.connector.client import Client
from applications.exchange.connector.database import Connection
from applications.exchange.connector.errors import Alarm
from applications.exchange.connector.places import Places
from applications.exchange.protocol import jws, keys
from applications.exchange.protocol.backend import BackendUnavailable
from applications.exchange.protocol.canonical import parse_object
from applications.exchange.protocol.errors import ProtocolError

MAX_BYTES = 1_000_000
OK = 200
KEPT, ASKED = "kept.json", "asked.json"
TYPE = "reconciliation"
logger = logging.getLogger("fetcher")


def fetch(places: Places, client: Client) -> None:
    """Once a day, for the day before. An alarm when the portal's trail no longer holds the head that is kept here."""
    day = (datetime.now(UTC).date() - timedelta(days=1)).isoformat()
    if spool.read(places.reports / ASKED, day=str).get("day") == day:
        return
    kept = spool.read(places.reports / KEPT, day=str, seq=int, hash=str)
    told = f"&seq={kept['seq']}&hash={kept['hash']}" if kept else ""
    status, content = client.get(f"reconciliation?day={day}{told}", at_most=MAX_BYTES)
    if status != OK:
        raise BackendUnavailable(f"reconciliation answered {status}")
    token = parse_object(content)["signed"]
    facts = jws.verify(token, client.portal_keys, type=TYPE)
    spool.write(places.reports / f"{day}.report", {"signed": token})
    spool.write(places.reports / ASKED, {"day": day})
    if facts["day"] != day or (kept and not facts["trail"]["holds"]):
        raise Alarm(f"the trail of the portal does not hold {kept.get('seq')}, which it had on {kept.get('day')}")


def keep(places: Places, connection: Connection) -> None:
    """Into the connector's database; what was kept of a day is never written over. What is no report is set aside."""
    for path in sorted(places.reports.glob("*.report")):
        token = spool.read(path, signed=str).get("signed")
        if token is None:
            continue
        try:
            facts = jws.verify(token, keys.verifying(places.pki / "public" / "portal-signing.json"), type=TYPE)
            head = [facts["day"], facts["trail"]["seq"], facts["trail"]["hash"], facts["trail"]["holds"]]
        except (ProtocolError, KeyError, TypeError) as error:
            spool.set_aside(path, f"no report of the portal: {type(error).__name__}")
            continue
        _insert(connection, head, token)
        spool.write(places.reports / KEPT, _newest(connection))
        path.unlink()


def _insert(connection: Connection, head: list[Any], token: str) -> None:
    connection.execute(
        "INSERT INTO trail_head (day, seq, hash, holds, signed) VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
        [*head, token],
    )


def _newest(connection: Connection) -> dict[str, Any]:
    """The last head that was told while all was well: a broken trail's own head proves nothing."""
    row = connection.execute("SELECT day, seq, hash FROM trail_head WHERE holds ORDER BY day DESC LIMIT 1").fetchone()
    return {"day": row["day"].isoformat(), "seq": row["seq"], "hash": row["hash"]} if row else {}

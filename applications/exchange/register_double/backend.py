"""The register as the connector's backend, in its own database; and the wrapper that spoils it on command."""

import time
from dataclasses import dataclass
from typing import Self
from uuid import UUID

from applications.exchange.protocol.backend import BackendUnavailable, MessageRefused, OpenedMessage, RegisterNews
from applications.exchange.register_double import database, news, records


@dataclass(frozen=True, slots=True)
class Register:
    """A message taken over is one transaction; what was taken already is only named again."""

    where: str

    @classmethod
    def from_environment(cls) -> Self:
        database.ensure(database.url())
        return cls(database.url())

    def apply(self, package: OpenedMessage) -> str:
        with database.connect(self.where) as connection, connection.transaction():
            return records.apply(connection, package)

    def news(self) -> list[RegisterNews]:
        with database.connect(self.where) as connection:
            return news.to_tell(connection)

    def settled(self, news_id: UUID, *, refused: str = "") -> None:
        with database.connect(self.where) as connection:
            news.settle(connection, news_id, refused=refused)


@dataclass(frozen=True, slots=True)
class Misbehaving(Register):
    """For tests: each row of `misbehaviour` spoils one message before the register sees it. No real path has it."""

    def apply(self, package: OpenedMessage) -> str:
        self._misbehave()
        return Register.apply(self, package)

    def _misbehave(self) -> None:
        with database.connect(self.where) as connection:
            row = connection.execute(
                "DELETE FROM misbehaviour WHERE number = (SELECT min(number) FROM misbehaviour) RETURNING how, seconds"
            ).fetchone()
        if row is None:
            return
        if row["how"] == "refuse":
            raise MessageRefused("asked to refuse")
        if row["how"] == "away":
            raise BackendUnavailable("asked to be away")
        if row["how"] == "fail":
            raise RuntimeError("asked to fail")
        time.sleep(row["seconds"])

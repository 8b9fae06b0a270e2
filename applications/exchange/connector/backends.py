"""Backends that need nothing else: a folder as an EZD takes it, and memory for tests. `named` finds any other."""

import base64
import os
import pkgutil
from pathlib import Path
from typing import Any, Self
from uuid import UUID

from lxml import etree

from applications.exchange.connector import spool
from applications.exchange.connector.errors import WrongBackend
from applications.exchange.protocol.backend import Backend, OpenedMessage, RegisterNews
from applications.exchange.protocol.canonical import canonical, digest

METADATA_FILE = "metadane.xml"
METADATA = "urn:pobyt:ezd:paczka:1"
NAMESPACES = {"ezd": METADATA}


def named(path: str) -> type[Backend]:
    """By its dotted path, as `EXCHANGE_BACKEND` gives it."""
    if not path:
        raise WrongBackend("EXCHANGE_BACKEND names no backend: the dotted path of a class is expected")
    try:
        found: type[Backend] = pkgutil.resolve_name(path)
    except (ImportError, AttributeError, ValueError) as error:
        raise WrongBackend(f"EXCHANGE_BACKEND={path} is not there: {error}") from error
    if missing := [name for name in ("from_environment", "apply", "news", "settled") if not hasattr(found, name)]:
        raise WrongBackend(f"EXCHANGE_BACKEND={path} is no backend, it lacks {', '.join(missing)}")
    return found


class Folder:
    """`packages/` has a folder per message: metadata XML and the files. Appears whole; a second time changes nothing.

    `statuses/` is for what MOS is to be told: `<name>.json`, written aside and renamed, is
    `{"id", "kind", "case_id", "body", "files": {name: base64}}`; it leaves when it is in the connector's stream.
    """

    def __init__(self, folder: Path) -> None:
        self.packages, self.statuses = folder / "packages", folder / "statuses"
        for each in (self.packages, self.statuses):
            each.mkdir(parents=True, exist_ok=True, mode=0o700)
        spool.sweep(self.packages)
        self.found: dict[UUID, Path] = {}

    @classmethod
    def from_environment(cls) -> Self:
        data = Path(os.environ.get("DATA", "var")).resolve()
        return cls(Path(os.environ.get("EZD_FOLDER", data / "exchange" / "ezd")))

    def apply(self, package: OpenedMessage) -> str:
        name = f"{package.envelope.stream_seq:012d}-{package.envelope.id}"
        target, partial = self.packages / name, self.packages / f".{name}.partial"
        if (target / METADATA_FILE).is_file():
            return name
        if os.path.lexists(target):
            spool.set_aside(target, "not a package")
        if os.path.lexists(partial):
            spool.remove(partial)
        partial.mkdir(mode=0o700)
        for part, content in package.parts.items():
            (partial / part).write_bytes(content)
        (partial / METADATA_FILE).write_bytes(_metadata(package))
        os.sync()
        partial.rename(target)
        return name

    def news(self) -> list[RegisterNews]:
        """In the order of their names; what is no status is set aside."""
        self.found.clear()
        told = []
        for path in sorted(self.statuses.glob("*.json")):
            status = spool.read(path, id=str, kind=str, case_id=str, body=dict)
            try:
                news = _news(status) if status else None
            except (ValueError, TypeError, AttributeError) as error:
                spool.set_aside(path, f"no status: {type(error).__name__}")
                continue
            if news is not None:
                self.found[news.id] = path
                told.append(news)
        return told

    def settled(self, news_id: UUID, *, refused: str = "") -> None:
        path = self.found.pop(news_id)
        if refused:
            spool.set_aside(path, refused)
        else:
            path.unlink()


class Memory:
    """Keeps the packages in order of arrival; for tests."""

    def __init__(self) -> None:
        self.packages: dict[UUID, OpenedMessage] = {}
        self.told: list[RegisterNews] = []
        self.refused: dict[UUID, str] = {}

    @classmethod
    def from_environment(cls) -> Self:
        return cls()

    def apply(self, package: OpenedMessage) -> str:
        self.packages.setdefault(package.envelope.id, package)
        return f"M-{list(self.packages).index(package.envelope.id) + 1}"

    def news(self) -> list[RegisterNews]:
        return list(self.told)

    def settled(self, news_id: UUID, *, refused: str = "") -> None:
        self.told = [news for news in self.told if news.id != news_id]
        if refused:
            self.refused[news_id] = refused


def _news(status: dict[str, Any]) -> RegisterNews:
    files = {name: base64.b64decode(text, validate=True) for name, text in status.get("files", {}).items()}
    return RegisterNews(
        id=UUID(status["id"]), kind=status["kind"], case_id=UUID(status["case_id"]), body=status["body"], files=files
    )


def _metadata(package: OpenedMessage) -> bytes:
    envelope = package.envelope
    root = etree.Element(f"{{{METADATA}}}paczka", {"identyfikator": str(envelope.id)}, nsmap=NAMESPACES)
    for name, text in {
        "rodzaj": envelope.kind,
        "sprawa": str(envelope.case_id),
        "numer": str(envelope.case_seq),
        "data": envelope.time,
    }.items():
        _add(root, name).text = text
    files = _add(root, "pliki")
    for part, content in sorted(package.parts.items()):
        _add(files, "plik", nazwa=part, bajty=str(len(content)), sha256=digest(content))
    if package.body is not None:
        _add(root, "tresc").text = canonical(dict(package.body)).decode()
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _add(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{METADATA}}}{name}", attributes)

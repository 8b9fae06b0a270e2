"""Where an importer puts what it verified: the register, a folder as an EZD takes it, or memory for tests."""

import os
from pathlib import Path
from typing import Protocol
from uuid import UUID

from lxml import etree

from applications.exchange.connector import records, spool
from applications.exchange.connector.package import Package
from applications.exchange.protocol.canonical import canonical, digest
from applications.exchange.register_double.database import Connection

METADATA_FILE = "metadane.xml"
METADATA = "urn:pobyt:ezd:paczka:1"
NAMESPACES = {"ezd": METADATA}


class Backend(Protocol):
    """One method. It runs inside the importer's transaction and may run again after a crash."""

    def apply(self, package: Package, connection: Connection) -> str:
        """Take the message over and return the reference under which it is kept; Refused or Unavailable if not."""


class Register:
    """The register's preliminary base, in the same transaction as the inbox row and the receipt."""

    def apply(self, package: Package, connection: Connection) -> str:
        return records.apply(connection, package)


class Folder:
    """A package folder per message: metadata XML and the files. Appears whole; a second time changes nothing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        spool.sweep(folder)

    def apply(self, package: Package, connection: Connection) -> str:
        name = f"{package.envelope.stream_seq:012d}-{package.envelope.id}"
        target, partial = self.folder / name, self.folder / f".{name}.partial"
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


class Memory:
    """Keeps the packages in order of arrival; for tests."""

    def __init__(self) -> None:
        self.packages: dict[UUID, Package] = {}

    def apply(self, package: Package, connection: Connection) -> str:
        self.packages.setdefault(package.envelope.id, package)
        return f"M-{list(self.packages).index(package.envelope.id) + 1}"


def _metadata(package: Package) -> bytes:
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

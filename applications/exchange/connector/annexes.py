"""The annexes of an opened submission: each for this application, with its own data, signed by who must sign it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from applications.exchange.connector import signatures
from applications.exchange.protocol import documents
from applications.exchange.protocol import parts as declared
from applications.exchange.protocol.backend import MessageRefused
from applications.exchange.protocol.documents import child
from applications.exchange.protocol.tags import ANNEX, BY_APPLICANT, Tag, attribute, is_root


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedAnnex:
    """What is signed, without its signature, and whom the certificate names; nobody for the applicant's own."""

    name: str
    root: etree._Element = field(repr=False)
    signer: Mapping[str, str] = field(repr=False)

    @property
    def id(self) -> str:
        return attribute(self.root, "id")


def check(root: etree._Element, parts: Mapping[str, bytes], *, trust: Path, schemas: Path) -> None:
    """Somebody else has signed an annex, unless the applicant, whose signature covers its digest here, filled it in:
    the signed list and the annex itself both say so."""
    opened: list[OpenedAnnex] = []
    for item in child(root, Tag.ANNEXES):
        name = attribute(item, "name")
        if not declared.ANNEX.fullmatch(name):
            raise MessageRefused("an annex under a wrong name")
        annex = _opened(item, parts[name], trust=trust)
        _check_one(item, annex.root, root)
        documents.annex_payload(annex.root, schemas=schemas)
        _check_again(attribute(item, "same_as"), annex, opened)
        opened.append(annex)


def _opened(item: etree._Element, content: bytes, *, trust: Path) -> OpenedAnnex:
    name, by = attribute(item, "name"), attribute(item, "by")
    if by not in ("", BY_APPLICANT):
        raise MessageRefused("nobody is known to fill in this annex")
    if by:
        return OpenedAnnex(name=name, root=documents.parse(content), signer={})
    signed = signatures.verify(content, trust=trust)
    return OpenedAnnex(name=name, root=signed.root, signer=signed.signer)


def _check_one(item: etree._Element, annex: etree._Element, root: etree._Element) -> None:
    if attribute(annex, "by") != attribute(item, "by"):
        raise MessageRefused("an annex filled in by somebody else")
    if not is_root(annex, ANNEX, Tag.ANNEX) or attribute(annex, "application") != attribute(root, "id"):
        raise MessageRefused("an annex of another application")
    if attribute(child(annex, Tag.FORM), "key") != attribute(item, "key"):
        raise MessageRefused("an annex that contradicts itself")


def _check_again(same_as: str, annex: OpenedAnnex, opened: Sequence[OpenedAnnex]) -> None:
    """Several people sign one annex: each the same document, and each another person. Nothing else comes twice."""
    before = [each for each in opened if each.id == annex.id]
    if same_as != (before[0].name if before else ""):
        raise MessageRefused("an annex that comes twice, or repeats another one")
    if not before:
        return
    if signatures.canonical(before[0].root) != signatures.canonical(annex.root):
        raise MessageRefused("an annex that is not the one it repeats")
    if annex.signer in [each.signer for each in before]:
        raise MessageRefused("an annex signed twice by one person")

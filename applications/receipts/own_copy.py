"""The person's own copy, sealed under the case key: what was signed, their own annexes, PDF, receipt, list of files."""

import hashlib
from collections.abc import Mapping
from typing import Protocol
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from lxml import etree

from applications.drafting.models import Application
from applications.exchange.protocol import parts
from applications.receipts import receipt_pdf, upo
from applications.receipts.errors import NotFiled
from applications.receipts.models import Document, Receipt
from sealing import keys
from sealing.errors import KeyDestroyed

UNSIGNED = "to-sign.xml"  # lies there until it is signed
SIGNED, APPLICATION_PDF = parts.APPLICATION_XML, parts.PDF
RECEIPT = "receipt.xml"
RECEIPT_PDF = "receipt.pdf"
FILES = "files.json"
CONFIRMED = "confirmed.json"  # the words of the instruction and the declarations
COPY = (SIGNED, APPLICATION_PDF, RECEIPT, RECEIPT_PDF, FILES, CONFIRMED)


class Held(Protocol):
    """What the files are of: something to be filed, or the receipt of it, under the id of its message."""

    @property
    def message_id(self) -> UUID: ...
    @property
    def application(self) -> Application: ...


def keep(held: Held, name: str, content: bytes) -> str:
    """Sealed under the case key; returns the digest. The same name again replaces it."""
    digest = hashlib.sha256(content).hexdigest()
    sealed = keys.seal(held.application.case_key, content, context=_context(held, name))
    Document.objects.update_or_create(
        message_id=held.message_id, name=name, defaults={"sha256": digest, "sealed": sealed}
    )
    return digest


def read(held: Held, name: str) -> bytes:
    """Document.DoesNotExist when there is none, KeyDestroyed when the case key is gone."""
    document = files(held).get(name=name)
    return keys.unseal(held.application.case_key, bytes(document.sealed), context=_context(held, name))


def files(held: Held) -> QuerySet[Document]:
    return Document.objects.filter(message_id=held.message_id)


def of(application: Application) -> Mapping[str, bytes]:
    """Everything the person may keep; raises NotFiled."""
    receipt = filed(application)
    return {name: download(receipt, name) for name in names(receipt)}


def names(held: Held) -> tuple[str, ...]:
    """What is in every copy, and the annexes that this person filled in themselves.

    What was filed before the confirmed words were kept has none.
    """
    kept = _kept(held)
    lacking = {CONFIRMED} - set(kept) if kept else set()
    return (*(name for name in COPY if name not in lacking), *_annexes(kept))


def annexes(held: Held) -> list[str]:
    return _annexes(_kept(held))


def _kept(held: Held) -> list[str]:
    return list(files(held).order_by("name").values_list("name", flat=True))


def _annexes(kept: list[str]) -> list[str]:
    return [name for name in kept if parts.ANNEX.fullmatch(name)]


def filed(application: Application) -> Receipt:
    """The receipt of what was filed; raises NotFiled."""
    found = Receipt.objects.filter(application=application).select_related("application__case_key").first()
    if found is None:
        raise NotFiled
    return found


def download(held: Held, name: str) -> bytes:
    """One file of the copy. The receipt's PDF is made when it is first asked for: no document can hinder a filing."""
    if name == RECEIPT_PDF and not files(held).filter(name=name).exists():
        pdf = receipt_pdf.render(read(held, RECEIPT), language=held.application.receipt.language)
        keep_beside(held, RECEIPT, RECEIPT_PDF, pdf)
        return pdf
    return read(held, name)


def applicant(receipt: Receipt) -> str:
    """Whom the receipt names; empty once the copy is erased. The certificate of its seal may have ended since."""
    try:
        sealed = read(receipt, RECEIPT)
    except (Document.DoesNotExist, KeyDestroyed):
        return ""
    return upo.read(etree.fromstring(sealed, etree.XMLParser(resolve_entities=False, no_network=True))).applicant


@transaction.atomic
def keep_beside(held: Held, there: str, name: str, content: bytes) -> None:
    """Only while the other file is there: what was made during an erasure must not outlive it."""
    if files(held).select_for_update().filter(name=there).only("pk").first() is not None:
        keep(held, name, content)


def _files(held: Held) -> QuerySet[Document]:
    return Document.objects.filter(message_id=held.message_id)


def _context(held: Held, name: str) -> str:
    return f"submission:{held.message_id}:{name}"

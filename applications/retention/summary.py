"""What stays of an own copy once it is erased: kinds, names and digests of what was filed; nothing of the person."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.drafting import lifecycle
from applications.drafting.models import Application
from applications.exchange.protocol.parts import PAYLOAD
from applications.receipts import own_copy
from applications.receipts.errors import NotFiled
from applications.receipts.models import Document, Receipt, digest_groups
from applications.retention.models import Erasure
from procedures import catalogue
from procedures.tables import papers
from procedures.tables.voivodeships import VOIVODES
from sealing.errors import SealingError

# What the names of parts mean; every other name begins with the purpose of a document
KINDS = {
    PAYLOAD: _("The answers, as the register reads them"),
    own_copy.APPLICATION_PDF: _("Application to read (PDF)"),
    own_copy.SIGNED: _("Application as you signed it (XML)"),
    own_copy.RECEIPT: _("Receipt with the seal of the portal (XML)"),
    own_copy.RECEIPT_PDF: _("The receipt (UPO), to read"),
    own_copy.FILES: _("List of files and their digests"),
    own_copy.CONFIRMED: _("What you confirmed before you signed"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledLine:
    """One file that was filed."""

    name: str
    kind: str
    sha256: str

    @property
    def digest_groups(self) -> list[str]:
        return digest_groups(self.sha256)


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """As page and API show it, in the language of the request."""

    title: str
    form: str
    office: str
    filed_at: datetime
    number: str
    sha256: str
    files: list[FiledLine]


def of(application: Application) -> dict[str, Any]:
    """To be kept, made while the copy can be opened. Names in a message are purposes and numbers."""
    try:
        receipt = own_copy.filed(application)
    except NotFiled:
        return {"files": []}
    known = {each["name"]: each["sha256"] for each in _listing(receipt)}
    known |= {each.name: each.sha256 for each in own_copy.files(receipt).exclude(name=own_copy.UNSIGNED)}
    return {"files": [{"name": name, "sha256": digest} for name, digest in sorted(known.items())]}


def shown(erasure: Erasure, receipt: Receipt) -> Summary:
    application = erasure.application
    form = lifecycle.form_of(application)
    kept: dict[str, Any] = erasure.summary or {"files": []}
    return Summary(
        title=gettext(catalogue.procedure(application.procedure).title),
        form=form.official_title,
        office=VOIVODES.get(application.teryt, ""),
        filed_at=receipt.filed_at,
        number=receipt.number,
        sha256=receipt.signed_sha256,
        files=[FiledLine(**each, kind=_kind(each["name"])) for each in kept["files"]],
    )


def _listing(receipt: Receipt) -> list[dict[str, Any]]:
    """Nothing that can't be opened may keep the rest from being erased."""
    try:
        found: list[dict[str, Any]] = json.loads(own_copy.read(receipt, own_copy.FILES))
    except (Document.DoesNotExist, SealingError):
        return []
    return found


def _kind(name: str) -> str:
    if name in KINDS:
        return str(KINDS[name])
    purpose = name.rsplit(".", maxsplit=1)[0].rsplit("-", maxsplit=1)[0]
    paper = papers.find(purpose)
    return gettext("Annex") if purpose == "annex" else gettext(paper.label) if paper else purpose

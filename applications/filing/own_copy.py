"""The person's own copy, sealed under the case key: what was signed, its PDF, the receipt, the list of files."""

import hashlib
from collections.abc import Mapping

from django.db import transaction
from lxml import etree

from applications.drafting.models import Application
from applications.exchange.protocol import parts
from applications.filing import preview, queries, receipts, upo
from applications.filing.errors import CopyErased, NotFiled
from applications.filing.models import Document, Erasure, Submission
from applications.filing.states import State
from sealing import keys
from sealing.errors import KeyDestroyed

UNSIGNED = "to-sign.xml"
SIGNED, APPLICATION_PDF = parts.APPLICATION_XML, parts.PDF
RECEIPT = "receipt.xml"
RECEIPT_PDF = "receipt.pdf"
FILES = "files.json"
PREVIEW = "preview.pdf"  # of a draft; made when it is asked for and never kept
COPY = (SIGNED, APPLICATION_PDF, RECEIPT, RECEIPT_PDF, FILES)
CALLED = {  # what a saved file is called, before the number of the receipt
    UNSIGNED: "wniosek-do-podpisu",
    SIGNED: "wniosek",
    APPLICATION_PDF: "wniosek",
    RECEIPT: "upo",
    RECEIPT_PDF: "upo",
    FILES: "pliki",
    PREVIEW: "projekt-wniosku",
}
MEDIA_TYPES = {"xml": "application/xml", "pdf": "application/pdf", "json": "application/json"}


def keep(submission: Submission, name: str, content: bytes) -> str:
    """Sealed under the case key; returns the digest. The same name again replaces it."""
    digest = hashlib.sha256(content).hexdigest()
    sealed = keys.seal(submission.application.case_key, content, context=_context(submission, name))
    Document.objects.update_or_create(submission=submission, name=name, defaults={"sha256": digest, "sealed": sealed})
    return digest


def read(submission: Submission, name: str) -> bytes:
    """Document.DoesNotExist when there is none, KeyDestroyed when the case key is gone."""
    document = submission.documents.get(name=name)
    return keys.unseal(submission.application.case_key, bytes(document.sealed), context=_context(submission, name))


def of(application: Application) -> Mapping[str, bytes]:
    """Everything the person may keep; raises NotFiled."""
    submission = filed(application)
    return {name: download(submission, name) for name in COPY}


def offered(application: Application) -> tuple[str, ...]:
    """What may be downloaded: the own copy, and before the filing what is to be signed."""
    return COPY if application.filed_at is not None else (UNSIGNED, APPLICATION_PDF)


def filed(application: Application) -> Submission:
    """The submission that was filed."""
    found = application.submissions.filter(state=State.FILED).select_related("application__case_key", "receipt").first()
    if found is None:
        raise NotFiled
    return found


def download(submission: Submission, name: str) -> bytes:
    """One file of the copy. The receipt's PDF is made when it is first asked for: no document can hinder a filing."""
    if name == RECEIPT_PDF and not submission.documents.filter(name=name).exists():
        pdf = receipts.pdf(read(submission, RECEIPT), language=submission.receipt.language)
        _keep_beside(submission, RECEIPT, RECEIPT_PDF, pdf)
        return pdf
    return read(submission, name)


def offered_file(application: Application, name: str) -> bytes | None:
    """One file as page and API give it; None when there is no such file. Raises CopyErased."""
    if name == PREVIEW:
        return preview.pdf(application)
    submission = queries.submission_of(application)
    if submission is None or name not in offered(application):
        return None
    try:
        return download(submission, name)
    except (Document.DoesNotExist, KeyDestroyed):
        if is_erased(application):
            raise CopyErased from None
        return None


def is_erased(application: Application) -> bool:
    return Erasure.objects.filter(application=application, erased_at__isnull=False).exists()


def applicant(submission: Submission) -> str:
    """Whom the receipt names; empty once the copy is erased. The certificate of its seal may have ended since."""
    try:
        receipt = read(submission, RECEIPT)
    except (Document.DoesNotExist, KeyDestroyed):
        return ""
    return upo.read(etree.fromstring(receipt, etree.XMLParser(resolve_entities=False, no_network=True))).applicant


def headers(application: Application, name: str) -> dict[str, str]:
    """A file's name says what it is, with a number instead of a person: plain ASCII that every program can save."""
    submission = queries.submission_of(application)
    issued = getattr(submission, "receipt", None)
    number = issued.number.removeprefix("UPO-") if issued else str(application.pk)
    called = f"{CALLED[name]}-{number}.{name.rsplit('.', maxsplit=1)[-1]}"
    return {"Content-Disposition": f'attachment; filename="{called}"'}


def media_type(name: str) -> str:
    return MEDIA_TYPES[name.rsplit(".", maxsplit=1)[-1]]


@transaction.atomic
def _keep_beside(submission: Submission, there: str, name: str, content: bytes) -> None:
    """Only while the other file is there: what was made during an erasure must not outlive it."""
    if submission.documents.select_for_update().filter(name=there).only("pk").first() is not None:
        keep(submission, name, content)


def _context(submission: Submission, name: str) -> str:
    return f"submission:{submission.pk}:{name}"

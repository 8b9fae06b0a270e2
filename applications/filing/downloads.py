"""What a person may download of an application: a draft as it would be filed, what is to be signed, the own copy."""

from applications.drafting.models import Application
from applications.exchange.protocol import parts
from applications.exchange.protocol.tags import Tag
from applications.filing import preview, queries
from applications.filing.models import Submission
from applications.receipts import own_copy
from applications.receipts.errors import CopyErased
from applications.receipts.models import Document, Receipt
from sealing.errors import KeyDestroyed

PREVIEW = "preview.pdf"  # of a draft; made when it is asked for and never kept
CALLED = {  # what a saved file is called, before the number of the receipt
    own_copy.UNSIGNED: "wniosek-do-podpisu",
    own_copy.SIGNED: "wniosek",
    own_copy.APPLICATION_PDF: "wniosek",
    own_copy.RECEIPT: "upo",
    own_copy.RECEIPT_PDF: "upo",
    own_copy.FILES: "pliki",
    own_copy.CONFIRMED: "pouczenie-i-oswiadczenia",
    PREVIEW: "projekt-wniosku",
}
MEDIA_TYPES = {"xml": "application/xml", "pdf": "application/pdf", "json": "application/json"}


def offered(application: Application, submission: Submission) -> tuple[str, ...]:
    """The own copy, and before the filing what is to be signed."""
    if application.filed_at is not None:
        return own_copy.names(submission)
    return (own_copy.UNSIGNED, own_copy.APPLICATION_PDF)


def content(application: Application, name: str) -> bytes | None:
    """One file as page and API give it; None when there is no such file. Raises CopyErased."""
    if name == PREVIEW:
        return preview.pdf(application)
    submission = queries.submission_of(application)
    if submission is None:
        return None
    if name not in offered(application, submission):
        _require_kept(application, submission, name)
        return None
    try:
        return own_copy.download(submission, name)
    except (Document.DoesNotExist, KeyDestroyed):
        if application.filed_at is not None:  # all of it was there at the filing
            raise CopyErased from None
        return None


def _require_kept(application: Application, submission: Submission, name: str) -> None:
    """The names of a person's own annexes are erased with the copy: which of them there were, nobody knows any more."""
    is_annex = parts.ANNEX.fullmatch(name) is not None
    if is_annex and application.filed_at is not None and not own_copy.files(submission).exists():
        raise CopyErased


def headers(application: Application, name: str) -> dict[str, str]:
    """A file's name says what it is, with a number instead of a person: plain ASCII that every program can save."""
    issued = Receipt.objects.filter(application=application).first()
    number = issued.number.removeprefix("UPO-") if issued else str(application.pk)
    called = f"{_called(name)}-{number}.{name.rsplit('.', maxsplit=1)[-1]}"
    return {"Content-Disposition": f'attachment; filename="{called}"'}


def _called(name: str) -> str:
    """An annex keeps its number: there may be several."""
    if parts.ANNEX.fullmatch(name):
        return name.removesuffix(".xml").replace("annex", Tag.ANNEX)
    return CALLED[name]


def media_type(name: str) -> str:
    return MEDIA_TYPES[name.rsplit(".", maxsplit=1)[-1]]

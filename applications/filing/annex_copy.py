"""What who signed an annex keeps of it, by their link: the file with their signature, and the PDF of what it says."""

from dataclasses import dataclass, field
from pathlib import Path

from django.http import Http404
from django.utils import timezone

from applications.annexes import links, prefill, signature, status
from applications.annexes.models import AnnexRequest, AnnexSigner
from applications.annexes.signature import SignedBy
from applications.answers import official_xml
from applications.filing import application_pdf
from applications.receipts import documents

TEMPLATE = Path(__file__).parent / "templates" / "annex.typ"
XML, PDF = "annex.xml", "annex.pdf"
MEDIA_TYPES = {XML: "application/xml", PDF: "application/pdf"}


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexCopy:
    content: bytes = field(repr=False)
    media_type: str
    headers: dict[str, str]


def of(token: str, name: str) -> AnnexCopy:
    """Raises what `links` raises of a link, and NotSignedYet; Http404 for a file of another name."""
    request, by = links.find_signed(token)
    if name not in MEDIA_TYPES:
        raise Http404
    content = status.unsealed(request, by) if name == XML else _pdf(request, by)
    called = f"{request.form_key}.{name.rsplit('.', maxsplit=1)[-1]}"
    headers = {"Content-Disposition": f'attachment; filename="{called}"', "Cache-Control": "no-store"}
    return AnnexCopy(content=content, media_type=MEDIA_TYPES[name], headers=headers)


def _pdf(request: AnnexRequest, by: AnnexRequest | AnnexSigner) -> bytes:
    form, answers = prefill.form_of(request), signature.answers_of(request)
    boxes = official_xml.boxes(form, answers, signed_on=request.frozen_on or timezone.localdate(request.signed_at))
    data = {
        "title": form.official_title,
        "called": form.called,
        "form": f"Wersja formularza {form.version}",
        "id": str(request.pk),
        "sections": application_pdf.sections(form, boxes),
        "declarations": [each.official for each in form.declarations],
        "signatures": [_said(each) for each in signature.all_signed_by(request)],
        "digest": by.signed_sha256,
    }
    return documents.render(TEMPLATE, data, made=timezone.now())


def _said(signer: SignedBy) -> str:
    return ", ".join(part for part in (signer.name, signer.organisation) if part)

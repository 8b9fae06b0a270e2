"""Opens a file that came with a case and hands it over."""

from uuid import UUID

from django.http import Http404, HttpResponse

from applications.cases import seals
from applications.cases.models import CaseFile
from applications.drafting.models import Application

TYPES = {"pdf": "application/pdf", "xml": "application/xml"}


def answer(application: Application, file_id: UUID) -> HttpResponse:
    """To be saved, never shown in the page's own origin. KeyDestroyed once the case is forgotten."""
    try:
        row = CaseFile.objects.get(pk=file_id, event__case=application.pk)
    except CaseFile.DoesNotExist as error:
        raise Http404 from error
    content = seals.unseal_bytes(application.case_key, row)
    kind = TYPES.get(row.name.rsplit(".", maxsplit=1)[-1].lower(), "application/octet-stream")
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{_plain(row.name)}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _plain(name: str) -> str:
    return "".join(letter if letter.isascii() and (letter.isalnum() or letter in "._-") else "_" for letter in name)

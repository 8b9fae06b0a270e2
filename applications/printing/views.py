"""The PDF of a prepared draft, for who writes it."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from applications.drafting import access
from applications.drafting.errors import Incomplete, NotPossible
from applications.drafting.models import Application
from applications.printing import document, printout_pdf
from applications.printing.document import Printout

MEDIA_TYPE = "application/pdf"


@never_cache
@require_safe
@login_required
def download(request: HttpRequest, *, application_id: UUID) -> HttpResponse:
    """Who is not done is led to what is missing."""
    application = access.get(request.user, application_id)
    try:
        printed = document.of(application)
    except (Incomplete, NotPossible):
        return HttpResponseRedirect(reverse("applications:overview", args=[application.pk]))
    if printed is None:
        raise Http404
    return answer(application, printed)


def answer(application: Application, printed: Printout) -> HttpResponse:
    """A file's name says what it is, with a number instead of a person."""
    content = printout_pdf.render(application, printed, language=get_language() or "pl")
    headers = {"Content-Disposition": f'attachment; filename="dokument-{application.pk}.pdf"'}
    return HttpResponse(content, content_type=MEDIA_TYPE, headers=headers)

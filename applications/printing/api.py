"""API resources of what is printed; they call what the pages call."""

from uuid import UUID

from django.http import Http404, HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from applications.drafting import access
from applications.drafting.models import Application
from applications.printing import document, told, views
from applications.printing.document import Printout
from applications.printing.serializers import PrintoutSerializer


class PrintoutView(APIView):
    """What a prepared draft prints, sentence by sentence, and what to do with it."""

    @extend_schema(responses=PrintoutSerializer)
    def get(self, request: Request, id: UUID) -> Response:
        """409 while questions are not answered; 404 for what is filed here."""
        application = access.get(request.user, id)
        printed = _printed(application)
        address = reverse("printing-api:document", args=[application.pk], request=request)
        more = {"instructions": told.of(application, printed), "document": address}
        parts = {name: getattr(printed, name) for name in (*Printout.__slots__, "last_day")}
        return Response(PrintoutSerializer(parts | more).data)


class PrintedDocumentView(APIView):
    """The document as a PDF to print (tagged, PDF/UA)."""

    @extend_schema(responses={(200, views.MEDIA_TYPE): OpenApiTypes.BINARY})
    def get(self, request: Request, id: UUID) -> HttpResponse:
        application = access.get(request.user, id)
        return views.answer(application, _printed(application))


def _printed(application: Application) -> Printout:
    printed = document.of(application)
    if printed is None:
        raise Http404
    return printed

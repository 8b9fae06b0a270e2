"""API of cases: the list, one case with its timeline, its files. The same functions as the pages."""

from uuid import UUID

from django.http import Http404, HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from applications.cases import answers, files, queries, timeline
from applications.cases.serializers import (
    CaseDetailSerializer,
    CaseRequestSerializer,
    CaseSerializer,
    NewAnswerSerializer,
    detail,
)
from applications.correspondence import access
from applications.drafting import access as drafts
from applications.retention import keeping
from paging import keyset
from sealing.errors import KeyDestroyed


class CasesView(APIView):
    """One's own cases, the newest first."""

    @extend_schema(responses=keyset.schema(CaseSerializer), parameters=keyset.PARAMETERS, operation_id="cases_list")
    def get(self, request: Request) -> Response:
        page = keyset.of(access.for_actor(request.user), request)
        lines = [CaseSerializer(row, context={"request": request}).data for row in queries.rows(page.rows)]
        return _private(page.told(lines))


class CaseView(APIView):
    """Where the case stands, what the office asks for, what happened."""

    @extend_schema(responses=CaseDetailSerializer)
    def get(self, request: Request, id: UUID) -> Response:
        application = access.get(request.user, id)
        [row] = queries.rows([application])
        return _private(detail(row, timeline.of(application), keeping.of(application), request))


class CaseAnswerView(APIView):
    """A file that answers one thing the office asks for; it is checked and then passed on."""

    parser_classes = (MultiPartParser,)

    @extend_schema(request=NewAnswerSerializer, responses={201: CaseRequestSerializer})
    def post(self, request: Request, id: UUID, asked: UUID) -> Response:
        application = access.get(request.user, id)
        item = answers.item(application, asked)
        given = NewAnswerSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        file = given.validated_data["file"]
        acting = drafts.acting_in(request.user, application)
        answers.send(application, item, name=file.name, content=file.read(), acting=acting)
        answer = _private(CaseRequestSerializer(answers.item(application, asked)).data)
        answer.status_code = 201
        return answer


class CaseFileView(APIView):
    """A file that came with an event, say the certificate."""

    @extend_schema(responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    def get(self, request: Request, id: UUID, file: UUID) -> HttpResponse:
        application = access.get(request.user, id)
        try:
            return files.answer(application, file)
        except KeyDestroyed as error:
            raise Http404 from error


def _private(data: object) -> Response:
    answer = Response(data)
    answer["Cache-Control"] = "private, no-store"
    return answer

"""Outcomes of the checker in the account of who is signed in."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from applications.drafting import access
from applications.finding import keeping
from applications.finding.serializers import KeptOutcomeSerializer, shown
from paging import keyset
from procedures import catalogue
from procedures.language import trees
from procedures.serializers import TreeAnswersSerializer


class KeptOutcomes(APIView):
    @extend_schema(responses=keyset.schema(KeptOutcomeSerializer), operation_id="outcomes_list")
    def get(self, request: Request) -> Response:
        """The newest first."""
        return Response(keyset.whole([shown(keeping.opened(row)) for row in keeping.of(request.user)]))

    @extend_schema(request=TreeAnswersSerializer, responses={201: KeptOutcomeSerializer})
    def post(self, request: Request) -> Response:
        """Keep where these answers lead; they must lead to an outcome."""
        given = TreeAnswersSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        tree = catalogue.tree(trees.WHICH)
        row = keeping.keep(access.person(request.user), tree, given.validated_data.get("answers", {}))
        return Response(shown(keeping.opened(row)), status=201)


class OneKeptOutcome(APIView):
    @extend_schema(responses=KeptOutcomeSerializer)
    def get(self, request: Request, outcome_id: UUID) -> Response:
        return Response(shown(keeping.opened(keeping.get(request.user, outcome_id))))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, outcome_id: UUID) -> Response:
        """With its key: nothing of it can be read again."""
        keeping.delete(keeping.get(request.user, outcome_id))
        return Response(status=204)

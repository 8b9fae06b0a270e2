"""Units of the law for anybody: where the text is, and which procedures rest on it."""

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from procedures.api import PublicLaw
from procedures.law import acts
from procedures.law.citations import Citation
from procedures.law_serializers import CitedUnitSerializer
from procedures.outlining.outline import Article


class UnitOfLaw(PublicLaw):
    @extend_schema(operation_id="law_unit", responses=CitedUnitSerializer)
    def get(self, request: Request, act: str, unit: str) -> Response:
        """A unit such as 114(1)(1), §6 or annex 8, whether the act has it, and the procedures that cite it."""
        article = Article(Citation(act, unit))
        if act not in acts.table() or not article.is_written_well:
            raise Http404
        return Response(CitedUnitSerializer(article).data)

"""Terms for anybody: which there are, and the last day of one. Days are posted, never in an address; none is kept."""

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import ValidationError

from paging import keyset
from procedures.api import PublicLaw
from procedures.deadline_serializers import (
    DeadlineSerializer,
    FromDaysSerializer,
    RuleSerializer,
    VisaFreeSerializer,
    VisitsSerializer,
)
from procedures.deadlines import engine, rules, saying, visits
from procedures.deadlines.engine import CannotCount
from procedures.errors import Unknown


class Rules(PublicLaw):
    @extend_schema(operation_id="deadlines_list", responses=keyset.schema(RuleSerializer))
    def get(self, request: Request) -> Response:
        """Every term that can be counted, and what it is counted from."""
        return Response(keyset.whole([RuleSerializer(each).data for each in rules.holding(timezone.localdate())]))


class CountedDeadline(PublicLaw):
    @extend_schema(operation_id="deadlines_count", request=FromDaysSerializer, responses=DeadlineSerializer)
    def post(self, request: Request, rule: str) -> Response:
        """The last day of a term with its working. Nothing of it is kept."""
        found = _rule(rule)
        asked = FromDaysSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        try:
            counted = engine.count(found, asked.named, asked.number)
        except CannotCount as refused:
            raise ValidationError({refused.field: [saying.refusal(refused)]}) from refused
        return _unkept(Response(DeadlineSerializer(counted).data))


class VisaFreeDays(PublicLaw):
    @extend_schema(operation_id="deadlines_visa_free", request=VisitsSerializer, responses=VisaFreeSerializer)
    def post(self, request: Request) -> Response:
        """How many of the 90 days in any 180 are used, and until when one may stay. Nothing of it is kept."""
        asked = VisitsSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        on = asked.validated_data.get("on") or timezone.localdate()
        return _unkept(Response(VisaFreeSerializer(visits.count(asked.made, on=on)).data))


def _rule(key: str) -> rules.TermRule:
    try:
        return rules.rule(key, timezone.localdate())
    except Unknown as error:
        raise Http404 from error


def _unkept(response: Response) -> Response:
    """Days of somebody's life."""
    response["Cache-Control"] = "no-store"
    return response

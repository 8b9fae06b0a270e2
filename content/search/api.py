"""The search for programs: the same as the page, as JSON."""

from typing import Any

from django.conf import settings
from django.utils import translation
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from content.search import finding
from content.search.asking import LONGEST_TYPED
from content.search.finding import MOST_PAGES, Found, Wanted
from content.search.limiting import SearchRate
from content.search.marking import Piece
from content.search.models import FoundKind


class AskedSerializer(serializers.Serializer[Any]):
    q = serializers.CharField(max_length=LONGEST_TYPED, help_text="Words, in any of the seven languages")
    locale = serializers.ChoiceField(choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    type = serializers.ChoiceField(choices=FoundKind.values, required=False, help_text="Only these, page by page")
    page = serializers.IntegerField(min_value=1, max_value=MOST_PAGES, default=1, help_text="Counts with `type` only")

    def to_internal_value(self, data: Any) -> Any:
        """A name that means nothing is a slip: its writer should hear of it."""
        if unknown := sorted(set(data) - set(self.fields)):
            raise serializers.ValidationError({name: ["Unknown parameter."] for name in unknown})
        return super().to_internal_value(data)


class PieceSerializer(serializers.Serializer[Piece]):
    text = serializers.CharField(trim_whitespace=False)
    is_found = serializers.BooleanField()


class FoundSerializer(serializers.Serializer[Found]):
    type = serializers.CharField(source="kind")
    locale = serializers.CharField(source="language", help_text="Of the texts; another one where `is_abroad`")
    page_id = serializers.IntegerField(allow_null=True, help_text="Of a page of the tree")
    html_url = serializers.SerializerMethodField()
    title = PieceSerializer(many=True)
    excerpt = PieceSerializer(many=True)

    def get_html_url(self, found: Found) -> str:
        return f"{settings.PORTAL_URL}{found.address}"


class FoundGroupSerializer(serializers.Serializer[Any]):
    type = serializers.ChoiceField(choices=FoundKind.values, source="kind")
    count = serializers.IntegerField()
    results = FoundSerializer(many=True, source="items")


class SearchSerializer(serializers.Serializer[Any]):
    is_corrected = serializers.BooleanField(help_text="A word was read as one that is like it")
    is_abroad = serializers.BooleanField(help_text="Nothing in this language: found by texts of others")
    is_loose = serializers.BooleanField(help_text="Nothing has all the words: found by some of them")
    count = serializers.IntegerField()
    groups = FoundGroupSerializer(many=True)


class SearchResource(APIView):
    """No answer is kept: the address holds what somebody typed."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    throttle_classes = (SearchRate,)

    @extend_schema(operation_id="content_search", parameters=[AskedSerializer], responses=SearchSerializer)
    def get(self, request: Request) -> Response:
        asked = AskedSerializer(data=request.query_params.dict())
        asked.is_valid(raise_exception=True)
        said = asked.validated_data
        wanted = Wanted(language=said["locale"], kind=said.get("type", ""), page=said["page"])
        with translation.override(wanted.language):
            return Response(SearchSerializer(finding.find(said["q"], wanted)).data)

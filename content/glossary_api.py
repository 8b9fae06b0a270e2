"""The glossary for front ends: the words that readers find there. Those we never say are for who writes."""

from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from content import asking, tools
from content.api import PublicContent
from paging import keyset
from vocabulary import terms
from vocabulary.terms import GlossaryTerm

LOCALE = OpenApiParameter("locale", str, enum=asking.LANGUAGES, default=settings.LANGUAGE_CODE)


class GlossaryTermSerializer(serializers.Serializer[Any]):
    key = serializers.SlugField()
    locale = serializers.CharField(source="language")
    word = serializers.CharField()
    polish = serializers.CharField(allow_blank=True, help_text="The word of laws and letters")
    explanation = serializers.CharField(allow_blank=True)
    is_kept = serializers.BooleanField(help_text="A name that is never translated")
    checked_on = serializers.DateField(allow_null=True, help_text="null: nobody compared it with its source")
    html_url = serializers.SerializerMethodField()

    def get_html_url(self, term: GlossaryTerm) -> str:
        with translation.override(term.language):
            return f"{tools.absolute(tools.address('content:glossary'))}#{term.key}"


class GlossaryList(PublicContent):
    @extend_schema(
        operation_id="content_glossary_list",
        parameters=[LOCALE, *keyset.PARAMETERS],
        responses=keyset.schema(GlossaryTermSerializer),
    )
    def get(self, request: Request) -> Response:
        """What has a word in the language, in the order of the keys."""
        asking.known_only(request.GET, ("locale", keyset.AFTER, keyset.LIMIT))
        language = asking.language(request.GET) or settings.LANGUAGE_CODE
        page = keyset.of(terms.concepts(language, timezone.localdate()), request, order="key")
        told = [terms.told(concept, language) for concept in page.rows]
        return Response(page.told(GlossaryTermSerializer(told, many=True).data))

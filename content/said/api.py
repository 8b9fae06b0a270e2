"""What a page said on a day, for front ends."""

from datetime import datetime, time

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from wagtail.models import Page

from content.said import keeping
from content.said.models import SaidText
from procedures.api import day
from procedures.serializers import OnSerializer


class SaidTextSerializer(serializers.ModelSerializer[SaidText]):
    """`text` is HTML of the page's main part, as readers saw it."""

    class Meta:
        model = SaidText
        fields = ("language", "title", "text", "said_from", "said_until")


class SaidOn(APIView):
    """At the end of the day `on`, Warsaw time."""

    authentication_classes = ()
    permission_classes = (AllowAny,)

    @extend_schema(
        operation_id="content_pages_said",
        parameters=[OnSerializer],
        responses=SaidTextSerializer,
    )
    def get(self, request: Request, page_id: int) -> Response:
        page = Page.objects.select_related("locale").filter(pk=page_id).first()
        if page is None:
            raise Http404
        ends = timezone.make_aware(datetime.combine(day(request), time.max))
        began = keeping.texts(page.translation_key, page.locale.language_code).filter(said_from__lte=ends)
        found = began.exclude(said_until__lte=ends).first()
        if found is None:
            raise Http404
        return Response(SaidTextSerializer(found).data)

"""The alerts that hold now, for front ends: those of every page, and those of a topic with its address."""

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.cache import patch_cache_control
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from content import asking, everywhere, routing
from content.alerts import AlertKind, KnownAlert
from content.api import PublicContent
from freshness import SHARED_SECONDS
from paging import keyset


class AlertSerializer(serializers.Serializer[Any]):
    """`id` is the same in every language."""

    id = serializers.UUIDField(source="key")
    locale = serializers.CharField(source="language")
    kind = serializers.ChoiceField(choices=AlertKind.values)
    title = serializers.CharField()
    text = serializers.CharField(allow_blank=True)
    topic_url = serializers.SerializerMethodField(help_text="Of the topic it is shown on; null: on every page")
    from_at = serializers.DateTimeField()
    until_at = serializers.DateTimeField(allow_null=True)

    def get_topic_url(self, alert: KnownAlert) -> str | None:
        if not alert.topic_path:
            return None
        return f"{settings.PORTAL_URL}{routing.address(alert.topic_path, alert.language)}"


class AlertList(PublicContent):
    @extend_schema(
        operation_id="content_alerts_list",
        parameters=[asking.LOCALE],
        responses=keyset.schema(AlertSerializer),
    )
    def get(self, request: Request) -> Response:
        """The gravest first. All at once: readers see each of them, so they are few."""
        asking.known_only(request.GET, ("locale",))
        language, moment = asking.language(request.GET), timezone.now()
        known = everywhere.memory.now().alerts
        shown = [each for each in known if each.holds(moment) and language in (None, each.language)]
        return Response(keyset.whole(AlertSerializer(shown, many=True).data))

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        made = super().finalize_response(request, response, *args, **kwargs)
        if made.status_code == HTTPStatus.OK:
            patch_cache_control(made, max_age=everywhere.seconds_of_alerts(SHARED_SECONDS))
        return made

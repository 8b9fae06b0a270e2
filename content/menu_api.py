"""The menus that editors made, for front ends: each entry with an address that leads somewhere."""

from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from content import asking, everywhere
from content.api import PublicContent
from content.menus import MenuLink, MenuPlace
from paging import keyset


class MenuLinkSerializer(serializers.Serializer[MenuLink]):
    title = serializers.CharField()
    url = serializers.SerializerMethodField()

    def get_url(self, link: MenuLink) -> str:
        return urljoin(settings.PORTAL_URL, link.url)


class MenuSerializer(serializers.Serializer[Any]):
    """A page that has no version in the language, or that not everybody may read, is not in it."""

    place = serializers.ChoiceField(choices=MenuPlace.choices)
    locale = serializers.CharField(source="language")
    title = serializers.CharField(allow_blank=True, help_text="The heading of a column")
    links = MenuLinkSerializer(many=True)


class MenuList(PublicContent):
    @extend_schema(
        operation_id="content_menus_list", parameters=[asking.LOCALE], responses=keyset.schema(MenuSerializer)
    )
    def get(self, request: Request) -> Response:
        """One of a place and a language. Where editors made none, there is none: the front end has its own."""
        asking.known_only(request.GET, ("locale",))
        language = asking.language(request.GET)
        shown = [each for each in everywhere.memory.now().menus if language in (None, each.language)]
        return Response(keyset.whole(MenuSerializer(shown, many=True).data))

"""The public content API: published pages with their facts, pictures, files, languages, in bounded queries."""

from http import HTTPStatus
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils import translation
from django.utils.cache import patch_cache_control
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.generics import ListAPIView
from rest_framework.pagination import CursorPagination
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from wagtail.models import Locale, Page

from content import figures, publishing, routing, translations
from content.media import File, Picture
from content.serializers import (
    FileSerializer,
    LocaleSerializer,
    PageDetailSerializer,
    PageSerializer,
    PictureSerializer,
    locales,
)
from freshness import SHARED_SECONDS
from procedures.api import day
from procedures.serializers import OnSerializer

LONGEST_ID = 18  # digits; what is longer is no id, and is ignored as other words are
KINDS = ("home", "index", "guide", "article")


class Keyset(CursorPagination):
    page_size = 20
    page_size_query_param = "limit"
    max_page_size = 100
    ordering = "id"


class PublicContent(APIView):
    """Read without signing in; the answer is the same for everybody and may be kept by shared caches."""

    authentication_classes = ()
    permission_classes = (AllowAny,)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        if response.status_code == HTTPStatus.OK:
            patch_cache_control(response, public=True, max_age=SHARED_SECONDS)
        return response


def published() -> QuerySet[Page]:
    """Live pages of the tree that everybody may read."""
    pages: QuerySet[Page] = Page.objects.live().public().filter(depth__gte=routing.HOME_DEPTH)
    return pages.select_related("locale")


def children(page_id: int) -> Any:
    parent = Page.objects.filter(pk=page_id).first()
    return Page.objects.child_of(parent) if parent else Page.objects.none()


@extend_schema_view(
    get=extend_schema(
        operation_id="content_pages_list",
        parameters=[
            OpenApiParameter("locale", str, description="Language code"),
            OpenApiParameter("type", str, enum=KINDS),
            OpenApiParameter("slug", str),
            OpenApiParameter("child_of", int, description="Id of the parent page"),
        ],
    )
)
class PageList(PublicContent, ListAPIView[Page]):
    serializer_class = PageSerializer
    pagination_class = Keyset

    def get_queryset(self) -> QuerySet[Page]:
        asked = self.request.query_params
        pages = published()
        if language := asked.get("locale"):
            pages = pages.filter(locale__language_code=language)
        if kind := asked.get("type"):
            pages = pages.filter(content_type__app_label="content", content_type__model=f"{kind}page")
        if slug := asked.get("slug"):
            pages = pages.filter(slug=slug)
        if (parent := asked.get("child_of", "")).isdecimal() and len(parent) <= LONGEST_ID:
            pages = pages.filter(pk__in=children(int(parent)))
        return pages


class Detail(PublicContent):
    def answer(self, request: Request, page: Page | None) -> Response:
        if page is None:
            raise Http404
        found = page.specific
        language = page.locale.language_code
        on = day(request)
        with translation.override(language), figures.of_day(on):
            context = {"request": request, "versions": translations.versions(found), "on": on}
            response = Response(PageDetailSerializer(found, context=context).data)
        patch_cache_control(response, max_age=publishing.seconds_to_keep(page, SHARED_SECONDS))
        return response


class PageDetail(Detail):
    @extend_schema(operation_id="content_pages_retrieve", parameters=[OnSerializer], responses=PageDetailSerializer)
    def get(self, request: Request, page_id: int) -> Response:
        return self.answer(request, published().filter(pk=page_id).first())


class PageFind(Detail):
    @extend_schema(
        operation_id="content_find",
        parameters=[
            OpenApiParameter("html_path", str, required=True, description="As in /en/guides/"),
            OnSerializer,
        ],
        responses=PageDetailSerializer,
    )
    def get(self, request: Request) -> Response:
        language, _, rest = request.query_params.get("html_path", "").strip("/").partition("/")
        home = Page.objects.filter(depth=routing.HOME_DEPTH, locale__language_code=language).first()
        if home is None:
            raise Http404
        url_path = home.url_path + (f"{rest}/" if rest else "")
        return self.answer(request, published().filter(url_path=url_path).first())


@extend_schema_view(get=extend_schema(operation_id="content_images_list"))
class PictureList(PublicContent, ListAPIView[Picture]):
    serializer_class = PictureSerializer
    pagination_class = Keyset
    queryset = Picture.objects.filter(collection__view_restrictions__isnull=True)


@extend_schema_view(get=extend_schema(operation_id="content_documents_list"))
class FileList(PublicContent, ListAPIView[File]):
    serializer_class = FileSerializer
    pagination_class = Keyset
    queryset = File.objects.filter(collection__view_restrictions__isnull=True)


class LocaleList(PublicContent):
    @extend_schema(operation_id="content_locales_list", responses=LocaleSerializer(many=True))
    def get(self, request: Request) -> Response:
        return Response(LocaleSerializer(locales(list(Locale.objects.all())), many=True).data)

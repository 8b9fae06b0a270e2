"""The public content API: published pages with their facts, pictures, files, languages, in bounded queries."""

from http import HTTPStatus
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils import translation
from django.utils.cache import patch_cache_control
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from wagtail.models import Locale, Page

from content import asking, figures, moved, publishing, renditions, routing, translations
from content.media import File, Picture
from content.serializers import (
    FileSerializer,
    LocaleSerializer,
    MovedPageSerializer,
    PageDetailSerializer,
    PageInListSerializer,
    PageSerializer,
    PictureSerializer,
    locales,
)
from freshness import SHARED_SECONDS
from paging import keyset
from procedures.api import day
from procedures.serializers import OnSerializer

FROM_ROOT = "A path from the root, as in /en/guides/"
HTML_PATH = OpenApiParameter("html_path", str, required=True, description=FROM_ROOT)
LISTED_FIELDS = PageInListSerializer.Meta.fields
OF_THE_KIND = frozenset(LISTED_FIELDS) - frozenset(PageSerializer.Meta.fields)  # not every page has them


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
    return routing.published().select_related("locale")


class PageList(PublicContent):
    @extend_schema(
        operation_id="content_pages_list", parameters=asking.PARAMETERS, responses=keyset.schema(PageSerializer)
    )
    def get(self, request: Request) -> Response:
        """Live pages of every language. Filters, fields and order are named as Wagtail's API v2 names them."""
        asked = request.GET
        pages = asking.filtered(published(), asked)
        fields = asking.fields(asked, PageSerializer.Meta.fields, LISTED_FIELDS)
        page = keyset.of(pages, request, order=asking.order(asked))
        rows = _specific(page.rows) if set(fields) & OF_THE_KIND else page.rows
        return Response(page.told(PageInListSerializer(rows, many=True, fields=fields).data))


def _specific(rows: list[Page]) -> list[Page]:
    """Each as what it is: one query for each kind of page among them."""
    found = {page.pk: page for page in Page.objects.filter(pk__in=[row.pk for row in rows]).specific()}
    for row in rows:
        found[row.pk].locale = row.locale
    return [found[row.pk] for row in rows if row.pk in found]


class Detail(PublicContent):
    def answer(self, request: Request, page: Page | None) -> Response:
        every = PageDetailSerializer.Meta.fields
        fields = asking.fields(request.GET, every, every)
        if page is None:
            raise Http404
        found = page.specific
        language = page.locale.language_code
        on = day(request)
        with translation.override(language), figures.of_day(on):
            context = {"request": request, "versions": translations.versions(found), "on": on}
            response = Response(PageDetailSerializer(found, context=context, fields=fields).data)
        patch_cache_control(response, max_age=publishing.seconds_to_keep(page, SHARED_SECONDS))
        return response


class PageDetail(Detail):
    @extend_schema(
        operation_id="content_pages_retrieve", parameters=[asking.FIELDS, OnSerializer], responses=PageDetailSerializer
    )
    def get(self, request: Request, page_id: int) -> Response:
        asking.known_only(request.GET, ("fields", "on"))
        return self.answer(request, published().filter(pk=page_id).first())


class PageFind(Detail):
    @extend_schema(
        operation_id="content_find",
        parameters=[HTML_PATH, asking.FIELDS, OnSerializer],
        responses=PageDetailSerializer,
    )
    def get(self, request: Request) -> Response:
        language, _, rest = _html_path(request, "html_path", "fields", "on").strip("/").partition("/")
        home = Page.objects.filter(depth=routing.HOME_DEPTH, locale__language_code=language).first()
        if home is None:
            raise Http404
        url_path = home.url_path + (f"{rest}/" if rest else "")
        return self.answer(request, published().filter(url_path=url_path).first())


def _html_path(request: Request, *known: str) -> str:
    asking.known_only(request.GET, known)
    asked: str = request.GET.get("html_path", "")
    if not asked.startswith("/") or not moved.is_address(asked):
        raise ValidationError({"html_path": [FROM_ROOT]})
    return asked


class RedirectFind(PublicContent):
    @extend_schema(operation_id="content_redirects_find", parameters=[HTML_PATH], responses=MovedPageSerializer)
    def get(self, request: Request) -> Response:
        """Where the page of an old address is today. 404: nowhere else; ask for the page itself."""
        path = _html_path(request, "html_path")
        found = None if moved.answers(path) else moved.to(path)
        if found is None:
            raise Http404
        return Response(MovedPageSerializer(found).data)


class PictureList(PublicContent):
    @extend_schema(
        operation_id="content_images_list", parameters=keyset.PARAMETERS, responses=keyset.schema(PictureSerializer)
    )
    def get(self, request: Request) -> Response:
        """With the addresses and measures of smaller renditions."""
        asking.known_only(request.GET, (keyset.AFTER, keyset.LIMIT))
        pictures = Picture.objects.filter(collection__view_restrictions__isnull=True)
        page = keyset.of(pictures.prefetch_renditions(*renditions.SPECS), request, order="pk")
        return Response(page.told(PictureSerializer(page.rows, many=True).data))


class FileList(PublicContent):
    @extend_schema(
        operation_id="content_documents_list", parameters=keyset.PARAMETERS, responses=keyset.schema(FileSerializer)
    )
    def get(self, request: Request) -> Response:
        asking.known_only(request.GET, (keyset.AFTER, keyset.LIMIT))
        page = keyset.of(File.objects.filter(collection__view_restrictions__isnull=True), request, order="pk")
        return Response(page.told(FileSerializer(page.rows, many=True).data))


class LocaleList(PublicContent):
    @extend_schema(operation_id="content_locales_list", responses=keyset.schema(LocaleSerializer))
    def get(self, request: Request) -> Response:
        asking.known_only(request.GET, ())
        return Response(keyset.whole(LocaleSerializer(locales(list(Locale.objects.all())), many=True).data))

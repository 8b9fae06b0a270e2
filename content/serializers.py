"""What the content API says of pages, pictures and files: the same texts and facts that the pages show."""

from collections.abc import Collection
from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from wagtail.models import Locale, Page

from content import kind_serializers, renditions, routing, translations
from content.fact_serializers import CostSerializer, LineSerializer, RowSerializer
from content.joined import facts
from content.kind_serializers import KindFields
from content.media import File, Picture
from content.models import GuidePage
from content.moved import Moved


def absolute(path: str) -> str:
    return f"{settings.PORTAL_URL}{path}"


class LocaleSerializer(serializers.Serializer[Any]):
    language_code = serializers.CharField()
    name = serializers.CharField()
    dir = serializers.ChoiceField(choices=["ltr", "rtl"])


class ChosenFields(serializers.ModelSerializer[Page]):
    """Tells only the fields that were asked for; None: all it has."""

    def __init__(self, *args: Any, fields: Collection[str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in list(self.fields):
            if fields is not None and name not in fields:
                self.fields.pop(name)


class PageSerializer(ChosenFields):
    """A page in a list: what every kind has."""

    type = serializers.SerializerMethodField()
    locale = serializers.CharField(source="locale.language_code")
    html_url = serializers.SerializerMethodField()
    parent_path = serializers.SerializerMethodField()

    class Meta:
        model = Page
        fields = (
            "id",
            "type",
            "title",
            "slug",
            "locale",
            "html_url",
            "parent_path",
            "search_description",
            "first_published_at",
            "last_published_at",
        )

    def get_type(self, page: Page) -> str:
        return str(page.cached_content_type.model).removesuffix("page")

    def get_html_url(self, page: Page) -> str:
        return absolute(routing.address(page.url_path, page.locale.language_code))

    def get_parent_path(self, page: Page) -> str | None:
        above = page.url_path.rstrip("/").rpartition("/")[0]
        return routing.address(f"{above}/", page.locale.language_code) if above else None


class PageInListSerializer(PageSerializer):
    """With what only some kinds have, where it is asked for. A body is long: a page tells it, a list never does."""

    summary = serializers.CharField(allow_blank=True)
    procedure = serializers.SerializerMethodField()

    class Meta(PageSerializer.Meta):
        fields = (*PageSerializer.Meta.fields, "summary", "procedure")  # type: ignore[assignment]  # longer

    def get_procedure(self, page: Any) -> str | None:
        return getattr(page, "procedure", None)


class VersionSerializer(serializers.Serializer[Any]):
    language_code = serializers.CharField(source="language")
    html_url = serializers.SerializerMethodField()
    published_at = serializers.DateTimeField()

    def get_html_url(self, version: translations.Version) -> str:
        return absolute(version.url)


class TranslationSerializer(serializers.Serializer[Any]):
    reviewed = serializers.BooleanField()
    older_than = serializers.DateTimeField(allow_null=True)
    original_url = serializers.SerializerMethodField()

    def get_original_url(self, translation: translations.Translation) -> str:
        return absolute(translation.original_url)


class LawSerializer(serializers.Serializer[Any]):
    """The facts of the guide's procedure, in the language of the page."""

    on = serializers.DateField(help_text="The day of which they are the facts")

    key = serializers.CharField()
    filed_here = serializers.BooleanField()
    is_prepared = serializers.BooleanField(help_text="Taken or sent to the office; neither: only information")
    closed = serializers.CharField(allow_blank=True, help_text="Why nobody can begin today; empty when they can")
    checked_on = serializers.DateField()
    source_url = serializers.CharField()
    who = serializers.ListField(child=serializers.CharField())
    conditions = LineSerializer(many=True)
    refusals = LineSerializer(many=True)
    documents = LineSerializer(many=True)
    fees = CostSerializer(many=True)
    facts = RowSerializer(many=True, source="rows")
    basis = serializers.ListField(child=serializers.CharField())


class BlockSerializer(serializers.Serializer[Any]):
    type = serializers.CharField()
    id = serializers.CharField()
    value = serializers.DictField()


class PageDetailSerializer(KindFields, PageSerializer):
    """One page with its body; `law` is there on guides only."""

    summary = serializers.CharField(allow_blank=True)
    body = serializers.SerializerMethodField()
    procedure = serializers.SerializerMethodField()
    law = serializers.SerializerMethodField()
    versions = serializers.SerializerMethodField()
    translation = serializers.SerializerMethodField()

    class Meta(PageSerializer.Meta):
        fields = (
            *PageSerializer.Meta.fields,
            "summary",
            "body",
            "procedure",
            "law",
            *kind_serializers.FIELDS,
            "versions",
            "translation",
        )  # type: ignore[assignment]  # longer than the parent's

    @extend_schema_field(BlockSerializer(many=True))
    def get_body(self, page: Any) -> Any:
        body = getattr(page, "body", None)
        context = {**self.context, "page": page}
        return body.stream_block.get_api_representation(body, context) if body is not None else []

    def get_procedure(self, page: Any) -> str | None:
        return page.procedure if isinstance(page, GuidePage) else None

    @extend_schema_field(LawSerializer(allow_null=True))
    def get_law(self, page: Any) -> Any:
        if not isinstance(page, GuidePage):
            return None
        found = facts(None, page, self.context["on"], page.locale.language_code)
        return LawSerializer(found.law).data if found.law else None

    @extend_schema_field(VersionSerializer(many=True))
    def get_versions(self, page: Page) -> Any:
        return VersionSerializer(self.context["versions"], many=True).data

    @extend_schema_field(TranslationSerializer(allow_null=True))
    def get_translation(self, page: Any) -> Any:
        state = translations.state(
            language=page.locale.language_code, reviewed=page.reviewed, among=self.context["versions"]
        )
        return TranslationSerializer(state).data if state else None


class RenditionSerializer(serializers.Serializer[Any]):
    spec = serializers.CharField(help_text="As Wagtail names it: max-320x320 is at most so wide and high")
    url = serializers.CharField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()


class PictureSerializer(serializers.ModelSerializer[Picture]):
    url = serializers.SerializerMethodField()
    renditions = serializers.SerializerMethodField()

    class Meta:
        model = Picture
        fields = ("id", "title", "description", "credit", "width", "height", "url", "renditions", "created_at")

    def get_url(self, picture: Picture) -> str:
        return absolute(picture.file.url)

    @extend_schema_field(RenditionSerializer(many=True))
    def get_renditions(self, picture: Picture) -> Any:
        return RenditionSerializer(renditions.of(picture), many=True).data


class MovedPageSerializer(serializers.Serializer[Moved]):
    old_path = serializers.CharField()
    location = serializers.SerializerMethodField()
    is_permanent = serializers.BooleanField()

    def get_location(self, moved: Moved) -> str:
        return absolute(moved.location) if moved.location.startswith("/") else moved.location


class FileSerializer(serializers.ModelSerializer[File]):
    url = serializers.SerializerMethodField()

    class Meta:
        model = File
        fields = ("id", "title", "language", "file_size", "url", "created_at")

    def get_url(self, file: File) -> str:
        return absolute(file.url)


def locales(rows: list[Locale]) -> list[dict[str, str]]:
    from_settings = dict(settings.LANGUAGES)
    return [
        {
            "language_code": row.language_code,
            "name": from_settings[row.language_code],
            "dir": "rtl" if row.is_bidi else "ltr",
        }
        for row in rows
        if row.language_code in from_settings
    ]

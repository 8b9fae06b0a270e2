"""The rows of wagtail-localize that a seed writes: the strings of the Polish page, and their translations."""

import json
from collections import defaultdict
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.utils import timezone
from wagtail.models import Locale
from wagtail_localize.fields import copy_synchronised_fields
from wagtail_localize.models import (
    OverridableSegment,
    String,
    StringSegment,
    StringTranslation,
    Template,
    TemplateSegment,
    TranslatableObject,
    Translation,
    TranslationContext,
    TranslationSource,
    get_schema_version,
)
from wagtail_localize.segments import OverridableSegmentValue, StringSegmentValue, TemplateSegmentValue
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.segments.ingest import ingest_segments

from content import translating
from content.seeding.files import MACHINE, Texts


def source_of(page: Any) -> TranslationSource:
    """As `TranslationSource.get_or_create_from_instance` makes it; that one asks the database ten times a string."""
    found: TranslationSource | None = TranslationSource.objects.get_for_instance_or_none(page)
    if found is not None:
        return found
    translatable, _created = TranslatableObject.objects.get_or_create_from_instance(page)
    source = TranslationSource.objects.create(
        object=translatable,
        locale=page.locale,
        specific_content_type=ContentType.objects.get_for_model(type(page)),
        object_repr=str(page)[:200],
        content_json=page.to_json(),
        schema_version=get_schema_version(page._meta.app_label),
        last_updated_at=timezone.now(),
    )
    _write_segments(source, extract_segments(page))
    return source


def _write_segments(source: TranslationSource, values: list[Any]) -> None:
    contexts = _contexts(source, {value.path for value in values})
    texts = [value for value in values if isinstance(value, StringSegmentValue)]
    strings = _strings(source.locale, {value.string.data for value in texts})
    StringSegment.objects.bulk_create(
        StringSegment(
            source=source,
            context=contexts[value.path],
            order=value.order,
            string=strings[value.string.data],
            attrs=json.dumps(value.attrs, cls=DjangoJSONEncoder),
        )
        for value in texts
    )
    for value in values:
        if isinstance(value, TemplateSegmentValue):
            TemplateSegment.objects.create(
                source=source, context=contexts[value.path], order=value.order, template=Template.from_value(value)
            )
        elif isinstance(value, OverridableSegmentValue):
            OverridableSegment.from_value(source, value)


def _contexts(source: TranslationSource, paths: set[str]) -> dict[str, TranslationContext]:
    """Their `field_path` is filled in by wagtail-localize when somebody translates there."""
    TranslationContext.objects.bulk_create(
        (
            TranslationContext(object_id=source.object_id, path=path, path_id=TranslationContext._get_path_id(path))
            for path in sorted(paths)
        ),
        ignore_conflicts=True,
    )
    return {each.path: each for each in TranslationContext.objects.filter(object_id=source.object_id)}


def _strings(locale: Locale, texts: set[str]) -> dict[str, String]:
    hashes = {text: String._get_data_hash(text) for text in sorted(texts)}
    String.objects.bulk_create(
        (String(locale=locale, data=text, data_hash=data_hash) for text, data_hash in hashes.items()),
        ignore_conflicts=True,
    )
    return {each.data: each for each in String.objects.filter(locale=locale, data_hash__in=hashes.values())}


def write(source: TranslationSource, locale: Locale, texts: Texts, *, original: Any, translation: Any) -> None:
    """Beside the Polish strings of the seed; a string that somebody translated already stays as it is."""
    Translation.objects.get_or_create(source=source, target_locale=locale)
    pairs = paired(extract_segments(original), extract_segments(translation))
    contexts = _contexts(source, {path for path, _string in pairs})
    strings = _strings(source.locale, {string for _path, string in pairs})
    StringTranslation.objects.bulk_create(
        (_translation(strings[string], text, contexts[path], locale, texts) for (path, string), text in pairs.items()),
        ignore_conflicts=True,
    )


def _translation(
    string: String, text: str, context: TranslationContext, locale: Locale, texts: Texts
) -> StringTranslation:
    fault = translating.fault_of(string.data, text)
    return StringTranslation(
        translation_of=string,
        context=context,
        locale=locale,
        data=text,
        translation_type=MACHINE if texts.made_by == MACHINE else StringTranslation.TRANSLATION_TYPE_MANUAL,
        has_error=fault is not None,
        field_error=fault or "",
    )


def paired(original: list[Any], translation: list[Any]) -> dict[tuple[str, str], str]:
    """The text of each string, by its place and the Polish words; both pages are of one shape, or one is wrong."""
    theirs, ours = _by_path(original), _by_path(translation)
    for path in theirs.keys() | ours.keys():
        if [type(each) for each in theirs.get(path, ())] != [type(each) for each in ours.get(path, ())]:
            raise ValueError(f"{path} is not of the shape of the Polish text")
    return {
        (path, string.string.data): text.string.data
        for path, values in theirs.items()
        for string, text in zip(values, ours[path], strict=True)
        if isinstance(string, StringSegmentValue)
    }


def _by_path(values: list[Any]) -> dict[str, list[Any]]:
    found = defaultdict(list)
    for value in values:
        if not isinstance(value, OverridableSegmentValue):
            found[value.path].append(value)
    return found


def page_of(source: TranslationSource, locale: Locale) -> Any:
    """The page that the rows make, not saved yet; a string without a translation stands in Polish."""
    original = source.as_instance()
    page = type(original)(translation_key=original.translation_key, locale=locale)
    copy_synchronised_fields(original, page)
    segments = source._get_segments_for_translation(locale, fallback=True)
    ingest_segments(original, page, source.locale, locale, segments)
    return page


def count() -> None:
    """The database learns how many rows there are: without it, deleting a page takes minutes until it finds out."""
    models = (StringSegment, StringTranslation, TranslationContext, TemplateSegment, String)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(model._meta.db_table for model in models)}")


def are_complete(page: Any) -> bool:
    translation = translating.of(page)
    return translation is None or not translating.missing(translation)

"""Pages that a person had marked as reviewed: each of their published texts is, too."""

from django.db import migrations

REVIEWED = """
INSERT INTO coverage_segmentreview (context_id, locale_id, source, translation, role, reviewed_at)
SELECT DISTINCT
    text.context_id, text.locale_id, string.data_hash, ENCODE(SHA256(CONVERT_TO(text.data, 'UTF8')), 'hex'),
    'page', page.last_published_at
FROM {kind} AS kind
JOIN wagtailcore_page AS page ON page.id = kind.page_ptr_id
JOIN wagtail_localize_translationsource AS source ON source.object_id = page.translation_key
JOIN wagtail_localize_stringsegment AS segment ON segment.source_id = source.id
JOIN wagtail_localize_string AS string ON string.id = segment.string_id
JOIN wagtail_localize_stringtranslation AS text
    ON text.context_id = segment.context_id AND text.translation_of_id = string.id AND text.locale_id = page.locale_id
WHERE kind.reviewed AND page.live AND NOT text.has_error AND text.updated_at <= page.last_published_at
ON CONFLICT DO NOTHING
"""


def remember(apps, schema_editor):
    for model in apps.get_app_config("content").get_models():
        if any(field.name == "reviewed" for field in model._meta.local_fields):
            schema_editor.execute(REVIEWED.format(kind=schema_editor.quote_name(model._meta.db_table)))


class Migration(migrations.Migration):
    dependencies = [
        ("coverage", "0001_initial"),
        ("content", "0009_procedures_of_pages"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(remember, migrations.RunPython.noop)]

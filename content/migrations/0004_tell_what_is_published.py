"""Tables of pages tell every process of a change (`freshness`): what was kept of them is then made anew."""

from django.db import migrations

from freshness.telling import tell

# All that readers see of a page. A draft that is saved writes other columns, and nobody waits for it
OF_A_PAGE = (
    "path", "depth", "numchild", "locale_id", "live", "expire_at", "expired", "live_revision_id", "last_published_at",
    "title", "slug", "url_path", "alias_of_id", "show_in_menus", "seo_title", "search_description", "translation_key",
)  # fmt: skip
TABLES = (
    "content_homepage", "content_indexpage", "content_guidepage", "content_articlepage", "content_contact",
    "content_file", "content_picture", "content_rendition", "wagtailcore_locale", "wagtailcore_site",
    "wagtailcore_pageviewrestriction", "wagtailredirects_redirect",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0003_record_of_contacts"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
    ]

    operations = [tell("wagtailcore_page", OF_A_PAGE), *map(tell, TABLES)]

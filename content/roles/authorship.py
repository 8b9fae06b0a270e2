"""Whose change is waiting to be published: everybody who changed the text since readers saw it last."""

import json
import re
from typing import Any

from django.db.models import Model
from wagtail.models import Page, PageLogEntry, Revision
from wagtail_localize.models import SegmentOverride, StringTranslation, Translation

from content import translating, translations

# No text: Wagtail's bookkeeping, the hours of publication, the mark of a reader. A field nobody thought of counts
BOOKKEEPING = frozenset(
    {
        "id", "page_ptr", "path", "depth", "numchild", "url_path", "translation_key", "locale", "content_type", "owner",
        "alias_of", "live", "has_unpublished_changes", "expired", "first_published_at", "last_published_at",
        "live_revision", "latest_revision", "latest_revision_created_at", "draft_title", "locked", "locked_at",
        "locked_by", "go_live_at", "expire_at", "reviewed", "says",
    }
)  # fmt: skip
PUBLISHED = ("wagtail.publish", "wagtail.publish.scheduled")
OF_THE_EDITOR = re.compile(r' data-block-key=\\?"[^"\\]*\\?"')  # keys of paragraphs, new at each opening


def authors(page: Any, revision: Revision) -> frozenset[int]:
    """By number; empty where the text is what readers see already."""
    translation = translating.of(page)
    return _translators(page, translation) if translation else _writers(page, revision)


def text(page: Any) -> str:
    """All that somebody can write in it; the same text saved once more is no other text."""
    fields = [field.name for field in page._meta.concrete_fields if field.name not in BOOKKEEPING]
    said = {name: translations.stored(page, name) for name in fields}
    return OF_THE_EDITOR.sub("", json.dumps(said, default=_plainly))


def text_of(revision: Revision) -> str:
    return text(revision.as_object())


def _plainly(value: Any) -> str:
    return str(value.pk if isinstance(value, Model) else value)


def _writers(page: Page, revision: Revision) -> frozenset[int]:
    stored = Page.objects.get(pk=page.pk)
    shown = _shown_last(stored)
    before = known = text_of(shown) if shown else (text(stored.specific) if stored.live else None)
    found: set[int] = set()
    since = page.revisions.filter(pk__gt=shown.pk if shown else 0, pk__lt=revision.pk).order_by("pk")
    for each in (*since, revision):
        now = text_of(each)
        if now != before and each.user_id:
            found.add(each.user_id)
        before = now
    return frozenset() if before == known else frozenset(found)


def _shown_last(stored: Page) -> Revision | None:
    """What readers see, or saw before the page was taken off: then its row may name an older one."""
    if stored.live:
        shown: Revision | None = stored.live_revision
        return shown
    published = PageLogEntry.objects.filter(page=stored.pk, action__in=PUBLISHED, revision__isnull=False)
    entry = published.select_related("revision").order_by("-timestamp", "-pk").first()
    return entry.revision if entry else None


def _translators(page: Page, translation: Translation) -> frozenset[int]:
    """Of the strings: the page itself is put together by whoever presses the button."""
    stored = Page.objects.select_related("live_revision").get(pk=page.pk)
    shown = stored.live_revision
    mine = {"context__object_id": translation.source.object_id, "locale": translation.target_locale_id}
    newer = mine | ({"updated_at__gt": shown.created_at} if shown else {})
    people = (kind.objects.filter(**newer).values_list("last_translated_by", flat=True) for kind in _TRANSLATED)
    return frozenset(person for some in people for person in some if person)


_TRANSLATED = (StringTranslation, SegmentOverride)

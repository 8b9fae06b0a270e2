"""What becomes of the Polish page becomes of its translations: moved, renamed, taken off and deleted with it.

The redirects from their old addresses are Wagtail's, one for each page; `content.moved` reads them.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Q, QuerySet
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Locale, Page, Revision
from wagtail.signals import page_slug_changed, page_unpublished, post_page_move
from wagtail_localize.models import TranslationSource

from content.translations import ORIGINAL

READING = frozenset({"GET", "HEAD"})


def of(pages: Iterable[Page]) -> QuerySet[Page]:
    """The translations of those pages that are Polish originals."""
    polish = Locale.objects.filter(language_code=ORIGINAL).values_list("pk", flat=True).first()
    keys = [page.translation_key for page in pages if page.locale_id == polish]
    found: QuerySet[Page] = Page.objects.filter(translation_key__in=keys).exclude(locale_id=polish)
    return found.select_related("locale").order_by("locale_id", "pk")


@receiver(post_page_move)
@transaction.atomic
def move(instance: Page, parent_page_before: Page, parent_page_after: Page, **_more: Any) -> None:
    if parent_page_before.pk == parent_page_after.pk:
        return
    for page, place in ways(instance, parent_page_after):
        if place is not None and not page.is_child_of(place):
            page.move(place, pos="last-child")


def ways(original: Page, above: Page) -> list[tuple[Page, Page | None]]:
    """Each translation and the page under which it goes; None: it stays where it is."""
    places = {place.locale_id: place for place in above.get_translations()}
    pairs = [(page, places.get(page.locale_id)) for page in of([original])]
    return [(page, place if place is not None and _fits(page, place) else None) for page, place in pairs]


def _fits(page: Page, place: Page) -> bool:
    """Under a page that is off readers would lose it."""
    if (page.live and not place.live) or place.path.startswith(page.path):
        return False
    return bool(Page._slug_is_available(page.slug, place, page=page))


@receiver(page_slug_changed)
@transaction.atomic
def rename(instance: Page, instance_before: Page, **_more: Any) -> None:
    """Those that had the same name; one that had another keeps it."""
    for page in of([instance]).filter(slug=instance_before.slug):
        if Page._slug_is_available(instance.slug, page.get_parent(), page=page):
            page.slug = instance.slug
            page.save(clean=False, update_fields=["slug", "url_path"])
            _rename_drafts(page)
    if instance.locale.language_code == ORIGINAL:
        _rename_source(instance)


def _rename_drafts(page: Page) -> None:
    """What is yet to be published would bring the old name back."""
    waiting = Q(pk=page.latest_revision_id) | Q(approved_go_live_at__isnull=False)
    for revision in Revision.objects.for_instance(page).filter(waiting):
        content = revision.content | {"slug": page.slug, "url_path": page.url_path}
        Revision.objects.filter(pk=revision.pk).update(content=content)


def _rename_source(original: Page) -> None:
    """The text that translators have: its next translation is published under its name."""
    for source in TranslationSource.objects.filter(object_id=original.translation_key, locale_id=original.locale_id):
        content = json.loads(source.content_json) | {"slug": original.slug}
        TranslationSource.objects.filter(pk=source.pk).update(content_json=json.dumps(content))


@receiver(page_unpublished)
def take_off(instance: Page, **_more: Any) -> None:
    for page in of([instance]).filter(live=True):
        page.specific.unpublish()


def delete(pages: Sequence[Page]) -> None:
    """A page may have gone with one above it."""
    for key in of(pages).values_list("pk", flat=True):
        if page := Page.objects.filter(pk=key).first():
            page.specific.delete()


def said_of(translations: Iterable[Page]) -> str:
    """How many go with what their editor is about to do; empty where none does."""
    pages = list(translations)
    if not pages:
        return ""
    return ngettext(
        "%(count)d translation goes with it: %(languages)s.",
        "%(count)d translations go with it: %(languages)s.",
        len(pages),
    ) % {"count": len(pages), "languages": _languages(pages)}


def _stays(pages: Sequence[Page]) -> str:
    if not pages:
        return ""
    return _(
        "Stays where it is, because the new place has no published page in its language or has another page of"
        " that name: %(languages)s."
    ) % {"languages": _languages(pages)}


def _languages(pages: Sequence[Page]) -> str:
    return ", ".join(dict.fromkeys(page.locale.get_display_name() for page in pages))


def tell_before_move(request: HttpRequest, page: Page, destination: Page) -> None:
    if request.method not in READING:
        return
    found = ways(page, destination)
    if going := said_of([each for each, place in found if place is not None]):
        messages.info(request, going)
    _warn(request, _stays([each for each, place in found if place is None]))


def tell_after_move(request: HttpRequest, page: Page) -> None:
    """Of those that could not follow."""
    _warn(request, _stays([each for each, place in ways(page, page.get_parent()) if place is None]))


def after_list(request: HttpRequest, action: str, objects: Iterable[Any], _view: Any) -> None:
    """The same for what was chosen in a list of pages."""
    pages = [each for each in objects if isinstance(each, Page)]
    if action == "delete":
        delete(pages)
    if action == "move":
        for page in Page.objects.filter(pk__in=[each.pk for each in pages]):
            tell_after_move(request, page)


def tell_before_delete(request: HttpRequest, page: Page) -> None:
    if request.method in READING:
        _warn(request, said_of(of([page])))


def after_delete(_request: HttpRequest, page: Page) -> None:
    delete([page])


def _warn(request: HttpRequest, text: str) -> None:
    if text:
        messages.warning(request, text)

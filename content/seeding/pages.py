"""Makes the pages of the seeds, the Polish original first; a seed that cannot be made is named and set aside."""

import json
import logging
from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page, Revision, Site

from content import translating, translations
from content.coverage import recording
from content.models import ArticlePage, BasePage, GuidePage, HomePage, IndexPage, StatementPage
from content.planted import Planted
from content.seeding import rows
from content.seeding.files import BROKEN, ORIGINAL, Seed, Texts, read_all
from content.statements import StatementKind

log = logging.getLogger(__name__)
KINDS: dict[str, Callable[..., BasePage]] = {
    "home": HomePage,
    "index": IndexPage,
    "guide": GuidePage,
    "article": ArticlePage,
    **{kind.value: partial(StatementPage, kind=kind.value) for kind in StatementKind},
}


class SeedPassedOver(Exception):  # said of a seed, not an error of the program
    """A seed that has no place on this portal: what it would hang on is gone."""


def load() -> list[Page]:
    """Makes what was never made and returns it."""
    seeds = read_all()
    languages = sorted((code for code, _name in settings.LANGUAGES), key=lambda code: code != ORIGINAL)
    made: list[Page] = []
    for language in languages:
        pages = load_language(seeds, language)
        if pages:
            rows.count()  # before anything is deleted, and for the next language
        made += pages
    remove_welcome_page()
    return made


def load_language(seeds: list[Seed], language: str) -> list[Page]:
    locale, _created = Locale.objects.get_or_create(language_code=language)
    before = dict(Planted.objects.filter(language=language).values_list("key", "pk"))
    waiting = [seed for seed in seeds if language in seed.texts and seed.key not in before]
    return [page for seed in waiting if (page := plant(seed, locale)) is not None]


def plant(seed: Seed, locale: Locale) -> Page | None:
    """The page, or None where it stood already, whoever made it, or where the seed is set aside."""
    name = f"{seed.key}/{locale.language_code}.toml"
    try:
        with transaction.atomic():
            return None if was_made(seed, locale) else make(seed, locale)
    except SeedPassedOver as reason:
        log.warning("Seed passed over: %s: %s", name, reason)
    except BROKEN as error:
        log.error("Seed set aside: %s: %r", name, error)  # noqa: TRY400  # the file is what one looks at
    return None


def was_made(seed: Seed, locale: Locale) -> bool:
    """A page that stands in the seed's place counts: an older release made it, or an editor."""
    standing = existing(seed, locale)
    if standing is None:
        return False
    remember(seed, standing)
    return True


def existing(seed: Seed, locale: Locale) -> BasePage | None:
    original = original_of(seed, locale)
    pages = Page.objects.filter(locale=locale)
    same = pages.filter(translation_key=original.translation_key) if original else pages.none()
    place = pages.child_of(parent_of(seed, original, locale)).filter(slug=slug_of(seed, locale))
    found = same.first() or place.first()
    return found.specific if found else None


def remember(seed: Seed, page: BasePage) -> None:
    """With the Polish text of the day: pages of older releases do not know it, and say what they said then."""
    language = page.locale.language_code
    said = page.says or (translations.digest(page) if language == ORIGINAL else planted(seed.key).said)
    if not page.says:
        type(page).objects.filter(pk=page.pk).update(says=said)
    Planted.objects.create(language=language, key=seed.key, translation_key=page.translation_key, said=said)


def planted(key: str) -> Planted:
    """The seed of the Polish original."""
    try:
        return Planted.objects.get(language=ORIGINAL, key=key)
    except Planted.DoesNotExist:
        raise SeedPassedOver(f"the Polish page {key} was not made") from None


def original_of(seed: Seed, locale: Locale) -> BasePage | None:
    """None for the Polish language itself; a translation of what its editors deleted is not made."""
    if locale.language_code == ORIGINAL:
        return None
    page = standing(planted(seed.key), ORIGINAL)
    if page is None:
        raise SeedPassedOver("its Polish original is gone")
    original: BasePage = page.specific
    return original


def standing(seed: Planted, language: str) -> Page | None:
    return Page.objects.filter(translation_key=seed.translation_key, locale__language_code=language).first()


def parent_of(seed: Seed, original: Page | None, locale: Locale) -> Page:
    """Where the page hangs today, wherever that was when the seed was written."""
    if not seed.parent:
        return Page.objects.get(depth=1)
    above = original.get_parent() if original else standing(planted(seed.parent), ORIGINAL)
    found = Page.objects.filter(translation_key=above.translation_key, locale=locale).first() if above else None
    if found is None:
        raise SeedPassedOver("the page above it is gone")
    return found


def make(seed: Seed, locale: Locale) -> Page:
    original = original_of(seed, locale)
    page = written(seed, ORIGINAL) if original is None else translated(seed, original, locale)
    page.slug = original.slug if original and seed.parent else slug_of(seed, locale)
    page.locale, page.live = locale, False
    parent_of(seed, original, locale).add_child(instance=page)
    if not seed.parent and original is None:
        serve_from(page)
    revision = page.save_revision()
    if rows.are_complete(page):
        revision.publish()
        keep_review(seed.texts[locale.language_code], page, revision)
    page.refresh_from_db()
    remember(seed, page)
    return page


def keep_review(texts: Texts, page: Page, revision: Revision) -> None:
    """To publish a translation is to forget who read what stood there before; the seed was read as it is published."""
    if texts.reviewed_on is None or not texts.is_reviewed:
        return
    revision.content["reviewed"] = True
    revision.save(update_fields=["content"])
    type(page).objects.filter(pk=page.pk).update(reviewed=True)
    if (translation := translating.of(page)) is not None:
        recording.record_seed(page, translation, on=texts.reviewed_on)


def written(seed: Seed, language: str) -> BasePage:
    """The page as the files say it, not saved yet."""
    texts = seed.texts[language]
    own = {} if seed.blocks is None else {"body": body(seed.blocks, texts.blocks)}
    return KINDS[seed.kind](
        **seed.fields, **texts.lines, **own, show_in_menus=False, reviewed=language == ORIGINAL or texts.is_reviewed
    )


def translated(seed: Seed, original: BasePage, locale: Locale) -> BasePage:
    """The page as the rows of wagtail-localize say it, which are written here."""
    texts = seed.texts[locale.language_code]
    source = rows.source_of(original)
    rows.write(source, locale, texts, original=written(seed, ORIGINAL), translation=written(seed, locale.language_code))
    page: BasePage = rows.page_of(source, locale)
    page.reviewed, page.says = texts.is_reviewed, planted(seed.key).said
    return page


def slug_of(seed: Seed, locale: Locale) -> str:
    return (seed.slug or seed.key) if seed.parent else f"home-{locale.language_code}"


def body(blocks: list[dict[str, Any]], texts: Mapping[str, Any] = MappingProxyType({})) -> str:
    """The stored form of a body: the blocks of all languages with the texts of one."""
    if unknown := texts.keys() - {block.get("id") for block in blocks}:
        raise LookupError(f"no block {', '.join(sorted(unknown))}")
    return json.dumps([_part(block, texts.get(block.get("id", ""), {})) for block in blocks])


def _part(block: dict[str, Any], texts: Any) -> dict[str, Any]:
    """An item of a list has no type of its own; where it is but a text, the text is its whole value."""
    named = {"type": block.get("type", "item")} | ({"id": block["id"]} if "id" in block else {})
    if not isinstance(texts, dict):
        return named | {"value": texts}
    shared = {name: value for name, value in block.items() if name not in {"id", "type"}}
    lists = {name: _items(value, texts.get(name, {})) for name, value in shared.items() if _are_items(value)}
    return named | {"value": shared | texts | lists}


def _are_items(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(each, dict) and "id" in each for each in value)


def _items(items: list[dict[str, Any]], texts: dict[str, Any]) -> list[dict[str, Any]]:
    if unknown := texts.keys() - {item["id"] for item in items}:
        raise LookupError(f"no item {', '.join(sorted(unknown))}")
    return [_part(item, texts.get(item["id"], {})) for item in items]


def serve_from(home: Page) -> None:
    """One site, the default one: its address is the portal's, so that editors' links lead there."""
    _scheme, _, host = settings.PORTAL_URL.partition("://")
    name, _, port = host.partition(":")
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": name,
            "port": int(port or (443 if settings.PORTAL_URL.startswith("https") else 80)),
            "root_page": home,
            "site_name": settings.WAGTAIL_SITE_NAME,
        },
    )


def remove_welcome_page() -> None:
    """Wagtail's own first page, which its migrations make."""
    for page in Page.objects.filter(depth=2, content_type__model="page", content_type__app_label="wagtailcore"):
        page.delete()

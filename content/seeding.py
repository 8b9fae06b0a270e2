"""Makes the first pages out of `content/seeds/*.toml`, each once; what was made belongs to its editors."""

import json
import logging
import tomllib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from wagtail.models import Locale, Page, Site

from content import translations
from content.models import ArticlePage, BasePage, GuidePage, HomePage, IndexPage
from content.planted import Planted

log = logging.getLogger(__name__)
FOLDER = Path(__file__).parent / "seeds"
KINDS: dict[str, type[BasePage]] = {
    "home": HomePage,
    "index": IndexPage,
    "guide": GuidePage,
    "article": ArticlePage,
}
ORIGINAL = settings.LANGUAGE_CODE
# What a wrong file or row raises: a text that is no TOML, a word that is missing, a value that no page takes
BROKEN = (LookupError, TypeError, ValueError, AttributeError, ValidationError, DataError, IntegrityError)


class SeedPassedOver(Exception):  # said of a seed, not an error of the program
    """A seed that has no place on this portal: what it would hang on is gone."""


def load() -> list[Page]:
    """Makes what was never made, the Polish original first, and returns what it made."""
    languages = sorted((code for code, _name in settings.LANGUAGES), key=lambda code: code != ORIGINAL)
    return [page for language in languages for page in load_language(language)]


def load_language(language: str) -> list[Page]:
    """A row that cannot be made is named and set aside; the rest is made."""
    locale, _created = Locale.objects.get_or_create(language_code=language)
    pages = [plant(seed, locale, name=f"{language}.toml, row {place}") for place, seed in enumerate(rows(language), 1)]
    if language == ORIGINAL:
        remove_welcome_page()
    return [page for page in pages if page is not None]


def rows(language: str) -> list[Any]:
    file = FOLDER / f"{language}.toml"
    if not file.exists():
        return []
    try:
        return list(tomllib.loads(file.read_text(encoding="utf-8"))["pages"])
    except BROKEN as error:
        log.error("Seeds set aside: %s cannot be read: %r", file.name, error)  # noqa: TRY400  # the file is enough
        return []


def plant(seed: Any, locale: Locale, *, name: str) -> Page | None:
    """The page, or None where it was made before, by whomever, or where the seed is set aside."""
    try:
        with transaction.atomic():
            return None if was_made(seed["path"], locale) else make(seed, locale)
    except SeedPassedOver as reason:
        log.warning("Seed passed over: %s (/%s): %s", name, seed["path"], reason)
    except BROKEN as error:
        log.error("Seed set aside: %s: %r", name, error)  # noqa: TRY400  # the row is what one looks at
    return None


def was_made(path: str, locale: Locale) -> bool:
    """Once is for ever. A page that stands in the seed's place counts: an older release made it, or an editor."""
    if Planted.objects.filter(language=locale.language_code, path=path).exists():
        return True
    standing = existing(path, locale)
    if standing is None:
        return False
    remember(path, standing)
    return True


def existing(path: str, locale: Locale) -> BasePage | None:
    original = original_of(path, locale)
    pages = Page.objects.filter(locale=locale)
    same = pages.filter(translation_key=original.translation_key) if original else pages.none()
    found = same.first() or pages.child_of(parent_of(path, original, locale)).filter(slug=slug_of(path, locale)).first()
    return found.specific if found else None


def remember(path: str, page: BasePage) -> None:
    """With the Polish text of the day: pages of older releases do not know it, and say what they said then."""
    language = page.locale.language_code
    said = page.says or (translations.digest(page) if language == ORIGINAL else planted(path).said)
    if not page.says:
        type(page).objects.filter(pk=page.pk).update(says=said)
    Planted.objects.create(language=language, path=path, translation_key=page.translation_key, said=said)


def planted(path: str) -> Planted:
    """The seed of the Polish original."""
    try:
        return Planted.objects.get(language=ORIGINAL, path=path)
    except Planted.DoesNotExist:
        raise SeedPassedOver("its Polish original was not made") from None


def original_of(path: str, locale: Locale) -> BasePage | None:
    """None for the Polish language itself; a translation of what its editors deleted is not made."""
    if locale.language_code == ORIGINAL:
        return None
    page = standing(planted(path), ORIGINAL)
    if page is None:
        raise SeedPassedOver("its Polish original is gone")
    original: BasePage = page.specific
    return original


def standing(seed: Planted, language: str) -> Page | None:
    return Page.objects.filter(translation_key=seed.translation_key, locale__language_code=language).first()


def parent_of(path: str, original: Page | None, locale: Locale) -> Page:
    """Where the page hangs today, wherever that was when the seed was written."""
    if not path:
        return Page.objects.get(depth=1)
    above = original.get_parent() if original else standing(planted(path.rpartition("/")[0]), ORIGINAL)
    found = Page.objects.filter(translation_key=above.translation_key, locale=locale).first() if above else None
    if found is None:
        raise SeedPassedOver("the page above it is gone")
    return found


def make(seed: dict[str, Any], locale: Locale) -> Page:
    path = seed["path"]
    original = original_of(path, locale)
    page = KINDS[seed["kind"]](
        title=seed["title"],
        slug=original.slug if original and path else slug_of(path, locale),
        summary=seed.get("summary", ""),
        reviewed=seed.get("reviewed", original is None),
        locale=locale,
        show_in_menus=False,
        **of_kind(seed),
    )
    if original is not None:
        page.translation_key, page.says = original.translation_key, planted(path).said
    parent_of(path, original, locale).add_child(instance=page)
    if not path and original is None:
        serve_from(page)
    page.save_revision().publish()
    page.refresh_from_db()
    remember(path, page)
    return page


def slug_of(path: str, locale: Locale) -> str:
    return path.rpartition("/")[2] or f"home-{locale.language_code}"


def of_kind(seed: dict[str, Any]) -> dict[str, Any]:
    fields = {"procedure": seed["procedure"]} if "procedure" in seed else {}
    return fields | ({"body": body(seed["body"])} if "body" in seed else {})


def body(blocks: list[dict[str, Any]]) -> str:
    """The stored form of a stream: a seed's block is its values beside its type."""
    return json.dumps(
        [
            {"type": block["type"], "value": {key: value for key, value in block.items() if key != "type"}}
            for block in blocks
        ]
    )


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

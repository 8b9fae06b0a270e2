"""Makes the first pages out of `content/seeds/*.toml`. A page that exists is left alone: it belongs to its editors."""

import json
import tomllib
from pathlib import Path
from typing import Any

from django.conf import settings
from wagtail.models import Locale, Page, Site

from content.models import ArticlePage, BasePage, GuidePage, HomePage, IndexPage

FOLDER = Path(__file__).parent / "seeds"
KINDS: dict[str, type[BasePage]] = {
    "home": HomePage,
    "index": IndexPage,
    "guide": GuidePage,
    "article": ArticlePage,
}
ORIGINAL = settings.LANGUAGE_CODE


def load() -> list[Page]:
    """Makes what is missing, the Polish original first, and returns what it made."""
    languages = sorted((code for code, _name in settings.LANGUAGES), key=lambda code: code != ORIGINAL)
    return [page for language in languages for page in load_language(language)]


def load_language(language: str) -> list[Page]:
    file = FOLDER / f"{language}.toml"
    if not file.exists():
        return []
    seeds = tomllib.loads(file.read_text(encoding="utf-8"))["pages"]
    locale, _created = Locale.objects.get_or_create(language_code=language)
    made = [make(seed, locale) for seed in seeds if existing(seed["path"], locale) is None]
    if language == ORIGINAL:
        remove_welcome_page()
    return made


def existing(path: str, locale: Locale) -> Page | None:
    url_path = f"/{home_slug(locale)}/" + (f"{path}/" if path else "")
    return Page.objects.filter(url_path=url_path).first()


def parent_of(path: str, locale: Locale) -> Page:
    if not path:
        return Page.objects.get(depth=1)
    above, _, _slug = path.rpartition("/")
    return Page.objects.get(url_path=f"/{home_slug(locale)}/" + (f"{above}/" if above else ""))


def make(seed: dict[str, Any], locale: Locale) -> Page:
    slug = seed["path"].rpartition("/")[2]
    page = KINDS[seed["kind"]](
        title=seed["title"],
        slug=slug or home_slug(locale),
        summary=seed.get("summary", ""),
        reviewed=seed.get("reviewed", locale.language_code == ORIGINAL),
        locale=locale,
        show_in_menus=False,
        **of_kind(seed),
    )
    original = existing(seed["path"], Locale.objects.get(language_code=ORIGINAL))
    if original is not None:
        page.translation_key = original.translation_key
    parent_of(seed["path"], locale).add_child(instance=page)
    if not slug and locale.language_code == ORIGINAL:
        serve_from(page)
    page.save_revision().publish()
    return page


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


def home_slug(locale: Locale) -> str:
    return f"home-{locale.language_code}"


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

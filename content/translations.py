"""The same page in other languages: where it is, and whether its text can be trusted to be the Polish one."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from wagtail.models import Page

from content.routing import address

ORIGINAL = settings.LANGUAGE_CODE


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    language: str
    url: str
    published_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """What a reader is told above a translated text."""

    original_url: str
    reviewed: bool
    older_than: datetime | None  # the Polish text was published later, at this moment

    @property
    def is_worth_saying(self) -> bool:
        return not self.reviewed or self.older_than is not None


def versions(page: Page) -> list[Version]:
    """The live versions of a page in the order of settings.LANGUAGES, the page itself included."""
    rows = Page.objects.filter(translation_key=page.translation_key, live=True).values_list(
        "locale__language_code", "url_path", "last_published_at"
    )
    found = {
        language: Version(language=language, url=address(path, language), published_at=published_at)
        for language, path, published_at in rows
    }
    return [found[code] for code, _name in settings.LANGUAGES if code in found]


def state(*, language: str, reviewed: bool, among: list[Version]) -> Translation | None:
    """None for the Polish original, and where there is none to compare with."""
    by_language = {version.language: version for version in among}
    original, own = by_language.get(ORIGINAL), by_language.get(language)
    if original is None or original is own:
        return None
    return Translation(original_url=original.url, reviewed=reviewed, older_than=later(original, own))


def later(original: Version, own: Version | None) -> datetime | None:
    if own is None or own.published_at is None or original.published_at is None:
        return None
    return original.published_at if original.published_at > own.published_at else None

"""The same page in other languages: where it is, and whether its text can be trusted to be the Polish one."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from wagtail.blocks import StreamValue
from wagtail.models import Page

from content import routing

ORIGINAL = settings.LANGUAGE_CODE


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    language: str
    url: str
    published_at: datetime | None
    says: str = ""  # the Polish text it says, see `digest`


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """What a reader is told above a translated text."""

    original_url: str
    reviewed: bool
    older_than: datetime | None  # a Polish text it does not say was published at this moment

    @property
    def is_worth_saying(self) -> bool:
        return not self.reviewed or self.older_than is not None


def digest(page: Any) -> str:
    """Of the texts that a translator gets: another date or the same text published again is no other text."""
    texts = [stored(page, field.field_name) for field in page.translatable_fields if field.is_translated(page)]
    return hashlib.sha256(json.dumps(texts).encode()).hexdigest()


def stored(page: Any, name: str) -> Any:
    """A body is read block by block: as it lies in the database it may lack what has a default."""
    value = getattr(page, name)
    if not isinstance(value, StreamValue):
        return value
    return [(part.block_type, _without_ids(part.block.get_prep_value(part.value))) for part in value]


def _without_ids(value: Any) -> Any:
    """A block of a seed has no id yet, and gets another at each look."""
    if isinstance(value, dict):
        return {name: _without_ids(each) for name, each in value.items() if name != "id"}
    return [_without_ids(each) for each in value] if isinstance(value, list) else value


def versions(page: Page) -> list[Version]:
    """Those that answer, in the order of settings.LANGUAGES, the page itself included."""
    same = type(page).objects.filter(translation_key=page.translation_key)
    rows = routing.answering(same).values_list("locale__language_code", "url_path", "last_published_at", "says")
    found = {
        language: Version(language=language, url=routing.address(path, language), published_at=published_at, says=says)
        for language, path, published_at, says in rows
    }
    return [found[code] for code, _name in settings.LANGUAGES if code in found]


def original_of(page: Any) -> Any:
    """The Polish page, live or not; None for itself and where there is none."""
    same = type(page).objects.filter(translation_key=page.translation_key, locale__language_code=ORIGINAL)
    return same.exclude(pk=page.pk).first()


def state(*, language: str, reviewed: bool, among: list[Version]) -> Translation | None:
    """None for the Polish original, and where there is none to compare with."""
    by_language = {version.language: version for version in among}
    original, own = by_language.get(ORIGINAL), by_language.get(language)
    if original is None or original is own:
        return None
    return Translation(original_url=original.url, reviewed=reviewed, older_than=later(original, own))


def later(original: Version, own: Version | None) -> datetime | None:
    """Publishing a translation once more makes it no newer: what counts is the text it was made from."""
    if own is None or not original.says or own.says == original.says:
        return None
    return original.published_at

"""Pages that stand in every language of the portal, as after their translation."""

from wagtail.models import Page

from content.models import ArticlePage, HomePage, IndexPage
from tests.content.conftest import LANGUAGES


def in_every_language(original: Page) -> Page:
    original.save_revision().publish()
    for language in LANGUAGES[1:]:
        locale = HomePage.objects.get(locale__language_code=language).locale
        original.copy_for_translation(locale).save_revision().publish()
    return original


def section(slug: str, above: Page | None = None) -> Page:
    above = above or HomePage.objects.get(locale__language_code="pl")
    return in_every_language(above.add_child(instance=IndexPage(title=slug, slug=slug, locale=above.locale)))


def article(slug: str, above: Page) -> Page:
    return in_every_language(above.add_child(instance=ArticlePage(title=slug, slug=slug, locale=above.locale)))

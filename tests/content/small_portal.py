"""A portal of few pages, made in a moment: for tests that need no seeds."""

from wagtail.models import Locale, Page

from content.models import BasePage, HomePage


def home() -> HomePage:
    """In place of all pages."""
    Page.objects.filter(depth=2).delete()
    Locale.objects.get_or_create(language_code="pl")
    return published(Page.objects.get(depth=1), HomePage(title="MOS", slug="home-pl"))


def published[Kind: BasePage](parent: Page, page: Kind) -> Kind:
    page.locale = Locale.objects.get(language_code="pl")
    parent.add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page

"""The first pages: made once, complete in every language, and from then on the editors'."""

import tomllib

from django.core.management import call_command
from wagtail.models import Page, Site

from content import seeding
from content.models import GuidePage, HomePage
from tests.content.conftest import LANGUAGES


def shapes(language: str) -> list[tuple[str, str, list[str]]]:
    seeds = tomllib.loads((seeding.FOLDER / f"{language}.toml").read_text())["pages"]
    return [(seed["path"], seed["kind"], [block["type"] for block in seed.get("body", [])]) for seed in seeds]


def test_every_language_has_the_same_pages_with_the_same_parts() -> None:
    assert [shapes(language) for language in LANGUAGES] == [shapes("pl")] * len(LANGUAGES)


def test_second_run_makes_nothing_and_keeps_an_editors_change(guide: GuidePage) -> None:
    guide.title = "Zmieniony tytuł"
    guide.save_revision().publish()
    before = Page.objects.count()
    assert seeding.load() == []
    call_command("load_content", verbosity=0)
    assert Page.objects.count() == before
    assert GuidePage.objects.get(pk=guide.pk).title == "Zmieniony tytuł"


def test_a_removed_page_comes_back_linked_to_its_original(guide: GuidePage) -> None:
    guide.get_translations().get(locale__language_code="uk").delete()
    (made,) = seeding.load()
    assert (made.translation_key, made.locale.language_code) == (guide.translation_key, "uk")


def test_site_starts_at_the_polish_home_and_the_welcome_page_is_gone(pages: None) -> None:
    site = Site.objects.get()
    assert site.root_page.specific == HomePage.objects.get(locale__language_code="pl")
    assert [page.specific_class for page in Page.objects.filter(depth=2)] == [HomePage] * len(LANGUAGES)

"""What a reader is told above a translation: not reviewed, older than the Polish text, where the original is."""

import re

from django.test import Client

from content.models import GuidePage
from tests.whitespace import without_unseen

REVIEW = "mos-badge--review"
OLDER = "mos-badge--wait"


def translation_line(client: Client, language: str) -> str:
    page = client.get(f"/{language}/guides/temporary-work/").content.decode()
    found = re.search(r'<p class="mos-translation">.*?</p>', without_unseen(page))
    return found.group() if found else ""


def test_unreviewed_translation_says_so_and_leads_to_the_original(client: Client, content_loaded: None) -> None:
    for language in ("uk", "ar"):
        said = translation_line(client, language)
        assert REVIEW in said
        assert OLDER not in said
        assert 'href="/pl/guides/temporary-work/" lang="pl"' in said


def test_original_and_reviewed_translation_say_nothing(client: Client, content_loaded: None) -> None:
    assert [translation_line(client, "pl"), translation_line(client, "en")] == ["", ""]


def test_translation_of_an_older_text_says_so_until_it_says_the_new_one(client: Client, guide: GuidePage) -> None:
    guide.summary = "Nowe zdanie."
    guide.save_revision().publish()
    assert OLDER in translation_line(client, "en")
    assert OLDER in translation_line(client, "uk")
    assert REVIEW in translation_line(client, "uk")
    english = guide.get_translations().get(locale__language_code="en")
    english.seo_title = "Only a comma was mended"
    english.save_revision().publish()
    assert OLDER in translation_line(client, "en")
    english.says = GuidePage.objects.get(pk=guide.pk).says
    english.save_revision().publish()
    said = translation_line(client, "en")
    assert OLDER not in said
    assert REVIEW in said  # nobody has read the words that were changed by hand


def test_the_same_polish_text_published_again_makes_no_translation_older(client: Client, guide: GuidePage) -> None:
    guide.reviewed = True
    guide.save_revision().publish()
    assert translation_line(client, "en") == ""
    guide.summary, before = "Na chwilę inne.", guide.summary
    guide.save_revision().publish()
    guide.summary = before
    guide.save_revision().publish()
    assert translation_line(client, "en") == ""


def test_nothing_is_compared_with_an_unpublished_original(client: Client, guide: GuidePage) -> None:
    guide.unpublish()
    assert translation_line(client, "uk") == ""

"""A page translated string by string: a draft until every string is there, with its figures, and never in Polish."""

from typing import Any

import polib
import pytest
from django.core.exceptions import ValidationError
from django.test import Client, override_settings
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import LocaleSynchronization, StringSegment, StringTranslation, Translation
from wagtail_localize.synctree import synchronize_tree

from content import seeding, translating
from content.models import ArticlePage, GuidePage, HomePage

pytestmark = pytest.mark.usefixtures("editors_host")
WAGE = "Najmniej [[minimum-wage]] brutto."


@pytest.fixture
def article(content_loaded: None) -> ArticlePage:
    """A Polish page without translations."""
    home = HomePage.objects.get(locale__language_code="pl")
    body = seeding.body([{"type": "callout", "kind": "info", "title": "Tytuł ramki", "text": WAGE}])
    page: ArticlePage = home.add_child(
        instance=ArticlePage(title="Nowość", slug="news", locale=home.locale, body=body, reviewed=True)
    )
    page.save_revision().publish()
    page.refresh_from_db()
    return page


@pytest.fixture
def translation(signed_in: Client, article: ArticlePage, django_capture_on_commit_callbacks: Any) -> Translation:
    """As an editor presses "Translate this page" and chooses English."""
    english = Locale.objects.get(language_code="en")
    with django_capture_on_commit_callbacks(execute=True):
        signed_in.post(f"/admin/localize/submit/page/{article.pk}/", {"locales": [english.pk]})
    found: Translation = Translation.objects.get(source__object_id=article.translation_key, target_locale=english)
    return found


def status_for_reader(address: str) -> int:
    """What a reader gets, at the portal's host."""
    with override_settings(ROOT_URLCONF="config.urls"):
        return Client().get(address).status_code


def target(translation: Translation) -> Any:
    return translation.get_target_instance()


def translate(translation: Translation, **instead: str) -> None:
    """Every string gets an English text, with its figures."""
    for segment in StringSegment.objects.filter(source=translation.source).select_related("string", "context"):
        field = segment.context.path.rpartition(".")[2]
        text = instead.get(field, segment.string.data.replace("Najmniej", "At least").replace("Nowość", "News"))
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            context=segment.context,
            locale=translation.target_locale,
            defaults={"data": text, "has_error": False, "field_error": ""},
        )


def publish(client: Client, translation: Translation, capture: Any) -> str:
    """The button of the translation's page; what the editor is told."""
    with capture(execute=True):
        answer = client.post(f"/admin/pages/{target(translation).pk}/edit/", {"action": "publish"}, follow=True)
    assert answer.status_code == 200
    return " ".join(str(message) for message in answer.context["messages"])


def test_translation_begins_as_a_draft_nobody_has_reviewed(translation: Translation) -> None:
    page = target(translation)
    assert (page.live, page.reviewed, page.alias_of_id) == (False, False, None)
    assert status_for_reader("/en/news/") == 404


def test_nothing_goes_live_while_a_string_is_in_polish(
    signed_in: Client, translation: Translation, django_capture_on_commit_callbacks: Any
) -> None:
    told = publish(signed_in, translation, django_capture_on_commit_callbacks)
    assert "3" in told
    assert target(translation).live is False
    translate(translation)
    publish(signed_in, translation, django_capture_on_commit_callbacks)
    page = target(translation)
    assert (page.live, page.title, page.body[0].value["text"]) == (True, "News", "At least [[minimum-wage]] brutto.")


def test_every_other_way_to_publish_is_refused_too(signed_in: Client, translation: Translation) -> None:
    page = target(translation)
    with pytest.raises(ValidationError):
        page.get_latest_revision().publish()
    answer = signed_in.post(f"/admin/bulk/wagtailcore/page/publish/?id={page.pk}", follow=True)
    assert answer.status_code == 200
    assert target(translation).live is False
    translate(translation)
    with pytest.raises(ValidationError):  # the draft was written while its strings were Polish
        page.get_latest_revision().publish()
    parent = page.get_parent()
    asked = {"include_descendants": "on"}
    assert (
        signed_in.post(f"/admin/bulk/wagtailcore/page/publish/?id={parent.pk}", asked, follow=True).status_code == 200
    )
    assert target(translation).live is False


def test_update_of_translations_publishes_nothing(
    signed_in: Client, article: ArticlePage, translation: Translation, django_capture_on_commit_callbacks: Any
) -> None:
    translate(translation)
    publish(signed_in, translation, django_capture_on_commit_callbacks)
    article.summary = "Nowe polskie zdanie."
    article.save_revision().publish()
    page = signed_in.get(f"/admin/localize/update/{translation.source_id}/").content.decode()
    assert 'type="checkbox" name="publish_translations"' not in page
    with django_capture_on_commit_callbacks(execute=True):
        signed_in.post(f"/admin/localize/update/{translation.source_id}/", {"publish_translations": "on"})
    assert target(translation).summary == ""
    assert (translating.missing(translation), target(translation).live) == (1, True)


def test_badge_stays_until_the_new_polish_text_is_translated(
    signed_in: Client, article: ArticlePage, translation: Translation, django_capture_on_commit_callbacks: Any
) -> None:
    def is_current() -> bool:
        return bool(target(translation).says == ArticlePage.objects.get(pk=article.pk).says)

    translate(translation)
    publish(signed_in, translation, django_capture_on_commit_callbacks)
    assert is_current()
    article.summary = "Nowe polskie zdanie."
    article.save_revision().publish()
    publish(signed_in, translation, django_capture_on_commit_callbacks)  # without the new text
    assert not is_current()
    signed_in.post(f"/admin/localize/update/{translation.source_id}/")
    publish(signed_in, translation, django_capture_on_commit_callbacks)  # refused: one string is missing
    assert not is_current()
    translate(translation, summary="A new sentence.")
    publish(signed_in, translation, django_capture_on_commit_callbacks)
    assert is_current()
    assert target(translation).summary == "A new sentence."


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("At least [[maximum-wage]].", "[[maximum-wage]]"),
        ("At least [[minimum wage]].", "[[minimum wage]]"),
        ("At least [[minimum-wage].", "[["),
        ("At least 4806 zł.", "[[minimum-wage]]"),
    ],
)
def test_broken_figure_is_told_at_its_string_and_is_not_published(
    signed_in: Client, translation: Translation, django_capture_on_commit_callbacks: Any, text: str, names: str
) -> None:
    translate(translation, text=text)
    string = StringTranslation.objects.get(data=text)
    assert names in string.get_error()
    assert names in signed_in.get(f"/admin/pages/{target(translation).pk}/edit/").content.decode()
    publish(signed_in, translation, django_capture_on_commit_callbacks)
    assert target(translation).live is False


def test_broken_figure_of_an_imported_file_is_told_and_not_published(
    signed_in: Client, translation: Translation, django_capture_on_commit_callbacks: Any
) -> None:
    translate(translation)
    file = translation.export_po()
    entry: polib.POEntry = next(each for each in file if each.msgid == WAGE)
    entry.msgstr = "At least [[nope]]."
    translation.import_po(file)
    assert "[[nope]]" in StringTranslation.objects.get(data="At least [[nope]].").get_error()
    publish(signed_in, translation, django_capture_on_commit_callbacks)
    assert target(translation).live is False


def test_broken_figure_of_a_page_written_by_hand_is_refused_at_its_field(article: Any) -> None:
    article.body = seeding.body([{"type": "callout", "kind": "info", "text": "[[nope]]"}])
    with pytest.raises(ValidationError) as refused:
        article.save_revision()
    assert list(refused.value.message_dict) == ["body"]
    assert "[[nope]]" in refused.value.message_dict["body"][0]
    article.refresh_from_db()
    article.title = "Ile to [[minimum-wage]]"
    with pytest.raises(ValidationError) as refused:
        article.save()
    assert list(refused.value.message_dict) == ["title"]


def test_alias_in_another_language_never_goes_live(article: ArticlePage) -> None:
    polish, english = Locale.objects.get(language_code="pl"), Locale.objects.get(language_code="en")
    LocaleSynchronization.objects.create(locale=english, sync_from=polish)
    synchronize_tree(polish, english)
    alias = ArticlePage.objects.get(translation_key=article.translation_key, locale=english)
    assert (alias.alias_of_id, alias.live) == (article.pk, False)
    article.title = "Zmiana"
    article.save_revision().publish()
    alias.refresh_from_db()
    assert (alias.title, alias.live) == ("Zmiana", False)
    assert status_for_reader("/en/news/") == 404


def test_alias_in_the_same_language_is_live(article: ArticlePage) -> None:
    alias = article.create_alias(update_slug="same-news")
    assert Page.objects.get(pk=alias.pk).live
    assert status_for_reader("/pl/same-news/") == 200


def test_translation_is_not_turned_into_an_alias(
    signed_in: Client, translation: Translation, django_capture_on_commit_callbacks: Any
) -> None:
    translate(translation)
    publish(signed_in, translation, django_capture_on_commit_callbacks)
    page = target(translation)
    address = reverse("wagtail_localize:convert_to_alias", args=[page.pk])
    assert signed_in.post(address, follow=True).status_code == 200
    page.refresh_from_db()
    assert (page.live, page.title, page.alias_of_id) == (True, "News", None)


def test_editor_says_that_a_page_written_by_hand_follows_the_polish_text(guide: GuidePage) -> None:
    guide.summary = "Nowe zdanie."
    guide.save_revision().publish()
    english = guide.get_translations().get(locale__language_code="en")
    form = GuidePage.get_edit_handler().get_form_class()
    assert "follows" not in form(instance=guide).fields
    fields = form(instance=english).fields
    assert "follows" in fields
    assert "follows" not in {field.name for field in GuidePage._meta.get_fields()}


def test_a_person_who_read_a_translation_says_so_and_the_badge_follows(
    signed_in: Client, translation: Translation, django_capture_on_commit_callbacks: Any
) -> None:
    def page() -> str:
        with override_settings(ROOT_URLCONF="config.urls"):
            return Client().get("/en/news/").content.decode()

    pk = target(translation).pk
    mark = f"/admin/reviewed/{pk}/"
    signed_in.post(mark)  # a draft: readers see nothing that could have been read
    assert not target(translation).reviewed
    translate(translation)
    publish(signed_in, translation, django_capture_on_commit_callbacks)
    assert "not yet reviewed" in page()
    assert mark in signed_in.get(f"/admin/pages/{pk}/edit/").content.decode()
    assert signed_in.get(mark).status_code == 200
    signed_in.post(mark)
    assert (target(translation).reviewed, "not yet reviewed" in page()) == (True, False)
    publish(signed_in, translation, django_capture_on_commit_callbacks)  # the same words again
    assert target(translation).reviewed
    translate(translation, title="Other words")
    signed_in.post(mark)  # taken back by nobody while strings wait
    assert target(translation).reviewed
    publish(signed_in, translation, django_capture_on_commit_callbacks)
    assert (target(translation).reviewed, "not yet reviewed" in page()) == (False, True)

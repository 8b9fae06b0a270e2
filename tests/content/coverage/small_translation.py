"""Polish pages of two texts and their English pages, made by wagtail-localize in a moment."""

from typing import Any

from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from content import editors, translating
from content.coverage import worklist
from content.coverage.worklist import WorkText
from content.models import ArticlePage, BasePage, HomePage
from tests.content import small_portal

MANUAL, MACHINE = StringTranslation.TRANSLATION_TYPE_MANUAL, StringTranslation.TRANSLATION_TYPE_MACHINE


def homes() -> HomePage:
    """Polish and English, and the groups of people who work there."""
    home = small_portal.home()
    english, _created = Locale.objects.get_or_create(language_code="en")
    translated(home, english)
    editors.permit()
    return home


def article(home: HomePage, slug: str = "one") -> ArticlePage:
    """In English it has the words of a translator."""
    page = small_portal.published(home, ArticlePage(title=f"Tytuł {slug}", slug=slug, summary="Jedno zdanie."))
    translated(page, Locale.objects.get(language_code="en"))
    return page


def translated(page: BasePage, locale: Locale) -> None:
    source, _created = TranslationSource.update_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=locale)
    for segment in StringSegment.objects.filter(source=source):
        put(segment, locale, f"English {segment.string.data}")
    publish(translation)


def publish(translation: Translation) -> None:
    """wagtail-localize does it when the transaction is committed, which here it never is."""
    translation.save_target(publish=False)
    translation.get_target_instance().get_latest_revision().publish()


def put(segment: StringSegment, locale: Locale, words: str, **fields: Any) -> StringTranslation:
    found, _created = StringTranslation.objects.update_or_create(
        translation_of=segment.string,
        context=segment.context,
        locale=locale,
        defaults={"data": words, "translation_type": MANUAL, "has_error": False} | fields,
    )
    return found


def english(page: BasePage) -> Page:
    found: Page = Page.objects.get(translation_key=page.translation_key, locale__language_code="en")
    return found


def string_of(page: BasePage, path: str) -> StringTranslation:
    return StringTranslation.objects.get(
        context__object_id=page.translation_key, context__path=path, locale__language_code="en"
    )


def texts(page: BasePage) -> dict[str, WorkText]:
    """By their Polish words."""
    target = english(page)
    translation = translating.of(target)
    assert translation is not None
    return {text.original: text for text in worklist.of(target, translation)}


def states(page: BasePage) -> dict[str, str]:
    return {original: text.state.value for original, text in texts(page).items()}


def say_in_polish(page: BasePage, **changed: str) -> None:
    """Published, and handed to the translators."""
    for name, words in changed.items():
        setattr(page, name, words)
    page.save_revision().publish()
    TranslationSource.objects.get_for_instance(page).update_from_db()

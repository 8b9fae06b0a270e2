"""What an editor's week leaves in the admin: drafts, a page in moderation, a locked one, a translation, files."""

import io
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image
from wagtail.models import Collection, Locale, Page
from wagtail_localize.operations import TranslationCreator

from accounts.models import User
from content.contacts import Contact
from content.media import File, Picture
from content.models import ArticlePage, HomePage

EDITOR, COLLEAGUE = "editor@example.test", "colleague@example.test"


def lived() -> User:
    """The editor; the pages of `load_content` are there."""
    editor, colleague = (_editor(email) for email in (EDITOR, COLLEAGUE))
    home = HomePage.objects.get(locale__language_code="pl")
    article = _article(home, "nowosc")
    _edited(article, editor)
    _in_moderation(_article(home, "do-sprawdzenia"), colleague)
    _locked(_article(home, "zamkniete"), editor)
    _article(home, "wygasle").unpublish()
    english = Locale.objects.get(language_code="en")
    TranslationCreator(editor, target_locales=[english]).create_translations(article)
    article.copy(to=home, update_attrs={"slug": "kopia"}, user=editor)
    article.create_alias(parent=home, update_slug="inna-nazwa")
    _files(editor)
    return editor


def _editor(email: str) -> User:
    user = User.objects.create_user(email, "a long password", is_staff=True)
    user.groups.add(*Group.objects.filter(name__in=("Editors", "Publishers")))
    return user


def _article(home: HomePage, slug: str) -> ArticlePage:
    page: ArticlePage = home.add_child(instance=ArticlePage(title=slug.title(), slug=slug, locale=home.locale))
    page.save_revision(log_action=True).publish()
    page.refresh_from_db()
    return page


def _edited(page: Page, user: User) -> None:
    for summary in ("Jedno zdanie.", "Inne zdanie."):
        page.summary = summary
        page.save_revision(user=user, log_action=True).publish()
    page.summary = "Szkic."
    page.save_revision(user=user, approved_go_live_at=timezone.now() + timedelta(days=3))


def _in_moderation(page: Page, user: User) -> None:
    page.save_revision(user=user)
    page.get_workflow().start(page, user)


def _locked(page: Page, user: User) -> None:
    page.locked, page.locked_by, page.locked_at = True, user, timezone.now()
    page.save(update_fields=["locked", "locked_by", "locked_at"])


def _files(user: User) -> None:
    root = Collection.objects.get(depth=1)
    written = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(written, "PNG")
    common: dict[str, Any] = {"collection": root, "uploaded_by_user": user}
    Picture.objects.create(
        title="Okienko",
        file=ContentFile(written.getvalue(), "okno.png"),
        width=60,
        height=40,
        credit="A., CC0",
        **common,
    )
    File.objects.create(title="Wzór", file=ContentFile(b"%PDF-1.7", "wzor.pdf"), **common)
    Contact.objects.create(
        purpose="help",
        name="Urząd",
        email="a@example.test",
        valid_from=timezone.localdate(),
        checked_on=timezone.localdate(),
        source="https://example.test/",
    )

"""The first pages of the portal, as `load_content` makes them."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.test import Client
from pytest_django import Settings
from pytest_django.plugin import DjangoDbBlocker
from wagtail.models import Site

from accounts.models import User
from content.models import ArticlePage, GuidePage, HomePage
from tests.content import first_pages

LANGUAGES = ("pl", "en", "uk", "ar")


@pytest.fixture(scope="module")
def seeded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Made once a module, in a transaction around those of its tests."""
    with django_db_blocker.unblock(), transaction.atomic():
        first_pages.stand()
        with django_db_blocker.block():
            yield
        transaction.set_rollback(True)


@pytest.fixture
def content_loaded(seeded: None, db: None) -> None:
    Site.clear_site_root_paths_cache()


@pytest.fixture
def guide(content_loaded: None) -> GuidePage:
    """The Polish original."""
    original: GuidePage = GuidePage.objects.get(procedure="temporary-work", locale__language_code="pl")
    return original


@pytest.fixture
def news(content_loaded: None) -> ArticlePage:
    """Prose that readers see."""
    home = HomePage.objects.get(locale__language_code="pl")
    page: ArticlePage = home.add_child(instance=ArticlePage(title="Godziny", slug="hours", locale=home.locale))
    page.save_revision().publish()
    page.refresh_from_db()
    return page


@pytest.fixture
def editor(content_loaded: None) -> User:
    """Of a small office: publishes too, though never the own text."""
    user = User.objects.create_user("editor@example.test", "a long password", is_staff=True)
    user.groups.add(*Group.objects.filter(name__in=("Editors", "Publishers")))
    return user


@pytest.fixture
def signed_in(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


@pytest.fixture
def editors_host(settings: Settings) -> None:
    """The addresses of the editors' host; the rest of the configuration stays."""
    settings.ROOT_URLCONF = "config.urls_editors"


@pytest.fixture
def editors_process(editors_host: None, settings: Settings) -> None:
    """As the process of the editors is configured."""
    settings.ROLE = "editors"

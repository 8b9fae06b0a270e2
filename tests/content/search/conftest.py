"""The first pages of the portal, with all that can be searched filled."""

from collections.abc import Iterator
from itertools import groupby

import pytest
from django.core.cache import cache
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker
from wagtail.models import Site

from content.search import indexing
from tests.content import first_pages


def fill_all() -> None:
    """What the loop does, quicker: all pages of a language at once."""
    pages = indexing.pages_due().select_related("locale").order_by("locale", "path")
    for language, own in groupby(pages, key=lambda page: page.locale.language_code):
        indexing.fill_pages(own, language=language)
    for locale in indexing.languages_due():
        indexing.fill_language(locale)


@pytest.fixture(scope="module")
def filled(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Made once a module, in a transaction around those of its tests: it takes some seconds."""
    with django_db_blocker.unblock(), transaction.atomic():
        first_pages.stand()
        fill_all()
        with django_db_blocker.block():
            yield
        transaction.set_rollback(True)


@pytest.fixture
def searchable(filled: None, db: None) -> Iterator[None]:
    """Nobody has searched yet."""
    Site.clear_site_root_paths_cache()
    cache.clear()
    yield
    cache.clear()

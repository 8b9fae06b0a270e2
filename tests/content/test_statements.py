"""The portal's own statements say what the law asks of them, whom to write to, and every cookie there is."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from applications.annexes import third_party
from applications.drafting import kept, offered
from applications.signing import redirects
from content import seeding, statements
from content.checker import chosen
from content.journey import official
from content.models import StatementPage
from tests.content.conftest import LANGUAGES

SEEDED = {"accessibility", "privacy", "cookies"}
OURS = Path(__file__).parents[2]
# Who calls `set_cookie`, and the name: Django's own three are named in the settings of production
SET = {
    "applications/annexes/third_party.py": third_party.COOKIE,
    "applications/drafting/offered.py": offered.COOKIE,
    "content/checker/chosen.py": chosen.COOKIE,
    "content/journey/official.py": official.NAME,
}
OF_DJANGO = ["__Host-session-portal", "__Host-csrf-portal", "messages"]


def said_of(kind: str, language: str) -> dict[str, str]:
    page = StatementPage.objects.get(kind=kind, locale__language_code=language)
    return {each.value["part"]: each.value["text"].source for each in page.body if each.block_type == "part"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_statement_says_what_the_law_asks_for(content_loaded: None, language: str) -> None:
    pages = StatementPage.objects.filter(locale__language_code=language, live=True)
    assert set(pages.values_list("kind", flat=True)) == SEEDED
    lacking = {page.kind: statements.missing(page.kind, said_of(page.kind, language)) for page in pages}
    assert lacking == {kind: [] for kind in SEEDED}


def test_no_cookie_is_set_that_nobody_counted() -> None:
    code = [file for floor in ("site", "content", "applications", "payments") for file in (OURS / floor).rglob("*.py")]
    assert {str(file.relative_to(OURS)) for file in code if ".set_cookie(" in file.read_text()} == set(SET)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_cookie_is_named_with_its_time(content_loaded: None, language: str) -> None:
    said = said_of("cookies", language)
    for part in ("which", "lifetime"):
        assert set(re.findall(r"<b>([^<]*)</b>", said[part])) == {*SET.values(), *OF_DJANGO}
    numbers = list(map(int, re.findall(r"\d+", said["lifetime"])))
    weeks, minutes = timedelta(seconds=settings.CSRF_COOKIE_AGE).days // 7, kept.KEPT_MINUTES
    assert numbers == [settings.SESSION_COOKIE_AGE // 3600, weeks, 365, minutes]
    assert timedelta(minutes=minutes) == redirects.LIFETIME


@pytest.mark.parametrize(
    "address", ["/", "/pl/", "/pl/help/", "/pl/guides/", "/pl/guides/temporary-work/", "/pl/fees/"]
)
def test_who_reads_gets_none(client: Client, content_loaded: None, address: str) -> None:
    assert not client.get(address).cookies


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_no_lawyer_read_says_so_first(language: str) -> None:
    found = {seed.kind: seed for seed in seeding.read_all() if seed.kind in statements.ASKED}
    assert found.keys() == SEEDED
    for seed in found.values():
        assert seed.blocks is not None
        assert seed.blocks[0] == {"id": "unread", "type": "callout", "kind": "info"}
        assert seed.texts[language].blocks["unread"]["text"]

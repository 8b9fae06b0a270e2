"""What an abbreviation stands for is said where a page uses it first, in the language of the page."""

import re
from html import unescape

import pytest
from django.test import Client

from tests.content.conftest import LANGUAGES

PAGES = (
    "",
    "guides/",
    "guides/temporary-work/",
    "guides/temporary-work/apply/temporary-work/",
    "guides/pesel-and-signature/",
    "help/",
    "contact/",
    "accessibility/",
    "privacy/",
    "cookies/",
    "offices/",
    "fees/",
    "account/login/",
    "account/signup/",
    "nowhere/",
)
# Abbreviation → its words in Polish, English, Ukrainian and Arabic, as far as every case of theirs has them
WORDS = {
    "UPO": ("rzędowe poświadczenie odbioru", "official receipt", "фіційне підтвердження", "إيصال الاستلام الرسمي"),
    "PESEL": ("w rejestrze ludności", "register of the population", "реєстрі населення", "في سجل السكان"),
    "KPA": ("Kodeks", "Code of Administrative Procedure", "Кодекс", "قانون الإجراءات الإدارية"),
    "NFZ": ("Narodow", "National Health Fund", "Національн", "الصندوق الوطني للصحة"),
    "WCAG": ("wytyczn", "Web Content Accessibility Guidelines", "настанов", "إرشادات"),
}
# Nobody outside of an office knows these: a page says it in words
NEVER = ("R553", "ZUS", "NIP", "REGON", "KRS", "UdSC", "TERYT")
NEAR = 80  # signs between an abbreviation and its words, on either side
SHORT = re.compile(r"\b[A-ZŁŚŻ]{2,}\b")
# What people say as a word, or what is a number or a sign
KNOWN = {
    "MOS",
    "CUKR",
    "PDF",
    "JPG",
    "PNG",
    "MB",
    "QR",
    "UE",
    "EU",
    "ЄС",
    "AA",
    "PL",
    "III",
    "IX",
    "VI",
    "VII",
    "VIII",
    "II",
}


def running_text(client: Client, language: str, path: str) -> str:
    """The running text of a page: names of pages and sections, and links to them, may be short."""
    html = client.get(f"/{language}/{path}").content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    running = re.sub(r"<(h[1-4]|a|title|nav|bdi)\b.*?</\1>", " ", main, flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", running)))


def unexplained(text: str, language: str) -> list[str]:
    return [short for short, words in WORDS.items() if not explained(text, short, words[LANGUAGES.index(language)])]


def explained(text: str, short: str, words: str) -> bool:
    first = re.search(rf"\b{short}\b", text)
    return first is None or words in text[max(0, first.start() - NEAR) : first.end() + NEAR]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_abbreviation_is_spelled_out_where_a_page_uses_it_first(
    client: Client, content_loaded: None, language: str, path: str
) -> None:
    assert unexplained(running_text(client, language, path), language) == []


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_uses_an_abbreviation_that_this_list_does_not_know(
    client: Client, content_loaded: None, language: str, path: str
) -> None:
    found = set(SHORT.findall(running_text(client, language, path)))
    assert found.isdisjoint(NEVER)
    assert found - KNOWN - WORDS.keys() == set()

"""One function a rule: what is wrong with a text, in words; those of REFUSED stop the page."""

import re
from collections.abc import Callable, Iterator
from html import unescape

from django.utils.translation import gettext as _
from lxml import html

from content.proofreading.reading import Words

LONGEST = 25  # words of a sentence, as GOV.UK and the plain-language guides of the Polish offices have it
SHOWN = 60  # signs of a sentence, so that it is found
ENDS = re.compile(r"(?<=[.!?…؟])\s+(?=[^\W\d_a-ząćęłńóśźżа-яґєії])|</(?:p|li|h\d)>|<br/?>|\n")
TAGS = re.compile(r"<[^>]*>")
CAPITALS = re.compile(r"\b[A-ZĄĆĘŁŃÓŚŹŻ]{2,}\b")
KNOWN = frozenset(
    {
        *("MOS", "CUKR", "PDF", "JPG", "PNG", "MB", "QR", "UE", "EU", "PL", "AA", "RP", "PIN", "SMS", "EUR", "PLN"),
        *("II", "III", "IV", "VI", "VII", "VIII", "IX", "XI", "XII"),
    }
)
SAY_NOTHING = frozenset(
    {
        *("tutaj", "tu", "kliknij", "kliknij tutaj", "więcej", "czytaj więcej", "link", "strona", "zobacz"),
        *("here", "click here", "click", "more", "read more", "this page", "this link", "see"),
        *("тут", "натисніть тут", "більше", "докладніше", "посилання", "هنا", "اضغط هنا", "المزيد", "رابط"),
    }
)
FILE_NAME = re.compile(r"\.(?:avif|gif|jpe?g|png|svg|webp)$|^(?:img|dsc|image)[\W_]*\d|_", re.IGNORECASE)
type Rule = Callable[[Words, str], Iterator[str]]


def long_sentences(words: Words, whole: str) -> Iterator[str]:
    for sentence in (_plain(each) for each in ENDS.split(words.text)):
        count = len(sentence.split())
        if count > LONGEST:
            values = {"count": count, "most": LONGEST, "sentence": f"{sentence[:SHOWN]}…"}
            yield _("A sentence of %(count)s words; keep to %(most)s: “%(sentence)s”") % values


def unexplained_abbreviations(words: Words, whole: str) -> Iterator[str]:
    for short in dict.fromkeys(CAPITALS.findall(_plain(words.text))):
        said = rf"\({short}\b|\b{short}\s*[(–—]|\b{short},?\s+(?:czyli|oznacza|means|that is|тобто|означає|أي|يعني)"
        if short not in KNOWN and not re.search(said, whole):
            yield _("Nobody says what %(short)s stands for. Write it out once: “… (%(short)s)”.") % {"short": short}


def pictures(words: Words, whole: str) -> Iterator[str]:
    if words.is_picture and FILE_NAME.search(words.text):
        yield _("The text for who does not see the picture is the name of a file. Say what the picture shows.")


def links(words: Words, whole: str) -> Iterator[str]:
    """Who hears the links of a page one after another has nothing but their words."""
    for link in _elements(words, "a"):
        said = " ".join(str(link.text_content()).split())
        if said.strip(" .…»>→").casefold() in SAY_NOTHING | {""}:
            yield _("The link “%(said)s” does not say where it leads.") % {"said": said}


def headings(words: Words, whole: str) -> Iterator[str]:
    last = 2  # the heading of the part
    for heading in _elements(words, "h2", "h3", "h4", "h5", "h6"):
        said, level = " ".join(str(heading.text_content()).split()), int(heading.tag[1])
        if not said:
            yield _("A heading is empty.")
        elif level > last + 1:
            yield _("The heading “%(said)s” skips a level.") % {"said": said}
        last = level


ADVISED: tuple[Rule, ...] = (long_sentences, unexplained_abbreviations, pictures)
REFUSED: tuple[Rule, ...] = (links, headings)


def _plain(text: str) -> str:
    return " ".join(unescape(TAGS.sub(" ", text)).split())


def _elements(words: Words, *tags: str) -> list[html.HtmlElement]:
    if not words.is_html or not words.text.strip():
        return []
    return list(html.fragment_fromstring(words.text, create_parent="div").iter(*tags))

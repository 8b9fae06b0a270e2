"""Articles that a sentence names in words are read as it means them, and nothing is guessed."""

import re
from collections.abc import Iterator

import pytest

from procedures import declared
from procedures.citing import mentions
from procedures.law import citations
from procedures.tables.statuses import Track

KPA = "of the Code of Administrative Procedure, KPA"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("It is the filing (art. 106d(6)).", ["foreigners:106d(6)"]),
        ("Art. 108 protects the stay.", ["foreigners:108"]),
        ("Not coming ends it (art. 106i), unless art. 106h(1) excuses you.", ["foreigners:106i", "foreigners:106h(1)"]),
        (f"It is late (art. 36 § 1 {KPA}).", ["kpa:36(1)"]),
        (f"Meanwhile (art. 97 and 103 {KPA}). Else (art. 108(2)).", ["kpa:97", "kpa:103", "foreigners:108(2)"]),
        ("In writing (art. 32 and 33 KPA).", ["kpa:32", "kpa:33"]),
        ("Reasons (KPA art. 37 § 2).", ["kpa:37(2)"]),
        ("The rules (Act of 20 March 2025, art. 3 and 21).", ["work:3", "work:21"]),
        ("These do not run (art. 100d of the Act of 12 March 2022).", ["special:100d"]),
        ("Not of art. 187(6) and (7).", ["foreigners:187(6)", "foreigners:187(7)"]),
        ("Not of art. 186(1)(3)–(5).", ["foreigners:186(1)(3)", "foreigners:186(1)(4)", "foreigners:186(1)(5)"]),
        ("By art. 351(1) or (3).", ["foreigners:351(1)", "foreigners:351(3)"]),
        ("Offences of Art. 84 (3–5) of the Act of 20 March 2025 on work.", ["work:84"]),
        ("Crimes of Art. 218–221 and 270 of the Act of 6 June 1997 – Penal Code.", []),
        ("Crimes of Art. 270–273 and 275 and of Art. 189a of the Penal Code.", []),
        ("Art. 99999 says so.", []),
        ("The disciplines of science or art.", []),
        ("Zgodnie z art. 64 ustawy o cudzoziemcach", []),
        ("Według art. 100 ust. 1 pkt 3", []),
        ("", []),
    ],
)
def test_a_sentence_names_its_units(text: str, named: list[str]) -> None:
    assert [each.id for each in mentions.of(citations.held(text))] == named


def test_every_article_that_news_of_a_case_name_is_read() -> None:
    tracks = [each.read() for each in declared.files() if each.kind == declared.STATUSES]
    texts = {text for track in tracks if isinstance(track, Track) for text in track.texts()}
    unread = [text for text in texts if count(text) > len(mentions.of(text))]
    assert [text for text in texts if count(text)]
    assert unread == []


def count(text: str) -> int:
    """How many articles it names, each once."""
    return len(set(articles(text)))


def articles(text: str) -> Iterator[str]:
    for found in re.findall(r"[Aa]rt\.\s((?:\d+[a-z]*(?:\([0-9a-z]+\))*(?:\s§\s\d+)?(?:\sand\s)?)+)", text):
        yield from found.split(" and ")

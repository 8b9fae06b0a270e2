"""What people type for a unit: "art. 100 ust. 1 pkt 3", "art 100", "100(1)(3)", "§ 6", "annex 8", "kpa 57 § 4"."""

import re
import unicodedata
from collections.abc import Iterator

from procedures.law import acts
from procedures.law.citations import UNIT, Citation

LONGEST = 200
ANNEX = re.compile(r"annex|zał|додат|ملحق|مرفق", re.IGNORECASE)
PART = re.compile(r"\d+[a-z]*|(?<=\()[a-z](?=\))|(?<=lit\.)\s*[a-z]\b|(?<=lit)\s+[a-z]\b|(?<=літ\.)\s*[a-z]\b")
ARTICLE = re.compile(
    r"\bart(?:\.|icle|ykuł)?(?=\W|\d)|\bст(?:\.|аття)?(?=\W|\d)|مادة"
)  # what stands before it is no unit
PARAGRAPH = "§"


def read(text: str, *, act: str) -> Citation | None:
    """Of the act, unless the text begins or ends with another; None where no unit is named. It may not exist."""
    plain = _plain(text)[:LONGEST]
    named, rest = _act(plain)
    unit = _unit(rest)
    return Citation(named or act, unit) if unit and UNIT.fullmatch(unit) else None


def _act(text: str) -> tuple[str, str]:
    for key in acts.table():
        if found := re.search(rf"\b{re.escape(key)}\b:?", text):
            return key, text[: found.start()] + " " + text[found.end() :]
    return "", text


def _unit(text: str) -> str:
    found = ARTICLE.search(text)
    from_article = text[found.end() :] if found else text
    parts = list(_parts(from_article))
    if not parts:
        return ""
    first, *below = parts
    return f"{_before(from_article)}{first}{''.join(f'({each})' for each in below)}"


def _parts(text: str) -> Iterator[str]:
    return (found.group().strip() for found in PART.finditer(text))


def _before(text: str) -> str:
    """What a regulation's paragraphs and its annexes begin with; in an act, § stands below an article."""
    if ANNEX.search(text):
        return "annex "
    before_number = re.split(r"\d", text, maxsplit=1)[0]
    return PARAGRAPH if PARAGRAPH in before_number else ""


def _plain(text: str) -> str:
    """In small letters, with the digits of other scripts as ours."""
    digits = (str(unicodedata.decimal(each, each)) for each in unicodedata.normalize("NFKC", text))
    return "".join(digits).lower()

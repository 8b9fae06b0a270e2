"""Which signs nobody sees or means: the one list of each, whoever asks (entry, sign-in, importer, signatures)."""

import unicodedata

# Unicode's blanks of every width, the tabulator and the blank of Braille
SPACES = "\t \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u2800\u3000"
# What ends a line: VT is Word's Shift+Enter, FF its page break
LINE_ENDS = "\n\v\f\r\u0085\u2028\u2029"
# Hyphens that differ from "-" by how a line may break or by the width of a keyboard
HYPHENS = "\u2010\u2011\u2043\ufe63\uff0d"
# Dashes, and the minus: in codes, dates and names they stand for a hyphen, in prose they are meant
DASHES = "\u02d7\u2012\u2013\u2014\u2015\u2212\ufe58\u30fc"
# Every sign that keyboards and transliterations write for an apostrophe, ʿayn, hamza or soft sign
APOSTROPHES = "'’‘‛`´′‵＇ʹʻʼʽʾʿˈˊˋꞌ՚׳"
# Fraction and division slashes, as Word puts them
SLASHES = "\u2044\u2215\uff0f"

_CONTROLS_KEPT = "\n"
_MARKS_OF_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_ZERO_WIDTH = "\u200b\u2060-\u2064\u206a-\u206f\ufeff"
_FILLERS = "\u034f\u115f\u1160\u180b-\u180f\u3164\uffa0"
_OF_EDITORS = "\u00ad\ufff9-\ufffc\U000e0001\U000e0020-\U000e007f"  # soft hyphen, place of a picture, tags
# The inside of a character class: what can't be seen in any script
INVISIBLE = _MARKS_OF_DIRECTION + _ZERO_WIDTH + _FILLERS + _OF_EDITORS

JOINERS = "\u200c\u200d"  # zero-width non-joiner and joiner
SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
# Scripts (and emoji) that spell with joiners and selectors, from Arabic to Mongolian; elsewhere they mean nothing
JOINING = (
    "\u0600-\u109f\u1780-\u18af\u1900-\u1cff\u2190-\u2bff\u3400-\u9fff\ua800-\uabff\ufb50-\ufdff\ufe00-\ufe0f\ufe70-\ufefc"
    "\U00010a00-\U00011fff\U0001f000-\U0001faff\U00020000-\U0003ffff"
)


def cannot_be_text(text: str) -> tuple[str, ...]:
    """Controls, halves of surrogate pairs and noncharacters, once each: no text holds them, cleaned or not."""
    return tuple(dict.fromkeys(each for each in text if each not in _CONTROLS_KEPT and _is_no_sign(each)))


def without_apostrophes(text: str) -> str:
    """For comparing: two spellings of one name differ in them more often than not."""
    return text.translate(dict.fromkeys(map(ord, APOSTROPHES)))


def _is_no_sign(each: str) -> bool:
    return unicodedata.category(each) in {"Cc", "Cs"} or (ord(each) & 0xFFFE) == 0xFFFE or "\ufdd0" <= each <= "\ufdef"  # noqa: PLR2004  # the last two of each plane

"""The one cleaning of what is typed or pasted, before it is judged: what nobody sees or means never counts.

Each function gives the same for its own result. None refuses anything: judging is the reader's.
"""

import re
import unicodedata

from writing import signs

_INVISIBLE = re.compile(f"[{signs.INVISIBLE}]")
_SELECTORS = re.compile(f"(?<![{signs.JOINING}])[{signs.SELECTORS}]+")
_JOINERS = re.compile(
    f"(?<=[{signs.JOINING}])([{signs.JOINERS}])[{signs.JOINERS}]*(?=[{signs.JOINING}])|[{signs.JOINERS}]+"
)
_LINE_END = re.compile(f"\r\n|[{signs.LINE_ENDS}]")
_LATIN_BY_LOOKS = re.compile("[\ufb00-\ufb06\uff01-\uff5e]")  # ligatures of a PDF, the wide letters of East Asia

_SPACES = dict.fromkeys(map(ord, signs.SPACES), " ")
_HYPHENS = dict.fromkeys(map(ord, signs.HYPHENS), "-")
_AS_IN_CODES = {
    **dict.fromkeys(map(ord, signs.HYPHENS + signs.DASHES), "-"),
    **dict.fromkeys(map(ord, signs.SLASHES), "/"),
}
_AS_IN_PRINT = {0x2012: "–", 0x2212: "–", 0x02D7: "–", 0xFE58: "—", 0x2015: "—"}
# What stands for an apostrophe on a keyboard and is none becomes the letter it looks like (Uzbek ʻ, Ukrainian ’)
_APOSTROPHES = {ord(sign): "ʻ" for sign in "‘‛`"} | {ord(sign): "’" for sign in "´′‵＇ꞌ՚׳"}


def line(text: str) -> str:
    """One line of any script: no invisible signs, single blanks, trimmed."""
    return re.sub(" +", " ", _visible(_LINE_END.sub(" ", text))).strip(" ")


def lines(text: str) -> str:
    """A text of several lines, any script; what ends a line is a line feed, blanks inside a line are the writer's."""
    return _visible(_LINE_END.sub("\n", text)).strip(" \n")


def latin(text: str, *, many: bool = False) -> str:
    """What is filed in Latin letters: wide letters and the digits of other scripts become plain ones."""
    plain = _plain(text)
    return (lines(plain) if many else line(plain)).translate(_AS_IN_PRINT)


def name(text: str) -> str:
    """A name in Latin letters: every dash is its hyphen, every sign typed for an apostrophe a letter of names."""
    return line(_plain(text)).translate({**_AS_IN_CODES, **_APOSTROPHES})


def code(text: str) -> str:
    """A number, code, date or address of mail: dashes are hyphens, digits and wide letters are plain ones."""
    return line(_plain(text)).translate(_AS_IN_CODES)


def _visible(text: str) -> str:
    """NFC twice: what was dropped may have stood between a letter and its accent."""
    seen = unicodedata.normalize("NFC", text).translate(_SPACES | _HYPHENS)
    seen = _SELECTORS.sub("", _INVISIBLE.sub("", seen))
    return unicodedata.normalize("NFC", _JOINERS.sub(r"\1", seen))


def _plain(text: str) -> str:
    return _LATIN_BY_LOOKS.sub(lambda found: unicodedata.normalize("NFKC", found[0]), "".join(map(_digit, text)))


def _digit(sign: str) -> str:
    return str(unicodedata.decimal(sign, sign))

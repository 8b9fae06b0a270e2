"""Which letters a text may hold, and the cleaning every text goes through before it is judged."""

import re
import unicodedata
from collections.abc import Callable, Mapping

from django.utils.translation import get_language_bidi

from procedures.errors import ProceduresError
from writing import cleaning, signs

MOST_NAMED = 10

# Letters and marks of names: the Latin letters of DIN SPEC 91379 (normative part), combining marks included
_LETTERS = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u017e\u0187\u0188\u018f\u0197\u01a0\u01a1\u01af\u01b0\u01b7"
    "\u01cd-\u01dc\u01de\u01df\u01e2-\u01f0\u01f4\u01f5\u01f8-\u01ff\u0212\u0213\u0218-\u021b\u021e\u021f"
    "\u0227-\u0233\u0259\u0268\u0292\u1e00-\u1e9b\u1e9e\u1ea0-\u1ef9"
)
_MARKS = "\u0300-\u0304\u0306-\u030d\u030f-\u0313\u0315\u031b\u0323-\u0328\u032d\u032e\u0330\u0331\u035f"
_MODIFIERS = "\u02b9\u02ba\u02bb\u02bc\u02be\u02bf\u02c8\u02cc"
_NAME_SIGNS = " '’.\u00b7" + _MODIFIERS + "\\-"
_SIGNS = r" -,./:-@\[\]\\^_`{|}~" + "\u00a1-\u00ac\u00ae-\u00bf\u00d7\u00f7–—‘’‚“”„‹›«»•…′″€₴₽₫№™" + _MODIFIERS

# The insides of one character class each; the same text serves Python and JSON Schema (ECMA 262)
CLASSES = {
    "name": _LETTERS + _MARKS + _NAME_SIGNS,
    "latin": _LETTERS + _MARKS + "0-9" + _SIGNS + "\\-",
}
_ALLOWED = {name: re.compile(f"[{letters}]") for name, letters in CLASSES.items()}
_CLEANED: Mapping[str, Callable[[str], str]] = {
    "name": cleaning.name,
    "latin": cleaning.latin,
    "latin of lines": lambda text: cleaning.latin(text, many=True),
    "text": cleaning.line,
    "text of lines": cleaning.lines,
}
# A text of any script, as it is once cleaned: no control, no half of a pair, no blank but the space
_UNCLEAN = r"\u0000-\u0009\u000b-\u001f\u007f-\u009f\ud800-\udfff" + "".join(
    each if each == "-" else f"\\u{ord(each):04x}"
    for each in signs.SPACES + signs.HYPHENS + "\u2028\u2029" + signs.INVISIBLE
    if each not in " \t"
)
# At least one letter, no accent without its letter
_IS_A_NAME = f"(?=.*[{_LETTERS}])(?!.*(^|[^{_LETTERS}{_MARKS}])[{_MARKS}])"


class Unprintable(ProceduresError):
    """Letters the text may not hold: the filed document could not show them, or nothing can."""

    def __init__(self, letters: tuple[str, ...]) -> None:
        super().__init__("letters outside the repertoire")
        self.letters = letters

    @property
    def named(self) -> str:
        """The letters as a person can recognise them."""
        return named(self.letters)

    @property
    def is_other_script(self) -> bool:
        """Are there letters of another script among them?"""
        return bool(not_latin("".join(self.letters)))


def clean(text: str, *, repertoire: str, lines: bool = False) -> str:
    """Cleaned, in its one form; Unprintable names what the repertoire lacks."""
    cleaned = _CLEANED[f"{repertoire} of lines" if lines else repertoire](text)
    wrong = signs.cannot_be_text(cleaned)
    if repertoire in _ALLOWED:
        allowed = _ALLOWED[repertoire]
        wrong = tuple(
            dict.fromkeys(each for each in cleaned if not allowed.match(each) and not (lines and each == "\n"))
        )
    if wrong:
        raise Unprintable(wrong)
    return cleaned


def pattern(repertoire: str, *, lines: bool = False) -> str:
    """What `clean` gives, as a JSON Schema pattern: no blank at either end, in one line none twice."""
    if repertoire == "text":
        letters = f"^{_UNCLEAN}" + ("" if lines else r"\n")
    else:
        letters = CLASSES[repertoire] + (r"\n" if lines else "")
    ahead = ("" if lines else "(?!.*  )") + (_IS_A_NAME if repertoire == "name" else "")
    return rf"^(?![ \n]){ahead}[{letters}]+(?<![ \n])(?!\n)$"  # Python's $ would let one line feed pass


def is_name(text: str) -> bool:
    """Has it a letter, and every accent its own?"""
    return re.match(_IS_A_NAME, text) is not None


def not_latin(text: str) -> tuple[str, ...]:
    """Its letters of other scripts, once each: some of them look like Latin ones."""
    return tuple(dict.fromkeys(each for each in text if each.isalpha() and not _is_latin(each)))


def named(letters: tuple[str, ...]) -> str:
    """Signs as a person can recognise them, the first few of many."""
    return ", ".join(map(_named, letters[:MOST_NAMED])) + ("…" if len(letters) > MOST_NAMED else "")


def _is_latin(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(("LATIN", "MODIFIER", "FEMININE", "MASCULINE"))


def _named(letter: str) -> str:
    is_seen = letter.isprintable() and not unicodedata.combining(letter)
    name = f"“{letter}”" if is_seen else unicodedata.name(letter, f"U+{ord(letter):04X}")
    return f"\u2068{name}\u2069" if get_language_bidi() else name  # isolated: else its quotes and commas jump about

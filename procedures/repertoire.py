"""Which letters a text may hold, and the one cleaning every text goes through before it is judged."""

import re
import unicodedata

from procedures.errors import ProceduresError

BIDI_MARKS = dict.fromkeys([0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])

# Letters and marks of names: the Latin letters of DIN SPEC 91379 (normative part), combining marks included
_LATIN_LETTERS = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u017e\u0187\u0188\u018f\u0197\u01a0\u01a1\u01af\u01b0\u01b7"
    "\u01cd-\u01dc\u01de\u01df\u01e2-\u01f0\u01f4\u01f5\u01f8-\u01ff\u0212\u0213\u0218-\u021b\u021e\u021f"
    "\u0227-\u0233\u0259\u0268\u0292\u1e00-\u1e9b\u1e9e\u1ea0-\u1ef9"
    "\u0300-\u0304\u0306-\u030c\u030f\u0311-\u0313\u031b\u0323-\u0328\u032d\u032e\u0330\u0331"
)
_NAME_SIGNS = " '’.\u00b7\u02b9\u02ba\u02bb\u02bc\u02be\u02bf\u02c8\u02cc\\-"
_SIGNS = r" -,./:-@\[\]\\^_`{|}~" + "\u00a0-\u00ac\u00ae-\u00bf\u00d7\u00f7‐–—‘’‚“”„‹›«»•…′″€₴₽₫№™"
_GREEK = "\u0370-\u0377\u037a-\u037f\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u03ff"
_CYRILLIC = "\u0400-\u0482\u048a-\u052f"
_ARABIC = "\u0606-\u060f\u061b\u061d-\u06dc\u06de-\u06ff\u0750-\u077f"

# The insides of one character class each; the same text serves Python and JSON Schema (ECMA 262)
CLASSES = {
    "name": _LATIN_LETTERS + _NAME_SIGNS,
    "latin": _LATIN_LETTERS + "0-9" + _SIGNS + "\\-",
    "any": " -~\u00a0-\U0010ffff",  # what a shape of its own judges next
    "text": _LATIN_LETTERS + "0-9" + _SIGNS + _GREEK + _CYRILLIC + _ARABIC + "\\-",
}
_ALLOWED = {name: re.compile(f"[{letters}]") for name, letters in CLASSES.items()}


class Unprintable(ProceduresError):
    """Letters the filed document could not show."""

    def __init__(self, letters: tuple[str, ...]) -> None:
        super().__init__("letters outside the repertoire")
        self.letters = letters

    @property
    def named(self) -> str:
        """The letters as a person can recognise them."""
        return ", ".join(_named(letter) for letter in self.letters)


def clean(text: str, *, repertoire: str, lines: bool = False) -> str:
    """NFC without marks of direction, trimmed; Unprintable names what the repertoire lacks."""
    text = text.translate(BIDI_MARKS).replace("\r\n", "\n").replace("\r", "\n")
    text = unicodedata.normalize("NFC", text).strip()
    allowed = _ALLOWED[repertoire]
    wrong = dict.fromkeys(letter for letter in text if not allowed.match(letter) and not (lines and letter == "\n"))
    if wrong:
        raise Unprintable(tuple(wrong))
    return text


def pattern(repertoire: str, *, lines: bool = False) -> str:
    """The repertoire as a JSON Schema pattern: no blank at either end."""
    letters = CLASSES[repertoire]
    middle = letters + ("\\n" if lines else "")
    edge = f"(?![ \u00a0])[{letters}]"
    return f"^{edge}([{middle}]*{edge})?$"


def _named(letter: str) -> str:
    if letter.isprintable():
        return f"“{letter}”"
    return unicodedata.name(letter, f"U+{ord(letter):04X}")

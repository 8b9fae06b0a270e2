"""The Latin letters of DIN 91379:2022-08 (normative): what names of Europe's registers are written with.

Kept apart from the repertoire they judge: letters by their ranges, then those that have no sign
of their own, by their marks.
"""

import unicodedata
from collections.abc import Iterator

# First and last of each run
_RUNS = (
    "AZ az ÀÖ Øö øž Ƈƈ ƏƏ ƗƗ Ơơ Ưư ƷƷ Ǎǜ Ǟǟ Ǣǰ Ǵǵ Ǹǿ Ȓȓ Șț Ȟȟ ȧȳ əə ɨɨ ʒʒ Ḃḃ Ḇḇ Ḋḑ ḗḗ Ḝḣ Ḥḫ ḯḷ Ḻḻ Ṁṃ Ṅṉ Ṓṛ Ṟṣ Ṫṯ "
    "Ẁẇ Ẍẗ ẞẞ Ạỹ"
)
# Letter: the marks it takes, one sequence each
_SEQUENCES = {
    "A": "030B",
    "C": "0300 0304 0306 0308 0315 0323 0326 0328+0306",
    "D": "0302",
    "F": "0300 0304",
    "G": "0300",
    "H": "0304 0326 0331",
    "J": "0301 030C",
    "K": "0300 0302 0304 0307 0315 031B 0326",
    "L": "0302 0325 0325+0304 0326",
    "M": "0300 0302 0306 0310",
    "N": "0302 0304 0306 0326",
    "P": "0300 0304 0315 0323",
    "R": "0306 0325 0325+0304",
    "S": "0300 0304 031B+0304 0331",
    "T": "0300 0304 0308 0315 031B",
    "U": "0307",
    "Z": "0300 0304 0306 0308 0327",
    "Ç": "0306",
    "Û": "0304",
    "Č": "0315 0323",
    "Ī": "0301",
    "Ž": "0326 0327",
    "Ḳ": "0304",
    "Ṣ": "0304",
    "Ṭ": "0304",
    "Ạ": "0308",
    "Ọ": "0308",
    "Ụ": "0304 0308",
}
_ALONE = ("ÿ\u0301", "ē\u030d", "ō\u030d", "K\u035fH", "K\u035fh", "k\u035fh")  # in one case only, or of two letters


def every() -> list[str]:
    """Each letter, in its one form (NFC)."""
    return list(dict.fromkeys(unicodedata.normalize("NFC", letter) for letter in (*_letters(), *_sequences(), *_ALONE)))


def pieces(longest: int) -> list[str]:
    """All of them, as texts that a question takes."""
    found, text = [], ""
    for letter in every():
        if len(text) + len(letter) > longest:
            found.append(text)
            text = ""
        text += letter
    return [*found, text]


def apart(text: str) -> list[str]:
    """Each base letter with its marks."""
    found: list[str] = []
    for sign in text:
        if found and unicodedata.combining(sign):
            found[-1] += sign
        else:
            found.append(sign)
    return found


def _letters() -> Iterator[str]:
    for run in _RUNS.split():
        for code in range(ord(run[0]), ord(run[-1]) + 1):
            if chr(code).isalpha():
                yield chr(code)


def _sequences() -> Iterator[str]:
    for letter, marks in _SEQUENCES.items():
        for mark in marks.split():
            added = "".join(chr(int(code, 16)) for code in mark.split("+"))
            yield letter + added
            yield letter.lower() + added

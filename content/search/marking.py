"""A few words of a page around what was found, with the found ones marked; all else is escaped."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from content.search.asking import Marks
from content.search.folding import Placed, placed_words

LONGEST, BEFORE = 200, 60  # signs of what is shown, and of them before the first word found
CUT, BETWEEN = "…", " · "  # where something is left out, and between parts of a page


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    is_found: bool = False


def pieces(text: str, marks: Marks) -> list[Piece]:
    """The text in its order, parted where found words begin and end."""
    found, place = [], 0
    for word in _found(text, marks):
        found += [Piece(text[place : word.start]), Piece(text[word.start : word.end], is_found=True)]
        place = word.end
    return [piece for piece in (*found, Piece(text[place:])) if piece.text]


def excerpt(lead: str, text: str, marks: Marks) -> list[Piece]:
    """The lead if a found word stands in it or nowhere; else the place of the text where the first one stands."""
    text = BETWEEN.join(text.splitlines())
    if any(_found(lead, marks)) or not (first := next(iter(_found(text, marks)), None)):
        return pieces(_shortened(lead or text, 0), marks)
    return pieces(_shortened(text, max(0, first.start - BEFORE)), marks)


def html(found: Iterable[Piece]) -> SafeString:
    return format_html_join("", "{}", ((_marked(piece),) for piece in found))


def _marked(piece: Piece) -> SafeString | str:
    return format_html("<mark>{}</mark>", piece.text) if piece.is_found else piece.text


def _found(text: str, marks: Marks) -> Iterable[Placed]:
    return (each for each in placed_words(text) if marks.fit(each.word))


def _shortened(text: str, start: int) -> str:
    """Between words, on one line, with a sign where something is left out."""
    begin = text.find(" ", start) + 1 if start else 0
    rest = text[begin:]
    short = rest if len(rest) <= LONGEST else f"{rest[:LONGEST].rpartition(' ')[0]} {CUT}"
    return " ".join((f"{CUT} " * bool(begin) + short).split())

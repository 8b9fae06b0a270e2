"""Units that an English sentence names in words: "(art. 97 and 103 of the Code of Administrative Procedure, KPA)".

Tables of statuses cite so. An article without an act is of the act that goes without saying; of an act that the table
of acts does not have, nothing is said.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from procedures.law import acts, units
from procedures.law.acts import Act
from procedures.law.citations import Citation

BELOW = r"(?:\([0-9a-z]+\))"
UNIT = rf"\d+[a-z]*{BELOW}*(?:\s§\s\d+[a-z]*{BELOW}*)?"
PIECE = rf"(?:(?:[Aa]rt\.\s)?{UNIT}|{BELOW}+)"
NAMED = re.compile(rf"\b[Aa]rt\.\s({UNIT}(?:(?:,\s|\sand\s(?:of\s)?|\sor\s|–){PIECE})*)")
PIECES = re.compile(rf"(–?)(?:[Aa]rt\.\s)?({UNIT}|{BELOW}+)")
POLISH = re.compile(r"\bust\.|\bustaw|\bpkt\b")
ITS_RANGE = re.compile(r"^\s?\(\d+[a-z]*–\d+[a-z]*\)")  # of paragraphs: "art. 84(3–5)" is read as art. 84
UNKNOWN_ACT = re.compile(r"of (?:the )?[A-Z]")
END = re.compile(r"[);]|\.(?:\s[A-Z]|$)")  # of what an act is named for
BY_DAY = re.compile(r"\b(Act of \d+ \w+ \d{4})")
SHORT = re.compile(r"\b([A-Z]{3,})\b")  # KPA
BEFORE = re.compile(r"\b(Act of \d+ \w+ \d{4}|[A-Z]{3,}),?\s$")


@lru_cache(maxsize=4096)
def of(text: str) -> tuple[Citation, ...]:
    """Units that the index of an act does not have are left out: nobody has to guess what was meant."""
    if "rt." not in text or POLISH.search(text):
        return ()
    return tuple(dict.fromkeys(each for found in NAMED.finditer(text) for each in _named(text, found)))


def _named(text: str, found: re.Match[str]) -> Iterator[Citation]:
    act = _act(text[: found.start()], text[found.end() :])
    if act is None:
        return
    for unit in _units(found.group(1), act):
        if not act.is_read or unit in units.of(act.key):
            yield Citation(act.key, unit)


def _units(said: str, act: Act) -> Iterator[str]:
    before = ""
    for is_range, piece in PIECES.findall(said):
        unit = re.sub(r"\s§\s(\d+[a-z]*)", r"(\1)", piece)
        if unit.startswith("("):  # "187(6) and (7)": beside the one before it
            unit = f"{before.rpartition('(')[0]}{unit}"
        yield from _between(before, unit, act) if is_range else ()
        yield unit
        before = unit


def _between(first: str, last: str, act: Act) -> Iterator[str]:
    """Of a range, those that its ends leave out."""
    above = first.rpartition("(")[0]
    beside = [at for at in units.of(act.key) if at.rpartition("(")[0] == above]
    if first in beside and last in beside:
        yield from beside[beside.index(first) + 1 : beside.index(last)]


def _act(before: str, after: str) -> Act | None:
    """The act that is named after the articles or right before them, else the one that goes without saying."""
    following = " ".join(END.split(ITS_RANGE.sub("", after), maxsplit=1)[0].split())
    for act in acts.table().values():
        if act.after.split(",")[0] in following:
            return act
    named = BY_DAY.search(following) or SHORT.search(following) or BEFORE.search(before)
    if named:
        return next((act for act in acts.table().values() if named.group(1) in act.title), None)
    if UNKNOWN_ACT.match(following):
        return None
    return next(act for act in acts.table().values() if act.understood)

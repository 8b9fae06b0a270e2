"""What the law asks for or says, as pages show it: procedures and dated tables are full of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from procedures.law.citations import Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Something the law asks for, in a short title and a sentence.

    `key` names it among the rows of a family. `verified`: somebody read the units it rests on. `source` and
    `checked_on` are its own or the file's.
    """

    title: str
    text: str = ""
    law: tuple[Citation, ...]
    source: str
    checked_on: date
    verified: bool = False
    key: str = ""

    def __post_init__(self) -> None:
        if not self.title:
            raise ValueError("a claim has a title")
        judge(self.law, source=self.source, verified=self.verified)


def judge(law: Iterable[Citation], *, source: str, verified: bool) -> None:
    """Every claim rests on law and has a source; what nobody read is not verified. ValueError says what is wrong."""
    cited = tuple(law)
    if not cited:
        raise ValueError("a claim cites its law")
    if not source:
        raise ValueError("a claim has its source")
    if verified and (unread := [each.id for each in cited if not each.is_read]):
        raise ValueError(f"verified, but nobody read {', '.join(unread)}")

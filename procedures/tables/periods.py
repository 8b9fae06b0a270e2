"""How many days or months a unit of the law gives, where no rule counts them and no procedure has them as a term."""

from dataclasses import dataclass

from procedures.law import citations
from procedures.tables import counted, dated

OWN = ("days", "months")  # what a title calls its own number, besides the name that every text has for it


@dataclass(frozen=True, slots=True, kw_only=True)
class Period(dated.Lawful):
    """The title is a sentence that rests on it, and names its number or has none. Either days or months."""

    title: str
    days: int | None = None
    months: int | None = None

    def __post_init__(self) -> None:
        if (self.days is None) == (self.months is None):
            raise ValueError("has days or months, one of them")
        if self.number < 1:
            raise ValueError("is at least one")

    @property
    def number(self) -> int:
        return self.days or self.months or 0

    @property
    def said(self) -> str:
        """In the language of the reader, with its own number and its law."""
        named = next((each for each in (*OWN, counted.name_of(self.key)) if f"%({each})s" in self.title), "")
        words = counted.plural(self.title, named, self.number) if named else counted.said(self.title)
        return f"{words} ({citations.said(self.law)})"


def of_file() -> tuple[Period, ...]:
    """What is wrong in it stops the start, with its file and row."""
    return dated.of_file("periods.toml", "periods", Period)

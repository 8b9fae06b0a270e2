"""What a law page shows of its act or unit: its name, where its text is, whether it holds, what rests on it."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext as _

from procedures import catalogue
from procedures.citing import index, reached
from procedures.language.schema import Procedure
from procedures.law import acts, citations
from procedures.law.citations import Citation
from procedures.outlining.outline import Article
from procedures.tables import changes
from procedures.tables.changes import Changes


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLaw:
    text: str
    official: str  # what the act is called, in Polish
    journal: str
    url: str
    state: str  # empty where it is in force and was read
    read_on: date | None
    procedures: tuple[Procedure, ...]

    @property
    def titles(self) -> list[str]:
        return [_(each.title) for each in self.procedures]


def shown(act: str, unit: str) -> ShownLaw | None:
    """None where the portal cites the act no more."""
    if act not in acts.table():
        return None
    article = Article(Citation(act, unit))
    return ShownLaw(
        text=citations.held(article.text),
        official=article.act.official,
        journal=article.act.journal,
        url=article.act.url,
        state=article.state if unit else "",
        read_on=article.act.state,
        procedures=_resting(article.citation, changes.current(), catalogue.FORMS),
    )


@lru_cache(maxsize=256)
def _resting(citation: Citation, _changes: Changes, _forms: Path) -> tuple[Procedure, ...]:
    """Of a whole act it takes some 50 ms; the facts of the day and the definitions it is of are part of the key."""
    touched = index.of(citation)
    return tuple(reached.procedures_of((*touched.own, *touched.parts)))


def act_choices() -> list[tuple[str, str]]:
    return [("", "---"), *((key, _(act.title)) for key, act in acts.table().items())]


def fault(act: str, unit: str) -> dict[str, str]:
    """What is wrong with what an editor named, by field."""
    if act not in acts.table():
        return {"act": _("Choose an act of the list.")}
    article = Article(Citation(act, unit))
    if unit and (not article.is_written_well or article.exists is False):
        return {"unit": _("The act has no such unit. Write it as in 114(1)(2).")}
    return {}

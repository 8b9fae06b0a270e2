"""The list of dated facts: what waits or comes first, the rest by its kind; filtered by GET, without JavaScript."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from procedures import catalogue, resting
from procedures.resting import FactKey
from procedures.tables import offices, towns

PROCEDURE, OFFICE = "procedure:", "office:"


@dataclass(frozen=True, slots=True, kw_only=True)
class ComingValue:
    day: date
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedFact:
    """A line: what it is, what it says today, whether an entry of it waits, and what comes."""

    kind: str
    name: str
    label: str
    value: str
    source: str
    key: str
    url: str
    waits: bool = False
    coming: tuple[ComingValue, ...] = ()

    @property
    def is_news(self) -> bool:
        return self.waits or bool(self.coming)

    @property
    def words(self) -> set[str]:
        return set(towns.words(f"{self.name} {self.label} {self.value} {self.source} {self.key}"))


@dataclass(frozen=True, slots=True, kw_only=True)
class FactGroup:
    """All of one kind; folded, until somebody looks for something."""

    name: str
    rows: list[ListedFact] = field(default_factory=list)


class FactFilter(forms.Form):
    q = forms.CharField(label=gettext_lazy("Words"), required=False, max_length=100)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of fact"), required=False)
    of = forms.ChoiceField(label=gettext_lazy("Procedure or office"), required=False)

    def __init__(self, kinds: Mapping[str, str | Promise], data: QueryDict) -> None:
        super().__init__(data)
        anything = [("", _("All"))]
        self.fields["kind"].choices = [*anything, *kinds.items()]  # type: ignore[attr-defined]  # a choice field
        self.fields["of"].choices = [*anything, *_whose()]  # type: ignore[attr-defined]  # as above

    @property
    def is_used(self) -> bool:
        return self.is_valid() and any(self.cleaned_data.values())

    def takes(self) -> Callable[[ListedFact], bool]:
        """Words may be begun; each has to be there."""
        asked = self.cleaned_data if self.is_valid() else {}
        wanted, kind, is_of = towns.words(asked.get("q", "")), asked.get("kind", ""), _is_of(asked.get("of", ""))

        def takes(row: ListedFact) -> bool:
            if (kind and row.kind != kind) or not is_of((row.kind, row.key)):
                return False
            return all(any(word.startswith(each) for word in row.words) for each in wanted)

        return takes


def grouped(rows: Iterable[ListedFact]) -> tuple[list[ListedFact], list[FactGroup]]:
    """What waits or comes, and the others by kind."""
    news: list[ListedFact] = []
    groups: dict[str, FactGroup] = {}
    for row in rows:
        if row.is_news:
            news.append(row)
        else:
            groups.setdefault(row.kind, FactGroup(name=row.name)).rows.append(row)
    return sorted(news, key=lambda row: not row.waits), list(groups.values())


def _whose() -> list[tuple[str, list[tuple[str, str]]]]:
    procedures = [(f"{PROCEDURE}{each.key}", _(each.title)) for each in catalogue.procedures()]
    return [
        (_("Procedures"), procedures),
        (_("Offices"), [(f"{OFFICE}{each.key}", _(each.label)) for each in offices.table()]),
    ]


def _is_of(whose: str) -> Callable[[FactKey], bool]:
    if whose.startswith(PROCEDURE):
        return resting.of_procedure(catalogue.procedure(whose.removeprefix(PROCEDURE))).__contains__
    if whose.startswith(OFFICE):
        return lambda fact: resting.is_of_office(fact, whose.removeprefix(OFFICE))
    return lambda _fact: True

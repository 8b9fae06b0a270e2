"""Whoever cites a unit of the law is found: in every table and definition, by one walk."""

import importlib
import pkgutil
import re
import shutil
import tomllib
import typing
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, is_dataclass
from pathlib import Path
from typing import Any

import pytest

import procedures
from procedures import catalogue, declared
from procedures.citing import index
from procedures.citing.index import CitingPlace
from procedures.language import trees
from procedures.language.rules import RULES
from procedures.law import acts
from procedures.law.citations import Citation
from tests.procedures import test_mistakes
from tests.procedures.citing import conftest

tree = test_mistakes.tree  # every definition and table, to be spoiled
PLANTED = Citation("kpa", "9")
LIST = re.compile(r"\b(?:law|summed) = \[")
KPA = "of the Code of Administrative Procedure, KPA"
# What is made of declarations for somebody, on a day: not declared itself
MADE = {"LawFacts", "Shortfall", "UnitDays", "Deadline", "SaidStep", "CitingPlace", "FoundCitation", "Touched"}
MADE |= {"CitedUnit", "ToldPlace", "Article", "Lawful", "Claim"}
MADE |= {"Former"}  # no form has a version before its newest yet


def cited(citation: Citation) -> list[CitingPlace]:
    return list(index.places().get(citation, ()))


def read_again() -> None:
    test_mistakes._forget()
    catalogue.tree.cache_clear()
    conftest.forget()


def lists_in(value: Any) -> Iterator[str]:
    """Every reference of a TOML file, wherever it stands."""
    if isinstance(value, Mapping):
        for name, each in value.items():
            if name in ("law", "summed") and isinstance(each, list):
                yield from each
            else:
                yield from lists_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from lists_in(each)


def test_every_reference_of_every_file_is_in_the_index() -> None:
    found = {each.id for each in index.places()}
    files = [path for path in catalogue.ROOT.rglob("*.toml") if path.parent.name != "law"]
    written = {path: set(lists_in(tomllib.loads(path.read_text()))) for path in files}
    assert len(set().union(*written.values())) > 500
    assert {path: lost for path, units in written.items() if (lost := units - found)} == {}


def test_a_unit_planted_in_every_row_is_found_in_every_row(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert cited(PLANTED) == []
    shutil.copytree(trees.ROOT, tree / "trees", ignore=shutil.ignore_patterns("*.py"))
    monkeypatch.setattr(trees, "ROOT", tree / "trees")
    planted = Counter[tuple[str, str]]()
    for path in tree.rglob("*.toml"):
        text, count = LIST.subn(lambda found: f'{found.group()}"{PLANTED.id}", ', path.read_text())
        path.write_text(text)
        planted[place_of(path.relative_to(tree))] += count
    read_again()
    found = Counter(("tables" if each.kind in declared.TABLES else each.kind, file_of(each)) for each in cited(PLANTED))
    # A definition has the rows of its family besides its own
    assert {place: count for place, count in planted.items() if found[place] < count} == {}
    assert {("tables", "fees"), ("tables", "steps"), ("tree", "which-procedure"), ("form", "letter")} <= set(found)


FOLDERS = {"definitions": declared.PROCEDURE, "families": declared.FAMILY, "forms": declared.FORM}
FOLDERS |= {"trees": declared.TREE, "sentences": declared.FORM}


def place_of(path: Path) -> tuple[str, str]:
    kind = FOLDERS.get(path.parts[0], "tables")
    return kind, path.parent.name if kind == declared.FORM else path.stem


def file_of(place: CitingPlace) -> str:
    return {"deadlines": "rules"}.get(place.kind, place.key)


def test_a_unit_that_a_status_names_in_words_is_found(tree: Path) -> None:
    path = tree / "tables" / "statuses" / "temporary-residence.toml"
    path.write_text(path.read_text().replace("(art.\N{NO-BREAK SPACE}225e)", f"(art.\N{NO-BREAK SPACE}9 {KPA})"))
    read_again()
    found = cited(PLANTED)
    assert {(each.kind, each.key, each.in_words) for each in found} == {("statuses", "temporary-residence", True)}
    assert len(found) == 2  # what is said of it, and what there is to do


@dataclass(frozen=True)
class Inner:
    resting_on: tuple[Citation, ...]


@dataclass(frozen=True)
class NewRow:
    key: str
    by_name: Mapping[str, Inner]
    one: Inner | None = None


@pytest.mark.parametrize(
    "row",
    [
        NewRow("in-a-mapping", {"a": Inner(()), "b": Inner((PLANTED,))}),
        NewRow("in-a-part", {}, Inner((PLANTED,))),
        {"in-a-mapping-of-rows": Inner((PLANTED,))},
        [Inner((PLANTED,))],
    ],
)
def test_a_new_table_is_covered_by_itself(monkeypatch: pytest.MonkeyPatch, row: object) -> None:
    monkeypatch.setattr(declared, "TABLES", {**declared.TABLES, "new": lambda: (row,)})
    monkeypatch.setattr(index, "TABLES", declared.TABLES)
    (found,) = cited(PLANTED)
    assert (found.kind, found.part) == ("new", Inner((PLANTED,)))


def test_every_kind_of_row_that_has_law_is_met_by_the_walk() -> None:
    met = {type(each.part).__name__ for every in index.places().values() for each in every}
    assert classes_with_law() - MADE - met == set()


def classes_with_law() -> set[str]:
    modules = [importlib.import_module(each.name) for each in pkgutil.walk_packages(procedures.__path__, "procedures.")]
    made = {each for module in modules for each in vars(module).values() if isinstance(each, type)}
    ours = [each for each in made if is_dataclass(each) and each.__module__.startswith("procedures")]
    return {each.__name__ for each in ours if any("Citation" in str(hint) for hint in hints(each))}


def hints(made: type) -> list[Any]:
    return list(typing.get_type_hints(made).values())


def test_a_check_of_answers_rests_on_its_rule_where_it_says_no_law_itself() -> None:
    (unit, *_others) = RULES["not-expired"].law
    kinds = {each.kind for each in cited(unit)}
    assert {"form", index.NAMED_RULES} <= kinds


def test_a_part_and_the_whole_are_shown_separately() -> None:
    touched = index.of(Citation("foreigners", "108(1)"))
    assert {each.citation.unit for each in touched.own} == {"108(1)"}
    assert "108(1)(2)" in {each.citation.unit for each in touched.parts}
    assert {each.citation.unit for each in touched.parts} <= {"108(1)(1)", "108(1)(2)"}
    assert {each.citation.unit for each in touched.whole} == {"108"}


def test_a_number_that_begins_alike_is_another_article() -> None:
    assert {each.citation.unit for each in index.of(Citation("foreigners", "106")).every} >= {"106(3)"}
    assert not {each for each in index.of(Citation("foreigners", "106")).every if each.citation.unit.startswith("106a")}
    assert not index.is_within(Citation("r553", "annex 10"), Citation("r553", "annex 1"))
    assert not index.is_within(Citation("foreigners", "106a"), Citation("foreigners", "106"))
    assert not index.is_within(Citation("kpa", "10(1)"), Citation("foreigners", "10"))


def test_the_whole_act_is_touched_by_each_of_its_units() -> None:
    assert list(index.wholes(Citation("r530", "§2(1)"))) == [Citation("r530", "§2"), Citation("r530")]
    touched = index.of(Citation("r530", "§2(1)"))
    assert {each.citation for each in touched.whole} == {Citation("r530")}


def test_units_stand_in_the_order_of_the_law() -> None:
    named = [each.citation.unit for each in index.cited_units(acts.table()["foreigners"])]
    assert named.index("8(2)") < named.index("100(1)(3)") < named.index("106") < named.index("106a(1)") < len(named)
    of_regulation = [each.citation.unit for each in index.cited_units(acts.table()["r553"])]
    assert of_regulation.index("§6") < of_regulation.index("annex 1")
    unread = [each.citation.unit for each in index.cited_units(acts.table()["special"])]
    assert unread == sorted(unread, key=index.by_number)


def test_a_unit_that_only_unverified_claims_cite_is_marked() -> None:
    of_act = {each.citation.unit: each for each in index.cited_units(acts.table()["foreigners"])}
    assert not of_act["108"].is_unverified
    marked = [each for each in of_act.values() if each.is_unverified]
    assert marked
    assert all(place.is_unverified for each in marked for place in each.places)
    assert all(each.is_unverified for each in index.cited_units(acts.table()["special"]))  # nobody read it


def test_a_place_says_when_it_was_checked_by_the_row_or_else_the_file() -> None:
    found = [each for each in cited(Citation("foreigners", "108")) if each.kind == "procedure" and not each.trail]
    days = {each.key: each.checked_on for each in found}
    assert days["temporary-work"] == catalogue.procedure("temporary-work").checked_on
    (stay,) = [each for each in cited(Citation("foreigners", "108(8)")) if each.kind == "procedure"]
    assert stay.checked_on == stay.part.checked_on


def test_acts_are_counted_with_their_units() -> None:
    counts = index.cited_acts()
    assert list(counts) == list(acts.table().values())
    assert sum(counts.values()) == len(index.places())

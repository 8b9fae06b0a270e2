"""Each place that cites a unit is told in words, and leads to the part of the outline in which it is read."""

from collections.abc import Iterator

import pytest
from django.utils import timezone, translation

from procedures import catalogue
from procedures.citing import index, reached, telling
from procedures.citing.reached import OutlinePlace
from procedures.citing.telling import ToldFile, ToldPlace
from procedures.declared import FORM, PROCEDURE
from procedures.law.citations import Citation
from procedures.outlining import forms, trees
from procedures.outlining import procedures as procedures_outlined
from procedures.outlining.outline import Outline, OutlinePart


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def outline(place: OutlinePlace) -> Outline:
    if place.kind == FORM:
        return forms.of(catalogue.form(place.key, place.version))
    if place.kind == PROCEDURE:
        return procedures_outlined.of(catalogue.procedure(place.key), on=timezone.localdate())
    return trees.of(catalogue.tree(place.key))


def anchors(parts: tuple[OutlinePart, ...]) -> Iterator[str]:
    for part in parts:
        yield part.anchor
        yield from anchors(part.parts)


def files(unit: str, kind: str) -> list[ToldFile]:
    act, _colon, at = unit.partition(":")
    touched = index.of(Citation(act, at))
    return [file for each in telling.told(touched.own) if each.title == telling.KINDS[kind] for file in each.files]


def words(place: ToldPlace) -> str:
    return " › ".join(each.text for each in place.where)


def test_every_link_leads_to_a_part_of_an_outline_that_cites_the_unit() -> None:
    wanted: dict[tuple[str, str, str], set[str]] = {}
    for places in index.places().values():
        for each in places:
            for at in reached.outlines_of(each):
                if at.anchor:
                    wanted.setdefault((at.kind, at.key, at.version), set()).add(at.anchor)
    assert len(wanted) > 50
    lost = {}
    for (kind, key, version), found in wanted.items():
        made = outline(OutlinePlace(kind=kind, key=key, version=version))
        lost[kind, key, version] = found - set(anchors(made.parts))
    assert {place: each for place, each in lost.items() if each} == {}


def test_every_place_is_told_in_words_and_in_a_kind_that_has_a_name() -> None:
    for places in index.places().values():
        for kind in telling.told(places):
            assert kind.title in [str(each) for each in telling.KINDS.values()]
            assert all(words(place) for file in kind.files for place in file.places)


def test_what_a_family_says_is_told_once_with_all_who_have_it() -> None:
    touched = index.of(Citation("foreigners", "108"))
    (law,) = [place for file in files("foreigners:108", "family") for place in file.places if not place.in_words]
    shown = {title for _at, title in law.read_at}
    assert {"Temporary residence for studies", "EU Blue Card"} <= shown
    assert "Temporary residence for studies" not in {file.title for file in files("foreigners:108", "procedure")}
    assert catalogue.procedure("studies") in reached.procedures_of(touched.own)


def test_a_row_that_a_definition_says_otherwise_is_its_own() -> None:
    (file,) = [
        each for each in files("foreigners:8(2)", "procedure") if each.title == "Temporary residence for studies"
    ]
    assert "Documents › Proof of means" in [words(each) for each in file.places]


def test_what_a_definition_leaves_out_is_not_said_of_it() -> None:
    row = next(each for each in family_rows() if each.trail[0].item.get("key") == "refused-not-notified")
    has = {each.key for each in reached.procedures_of([row])}
    assert "temporary-work" in has
    assert not {"studies", "family"} & has  # without it


def family_rows() -> list[index.CitingPlace]:
    return [each for places in index.places().values() for each in places if each.kind == "family" and each.trail]


def test_a_fee_leads_to_the_procedures_that_cost_it() -> None:
    of_fee = files("docfees:§2(1)(a)", "fees")
    read_at = [at for file in of_fee for place in file.places for at, _title in place.read_at]
    assert read_at
    assert all(at.anchor.startswith(("fee-", "relief-")) for at in read_at)


def test_news_of_a_case_are_said_of_the_procedures_whose_table_has_them() -> None:
    (file,) = [each for each in files("foreigners:225e", "statuses") if each.title == "temporary-residence"]
    assert "Temporary residence for studies" in {title for _at, title in file.said_of}
    assert all(place.in_words for place in file.places)


def test_an_annex_reaches_the_procedures_that_ask_for_it() -> None:
    of_annex = [each for places in index.places().values() for each in places if each.key == "annex1-employer"]
    assert catalogue.procedure("temporary-work") in reached.procedures_of(of_annex)
    assert catalogue.procedure("studies") not in reached.procedures_of(of_annex)


def test_it_is_told_in_the_language_of_the_reader() -> None:
    with translation.override("pl"):
        (kind, *_others) = telling.told(index.places()[Citation("foreigners", "108(1)(2)")])
        assert kind.title == str(telling.KINDS["procedure"]) != "Procedures"
        assert {place.unit for file in kind.files for place in file.places} == {"art. 108 ust. 1 pkt 2"}

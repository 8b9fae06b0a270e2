"""A reference to the law leads to a unit that is in force, and every reader gets it as written in their language."""

import json
import re
from pathlib import Path

import polib
import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from procedures.law import acts, citations, units
from procedures.law.citations import Citation
from procedures.law.units import Unit

LOCALE = Path(__file__).parents[2] / "locale"
MANNERS = {
    "foreigners:114(1)(1)": (
        "art. 114 ust. 1 pkt 1", "art. 114(1)(1)", "ст. 114 ч. 1 п. 1", "المادة 114 الفقرة 1 البند 1"
    ),
    "foreigners:117(2)(a)": (
        "art. 117 pkt 2 lit. a", "art. 117(2)(a)", "ст. 117 п. 2 літ. a", "المادة 117 البند 2 الحرف a"
    ),
    "foreigners:106d": ("art. 106d", "art. 106d", "ст. 106d", "المادة 106d"),
    "kpa:261(1)": ("art. 261 § 1", "art. 261 § 1", "ст. 261 § 1", "المادة 261 § 1"),
    "r553:§6": ("§ 6", "§ 6", "§ 6", "§ 6"),
    "r553:annex 8": ("załącznik nr 8", "annex 8", "додаток 8", "الملحق 8"),
    "foreigners:2(3)": ("art. 2(3)", "art. 2(3)", "ст. 2(3)", "المادة 2(3)"),
}  # fmt: skip
NBSP = "\N{NO-BREAK SPACE}"
BEFORE, AFTER = 30, 60  # signs within which a sentence says which act
MENTION = re.compile(r"\bart\. (\d+[a-z]*)((?:\(\w+\))*)(?: § (\d+\w*))?")  # in a sentence of ours
OTHER = {"KPA": "kpa", "Code of Administrative Procedure": "kpa", "20 March 2025": "work", "12 March 2022": "special"}


def mentioned(sentence: str) -> list[Citation]:
    """The units that an English sentence of ours names: of the Act on foreigners, unless it says another one."""
    found = []
    plain = sentence.replace(NBSP, " ")
    for match in MENTION.finditer(plain):
        article, below, section = match.groups()
        near = plain[max(0, match.start() - BEFORE) : match.end() + AFTER]
        act = next((key for words, key in OTHER.items() if words in near), "foreigners")
        found.append(Citation(act, article + below + (f"({section})" if section else "")))
    return found


@pytest.mark.parametrize("text", MANNERS)
def test_every_reader_gets_the_manner_of_their_language(text: str) -> None:
    found = Citation.read(text)
    said = []
    for language in ("pl", "en", "uk", "ar"):
        with translation.override(language):
            said.append(str(found))
    assert (found.id, tuple(said)) == (text, MANNERS[text])


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("foreigners:114(1)(2)", "foreigners:114(1)(2) is repealed"),
        ("foreigners:99(1a)", "foreigners:99(1a) does not exist"),
        ("ppsa:65a", "ppsa:65a is future"),
        ("aliens:1", "aliens:1: law/acts.toml has no act 'aliens'"),
        ("foreigners:art. 114", "foreigners:art. 114: a unit is written like 114(1)(1), §6 or annex 8"),
        (114, "a reference is text like foreigners:114(1)(1), not 114"),
    ],
)
def test_what_leads_nowhere_is_refused(text: object, wrong: str) -> None:
    with pytest.raises(ValueError, match=re.escape(wrong)):
        Citation.read(text)


@pytest.mark.parametrize(
    ("law", "wrong"),
    [
        ("foreigners:105", "law is a list of references, not 'foreigners:105'"),
        (["foreigners:105", "foreigners:105"], "a reference stands twice"),
    ],
)
def test_law_is_a_list_of_different_references(law: object, wrong: str) -> None:
    with pytest.raises(ValueError, match=re.escape(wrong)):
        citations.read(law)


@pytest.mark.parametrize(
    ("law", "said"),
    [
        (["foreigners:114(1)(3)", "work:31(3)"],
         "art. 114(1)(3); art. 31(3) of the Act of 20 March 2025 on entrusting work to foreigners"),
        (["kpa:127", "kpa:129"], "art. 127, art. 129 of the Code of Administrative Procedure, KPA"),
        (["stampduty"], "Act of 16 November 2006 on stamp duty"),
    ],
)  # fmt: skip
def test_units_are_said_with_their_act_unless_readers_know_it(law: list[str], said: str) -> None:
    with translation.override("en"):
        assert citations.said(citations.read(law)) == said


def test_a_legal_basis_is_a_line_an_act() -> None:
    with translation.override("en"):
        assert citations.by_act(citations.read(["foreigners:114", "kpa:129", "foreigners:105", "stampduty"])) == [
            "Act of 12 December 2013 on foreigners: art. 114, art. 105",
            "Code of Administrative Procedure, KPA: art. 129",
            "Act of 16 November 2006 on stamp duty",
        ]


def test_a_row_shows_its_law_whatever_became_of_it() -> None:
    """What was owed under a unit that is repealed since was owed."""
    was = (Citation("foreigners", "114(1)(2)"), Citation("docfees", "§2(1)(a)"))
    assert citations.kept(citations.written(was)) == was
    assert citations.kept("forgotten:1; docfees:§2(1)(a)") == was[1:]
    assert citations.kept("") == ()


@pytest.mark.parametrize("act", [each.key for each in acts.table().values() if each.is_read])
def test_every_act_that_was_read_has_its_index(act: str) -> None:
    found = units.of(act)
    assert found
    assert all(unit.at == at and unit.kind in units.KINDS for at, unit in found.items())


def test_an_act_that_nobody_read_verifies_nothing() -> None:
    assert [Citation.read(each).is_read for each in ("special:100d", "foreigners:2(3)", "foreigners:105")] == [
        False,
        False,
        True,
    ]


def test_the_index_is_made_of_a_folder_of_texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "units").mkdir()
    monkeypatch.setattr(units, "FOLDER", tmp_path / "units")
    (tmp_path / "index.json").write_text(
        json.dumps({"acts": {"kpa": {"1": {"1": {"repealed": False}, "1(2)": {"repealed": True}}}}})
    )
    (tmp_path / "kpa.json").write_text(json.dumps({"articles": [{"units": [{"at": "1", "kind": "art"}]}]}))
    call_command("law_units", tmp_path)
    lines = (tmp_path / "units" / "kpa.txt").read_text().splitlines()
    assert [units.read(line) for line in lines] == [Unit("1", "art"), Unit("1(2)", "-", "repealed")]
    with pytest.raises(CommandError, match=r"has no index\.json"):
        call_command("law_units", tmp_path / "nowhere")


def test_a_line_that_is_no_unit_is_refused() -> None:
    with pytest.raises(ValueError, match="no unit of the law: '114 article'"):
        units.read("114 article")


def mistakes_of_citations(sentence: str) -> list[str]:
    found = []
    for each in mentioned(sentence):
        try:
            Citation.read(each.id)
        except ValueError as error:
            found.append(str(error))
    return found


def test_every_sentence_of_ours_names_units_that_are_in_force() -> None:
    sentences = [entry.msgid for entry in polib.pofile(str(LOCALE / "pl" / "LC_MESSAGES" / "django.po"))]
    assert sum(bool(mentioned(each)) for each in sentences) > 40
    assert {each: mistakes_of_citations(each) for each in sentences if mistakes_of_citations(each)} == {}


def test_a_sentence_that_names_a_repealed_unit_is_found() -> None:
    assert mistakes_of_citations("You need insurance (art. 114(1)(2)); abroad you cannot apply (art. 99(1a)).") == [
        "foreigners:114(1)(2) is repealed",
        "foreigners:99(1a) does not exist",
    ]

"""Outlines for lawyers: all that a definition says is in them, in words, with its law and what nobody has compared."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from django.utils import translation

from procedures import catalogue, facts, lasting
from procedures.language.schema import Field, Form, Procedure, Term
from procedures.law.citations import Citation
from procedures.outlining import forms, procedures, trees
from procedures.outlining.inheritance import Inheritance, Origin
from procedures.outlining.outline import FORM, PROCEDURE, Article, Line, Outline, OutlinePart
from procedures.tables import counted, fees

DAY = date(2026, 11, 28)
FORMS = [(key, version) for key in catalogue.forms() for version in catalogue.versions(key)]
PROCEDURES = [each.key for each in catalogue.procedures()]


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def of_procedure(key: str) -> Outline:
    return procedures.of(catalogue.procedure(key), on=DAY)


def of_all() -> list[Outline]:
    found = [forms.of(catalogue.form(key, version)) for key, version in FORMS]
    found += [of_procedure(key) for key in PROCEDURES]
    return found + [trees.of(catalogue.tree(key)) for key in catalogue.tree_keys()]


def parts(outline: Outline) -> Iterator[OutlinePart]:
    def below(part: OutlinePart) -> Iterator[OutlinePart]:
        yield part
        for each in part.parts:
            yield from below(each)

    for part in outline.parts:
        yield from below(part)


def lines(outline: Outline) -> Iterator[Line]:
    yield from outline.lines
    for part in outline.parts:
        yield from part.all_lines()


def part(outline: Outline, anchor: str) -> OutlinePart:
    (found,) = [each for each in parts(outline) if each.anchor == anchor]
    return found


def said(found: OutlinePart, name: str) -> list[str]:
    return [line.text for line in found.lines if line.name == name]


@pytest.mark.parametrize("language", ["en", "pl", "uk", "ar"])
def test_every_line_and_part_says_something_and_leads_somewhere(language: str) -> None:
    with translation.override(language):
        for outline in of_all():
            anchors = [each.anchor for each in parts(outline)]
            assert len(anchors) == len(set(anchors)), outline.key
            assert [each.anchor for each in parts(outline) if not each.title] == []
            assert [each for each in lines(outline) if not each.name or each.is_empty] == []
            assert {each.anchor for each in lines(outline) if each.anchor} <= set(anchors), outline.key
            for target in [each.target for each in lines(outline) if each.target]:
                assert target.key in (catalogue.forms() if target.kind == FORM else PROCEDURES)


@pytest.mark.parametrize(("key", "version"), FORMS)
def test_every_question_stands_in_the_outline_of_its_form(key: str, version: str) -> None:
    form = catalogue.form(key, version)
    outline = forms.of(form)
    for step, field in form.fields():
        found = part(outline, f"question-{field.key}")
        assert found in part(outline, f"step-{step.key}").parts
        assert found.title == (field.official or field.label)
        for option in field.options:
            (line,) = [each for each in found.lines if each.name == f"Answer {option.code}"]
            assert option.official in line.text
            assert option.label in (line.note or line.text)
        told = said(found, "Told to the register as")
        assert told == ([] if field.helper or not form.is_told else [field.path])
        assert bool(said(found, "Asked when")) is (field.when is not None)
        assert {sub.key for sub in field.fields} <= {each.anchor.rpartition("-")[2] for each in found.parts}


@pytest.mark.parametrize(("key", "version"), FORMS)
def test_declarations_and_instructions_stand_word_for_word(key: str, version: str) -> None:
    form = catalogue.form(key, version)
    outline = forms.of(form)
    for each in form.declarations:
        found = part(outline, f"declaration-{each.key}")
        assert (found.title, found.is_polish) == (each.official, True)
        assert [article.citation for article in found.lines[-1].law] == list(each.law)
    if form.instructions:
        assert [line.text for line in part(outline, "instructions").lines] == list(form.instructions)
    assert {f"annex-{each.form}" for each in form.annexes} <= {each.anchor for each in parts(outline)}


def test_boxes_of_a_list_are_told_under_its_name() -> None:
    outline = forms.of(catalogue.form("temporary-residence"))
    paths = {line.text for line in lines(outline) if line.is_code}
    listed: list[Field] = [each for _s, each in catalogue.form("temporary-residence").fields() if each.kind == "list"]
    assert listed
    assert {f"{each.path}[].{sub.path}" for each in listed for sub in each.fields if not sub.helper} <= paths


@pytest.mark.parametrize("key", PROCEDURES)
def test_every_claim_stands_in_the_outline_with_its_law(key: str) -> None:
    procedure = catalogue.procedure(key)
    outline = of_procedure(key)
    cited = {article.citation for act in outline.cited for article in act.articles}
    titles = {each.title for each in parts(outline)}
    assert {
        lasting.title(each) if isinstance(each, Term) else counted.said(each.title) for each in procedure.claims()
    } <= titles
    assert {each.because for each in procedure.reliefs} | {each.label for each in procedure.documents} <= titles
    assert {counted.official(each.official) for each in procedure.instruction} <= titles
    assert {unit for claim in procedure.claims() for unit in claim.law} | set(procedure.law) <= cited
    assert {unit for each in procedure.documents for unit in each.law} <= cited


@pytest.mark.parametrize("key", PROCEDURES)
def test_what_is_unverified_is_marked_and_counted(key: str) -> None:
    procedure = catalogue.procedure(key)
    rows = [row for charge in procedure.fees for row in fees.table() if row.key == charge.fee]
    said_of_all = facts.of(procedure, on=DAY).statements
    marks = [each.verified for each in procedure.claims()] + [each.verified for each in procedure.documents]
    marks += [each.verified for each in procedure.reliefs] + [each.verified for each in procedure.instruction]
    marks += [each.verified for each in rows] + [each.verified for each in said_of_all]
    assert of_procedure(key).unverified == marks.count(False)


def test_a_claim_that_nobody_compared_is_marked_at_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    procedure = catalogue.procedure("temporary-work")
    before = procedures.of(procedure, on=DAY)
    first, *others = procedure.conditions
    doubted: Procedure = replace(procedure, conditions=(replace(first, verified=False), *others))
    outline = procedures.of(doubted, on=DAY)
    assert outline.unverified == before.unverified + 1
    assert [each.is_unverified for each in part(outline, "conditions").parts] == [True, *[False] * len(others)]


def test_a_provisional_form_says_so() -> None:
    form: Form = replace(catalogue.form("temporary-residence"), provisional=True)
    outline = forms.of(form)
    assert outline.unverified == forms.of(catalogue.form("temporary-residence")).unverified + 1
    assert "Nobody has compared it" in next(line.text for line in outline.lines if line.name == "State")


def test_documents_fees_and_deciders_say_when_they_hold() -> None:
    studies = of_procedure("studies")
    assert said(part(studies, "document-passport"), "When") == [
        "the answer to “Which document do you have?” is “A passport or another travel document”"
    ]
    business = of_procedure("business")
    (when,) = said(part(business, "document-annex1"), "When")
    assert "the answer to “What is the main purpose of your stay?” is “Work”" in when
    family = of_procedure("family")
    assert said(part(family, "authority-family-abroad"), "When") == ["the answer to “Are you in Poland now?” is “No”"]
    rows = part(studies, "fee-card").parts
    assert [each.title for each in rows] == ["100\N{NO-BREAK SPACE}zł, 29 July 2022 –"]


def test_what_a_family_shares_is_told_from_what_is_changed_here() -> None:
    studies = of_procedure("studies")
    assert said(part(studies, "document-photo"), "Said by") == ["the family"]
    assert said(part(studies, "document-annex5"), "Said by") == ["this procedure alone"]
    assert said(part(studies, "document-insurance"), "Said by") == ["the family, changed here"]
    (before,) = [line for line in part(studies, "document-insurance").lines if line.name == "The family says"]
    assert [article.citation.id for article in before.law] == ["foreigners:106d(2)", "foreigners:106f"]


def test_each_row_has_its_origin() -> None:
    shared = {"conditions": [{"key": "a", "title": "A"}, {"key": "b", "title": "B"}], "deadline": {"title": "D"}}
    raw = {"conditions": [{"key": "b", "title": "Other"}, {"title": "Own"}], "without": ["a"]}
    found = Inheritance(family="f", raw=raw, shared=shared)
    assert found.origin("conditions", "a") == Origin.FAMILY
    assert found.origin("conditions", "b") == Origin.CHANGED
    assert found.origin("conditions", "c") == Origin.OWN
    assert found.origin("deadline") == Origin.FAMILY
    assert found.before("conditions", "b") == {"title": "B"}
    assert found.before("conditions", "a") == {}
    assert [row["key"] for row in found.left_out()] == ["a"]


def test_every_answer_of_a_tree_leads_on() -> None:
    for key in catalogue.tree_keys():
        tree = catalogue.tree(key)
        outline = trees.of(tree)
        for question in tree.questions.values():
            found = part(outline, f"question-{question.key}")
            answers = [line for line in found.lines if line.anchor or line.target]
            assert len(answers) == len(question.answers)
            for line, answer in zip(answers, question.answers, strict=True):
                anchors = {f"question-{answer.to}", f"outcome-{answer.to}"}
                assert line.anchor in anchors if line.anchor else (line.target and line.target.key == answer.to)
                assert line.target is None or line.target.kind == PROCEDURE


def test_an_answer_that_goes_on_into_a_form_is_called_as_that_form_calls_it() -> None:
    outline = trees.of(catalogue.tree("which-procedure"))
    (line,) = [each for each in part(outline, "question-lawful").lines if each.name.startswith("Document of another")]
    assert "“Document of another Schengen state that lets you enter and stay”" in line.note


@pytest.mark.parametrize(
    ("unit", "text", "state"),
    [
        (Citation("foreigners", "114(1)(1)"), "art. 114(1)(1)", ""),
        (Citation("kpa", "129(2)"), "art. 129 § 2 of the Code of Administrative Procedure, KPA", ""),
        (Citation("stampduty", "1"), "art. 1", "nobody read it"),
    ],
)
def test_an_article_names_its_unit_and_the_address_of_its_act(unit: Citation, text: str, state: str) -> None:
    article = Article(unit)
    assert article.text.replace("\N{NO-BREAK SPACE}", " ").startswith(text)
    assert article.state == state
    assert article.act.url.startswith("https://eli.gov.pl/")

"""The documents of a person, from their answers."""

from datetime import date

import pytest
from django.utils import translation

from procedures import catalogue, checklist, facts
from procedures.checklist import Listed
from procedures.language.schema import NONE, Answers, Enclosure

PASSPORT, OTHER = {"docChoice": "travelDoc"}, {"docChoice": "identityDoc"}


def listed(key: str, answers: Answers, *reliefs: str, represented: str = "") -> list[Listed]:
    procedure, form = catalogue.procedure(key), catalogue.form_of(key)
    given = {**procedure.preset, **answers}
    return checklist.of(procedure, form, given, reliefs=reliefs, represented=represented)


def keys(found: list[Listed]) -> list[str]:
    return [each.document.key for each in found]


def test_either_the_passport_or_another_document_and_both_are_open_before_the_answer() -> None:
    both = {each.document.key: each.is_open for each in listed("temporary-work", {})}
    assert (both["passport"], both["identity-document"], both["photo"]) == (True, True, False)
    assert {"passport", "identity-document"} & set(keys(listed("temporary-work", PASSPORT))) == {"passport"}
    assert {"passport", "identity-document"} & set(keys(listed("temporary-work", OTHER))) == {"identity-document"}


@pytest.mark.parametrize(
    ("answers", "is_asked"), [({"businessByOffice": True}, True), ({"businessByOffice": False}, False)]
)
def test_annex_is_asked_of_those_whose_answers_ask_for_it(answers: Answers, is_asked: bool) -> None:
    assert ("annex1" in keys(listed("business", answers))) is is_asked


def test_evidence_of_a_relief_is_asked_of_those_who_claim_it() -> None:
    assert "financial-situation" not in keys(listed("temporary-work", PASSPORT))
    assert "financial-situation" in keys(listed("temporary-work", PASSPORT, "hardship"))
    known = facts.of(catalogue.procedure("temporary-work"), on=date(2026, 11, 28))
    assert [each.key for each in known.evidence] == ["financial-situation"]
    assert "financial-situation" not in [each.key for each in known.documents]


@pytest.mark.parametrize("key", ["temporary-work", "family", "permanent-residence", "eu-long-term-resident"])
@pytest.mark.parametrize(
    ("represented", "is_asked"),
    [("", False), ("self", False), ("child", False), ("minor-ward", True), ("unaccompanied", True), ("ward", True)],
)
def test_who_files_for_somebody_shows_that_they_may(key: str, represented: str, is_asked: bool) -> None:
    found = keys(listed(key, PASSPORT, represented=represented))
    assert (("appointment" in found), ("parenthood" in found)) == (is_asked, represented == "child")


def every_document() -> list[Enclosure]:
    return [document for procedure in catalogue.procedures() for document in procedure.documents]


def test_every_foreign_paper_says_that_it_needs_a_sworn_translation() -> None:
    """Art. 8(2) is named at the document itself."""
    for document in every_document():
        with translation.override("en"):
            said = " ".join(f"{text} {units}" for text, units in checklist.remarks(document))
        assert ("8(2)" in said and "sworn" in said) is document.translation
    assert {each.translation for each in every_document() if each.key in ("insurance", "income", "civil-status")} == {
        True
    }
    assert not any(each.translation for each in every_document() if each.key in ("photo", "passport") or each.annex)


def test_remarks_say_count_original_and_practice() -> None:
    with translation.override("en"):
        document = Enclosure(key="k", label="L", official="O", copies=2, original="visit", basis="practice")
        said = [text for text, _units in checklist.remarks(document)]
    assert said == [
        "2 copies.",
        "Bring the original when you are called to the office.",
        "Offices ask for it in practice; no act names it.",
    ]


def test_formats_are_those_of_its_file_or_of_the_evidence() -> None:
    documents = {each.key: each for each in catalogue.procedure("temporary-work").documents}
    found = {key: [each.name for each in checklist.formats(documents[key])] for key in ("photo", "insurance", "annex1")}
    assert found == {"photo": ["JPG"], "insurance": ["PDF", "JPG", "PNG"], "annex1": []}


def journeys(count: int) -> Answers:
    return {"travels5y": [{"country": "UKR", "from": "2026-01-01", "to": "2026-01-02"}] * count}


@pytest.mark.parametrize(
    ("answers", "is_asked"),
    [
        ({}, False),
        ({"travels5y": NONE}, False),
        (journeys(299), False),
        (journeys(300), True),
        ({"family": [{"name": "Jan"}] * 50}, True),
        ({"previousStays": [{"basis": "visa"}] * 300}, True),
    ],
)
def test_rest_of_a_list_is_asked_of_those_who_filled_it(answers: Answers, is_asked: bool) -> None:
    rest = [each for each in listed("temporary-work", answers) if each.document.rest]
    assert [(each.document.purpose, each.document.required) for each in rest] == [("rest-of-list", False)] * is_asked


def test_guide_lists_nothing_that_only_a_full_list_asks_for() -> None:
    """Three hundred journeys are rare, and everybody reads the guide."""
    procedure = catalogue.procedure("temporary-work")
    known = facts.of(procedure, on=date(2026, 11, 28))
    assert not any(each.rest for each in known.documents)
    assert any(each.rest for each in procedure.documents)

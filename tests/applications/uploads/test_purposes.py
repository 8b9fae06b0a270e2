"""Whatever the table of papers asks of the gate it can do, or the start stops; a new paper is a row alone."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from applications.uploads import checks, fields, intake, purposes
from applications.uploads.refusals import REFUSALS
from applications.uploads.sandbox import GateVerdict
from procedures.errors import Unknown
from procedures.tables import papers
from sealing import keys

PDF, JPG, PNG = (each.media_type for each in papers.FORMATS.values())


@pytest.fixture
def plant_paper(monkeypatch: pytest.MonkeyPatch) -> Any:
    def planted(**changed: Any) -> None:
        rows = (*papers.table(), replace(papers.paper("evidence"), **{"key": "diploma", **changed}))
        monkeypatch.setattr(papers, "table", lambda: rows)

    return planted


def faults_found() -> list[str]:
    return [message.msg for message in checks.judged(None)]


def test_the_table_of_today_can_be_judged() -> None:
    assert faults_found() == []


def test_a_check_that_nobody_makes_stops_the_start(plant_paper: Any) -> None:
    plant_paper(check="stamp")
    assert faults_found() == ["papers.toml, diploma: applications/uploads/purposes.py has no check 'stamp'"]


def test_a_limit_that_no_file_may_have_stops_the_start(plant_paper: Any) -> None:
    plant_paper(max_bytes=purposes.MAX_FILE_BYTES + 1)
    assert faults_found() == ["papers.toml, diploma: max_bytes is more than any file may have"]


def test_without_a_paper_for_a_summons_nothing_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = tuple(row for row in papers.table() if row.key != "requested")
    monkeypatch.setattr(papers, "table", lambda: rows)
    assert faults_found() == ["papers.toml has no purpose 'requested': a file for a summons would have none"]


@pytest.mark.parametrize(
    ("formats", "media_type", "size", "found"),
    [
        (["PDF"], PDF, 1_000, []),
        (["PDF"], JPG, 1_000, ["not_pdf"]),
        (["JPG"], PDF, 1_000, ["not_jpg"]),
        (["PNG"], PDF, 1_000, ["wrong_type"]),
        (["PDF", "PNG"], JPG, 1_000, ["wrong_type"]),
        (["PDF"], PDF, 1_001, ["over_limit"]),
    ],
)
def test_a_new_paper_is_judged_by_its_row(
    plant_paper: Any, formats: list[str], media_type: str, size: int, found: list[str]
) -> None:
    plant_paper(formats=tuple(papers.FORMATS[name] for name in formats), max_bytes=1_000)
    faults = list(purposes.faults("diploma", GateVerdict(media_type=media_type), size=size))
    assert (faults, set(faults) - set(REFUSALS)) == (found, set())


def test_a_portrait_alone_answers_its_own_question() -> None:
    keys_of_items = ("photo", "passport", "evidence", "requested", "certificate-of-work")
    assert [purposes.of_item(key) for key in keys_of_items] == ["photo", *["requested"] * 4]


def test_a_purpose_nobody_knows_is_offered_what_any_may_be_and_never_judged() -> None:
    assert fields.FilesField(purpose="diploma").help_text == fields.FilesField().help_text
    with pytest.raises(Unknown):
        list(purposes.faults("diploma", GateVerdict(media_type=PDF), size=1))


@pytest.mark.django_db
def test_a_file_for_a_purpose_nobody_knows_is_not_kept() -> None:
    with pytest.raises(Unknown, match=r"papers\.toml has no purpose 'diploma'"):
        intake.receive(subject=uuid4(), purpose="diploma", name="a.pdf", content=b"x", key=keys.create(purpose="draft"))

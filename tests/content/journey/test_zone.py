"""The lines of a passport fill in the form, without JavaScript and over nothing written; the lines are not kept."""

from typing import Any

import pytest
from django.test import Client

from applications.drafting.models import Application
from tests.content.journey.test_long_form import draft
from tests.content.journey.test_steps import address, contents, save

__all__ = ["draft"]

pytestmark = pytest.mark.django_db
LINES = f"{'P<UKRKOVALENKO<<OLENA':<<44}\nFN48291349UKR9203055F3101012<<<<<<<<<<<<<<06"


def fill_in(client: Client, draft: Application, step: str, lines: str, **typed: str) -> Any:
    return save(client, draft, step, **{"mrz": "1", "mrz-lines": lines}, **typed)


def test_lines_fill_in_this_step_and_blanks_of_others(client: Client, draft: Application) -> None:
    answer = fill_in(client, draft, "passport", LINES)
    assert (answer.status_code, answer["Location"]) == (302, address(draft, "passport"))
    typed = contents(draft).typed
    passport, birth, about = typed["passport"], typed["birth"], typed["about-you"]
    assert (passport["passport-docChoice"], passport["passport-travelDoc-number"]) == (["travelDoc"], ["FN4829134"])
    expiry = [passport[f"passport-travelDoc-expiryDate-{part}"] for part in ("year", "month", "day")]
    assert expiry == [["2031"], ["1"], ["1"]]
    assert (typed["name"]["name-surname"], typed["name"]["name-givenNames"]) == (["KOVALENKO"], ["OLENA"])
    assert (birth["birth-birthDate-year"], birth["birth-sex"]) == (["1992"], ["K"])
    assert about["about-you-citizenships"] == ["UKR"]
    page = client.get(address(draft, "birth")).text
    assert 'value="1992"' in page
    assert "govuk-error-summary" not in page  # nothing is judged before it was seen


def test_what_was_written_in_other_steps_stays(client: Client, draft: Application) -> None:
    none = {"name__previousSurnames__none": "none", "name__previousNames__none": "none"}
    save(client, draft, "name", name__surname="Kowalenko", name__givenNames="Olena", name__familyName="Koval", **none)
    save(client, draft, "birth", birth__fatherName="Petro", leave="1")
    fill_in(client, draft, "passport", LINES)
    kept = contents(draft)
    assert "name" not in kept.typed
    assert kept.answers["surname"] == "Kowalenko"
    assert (kept.typed["birth"]["birth-fatherName"], kept.typed["birth"]["birth-sex"]) == (["Petro"], ["K"])


@pytest.mark.parametrize("spoiled", [LINES.replace("FN4829134", "FN4829135"), "", "FN4829134"])
def test_what_cannot_be_read_is_told_and_nothing_is_kept(client: Client, draft: Application, spoiled: str) -> None:
    before = contents(draft)
    answer = fill_in(client, draft, "passport", spoiled, **{"passport-travelDoc-number": "AB123"})
    assert answer.status_code == 200
    assert ('id="mrz-error"' in answer.text, 'value="AB123"' in answer.text) == (True, True)
    assert contents(draft) == before


def test_the_lines_are_not_kept(client: Client, draft: Application) -> None:
    fill_in(client, draft, "passport", LINES)
    assert "P<UKR" not in str(contents(draft))
    assert "mrz" not in str(contents(draft))


def test_only_steps_of_a_document_offer_it(client: Client, draft: Application) -> None:
    steps = ["name", "passport", "contact"]
    assert [step for step in steps if 'name="mrz-lines"' in client.get(address(draft, step)).text] == steps[:2]

"""What a `time` element says to a machine."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from content.templatetags.mos import at_hour, held, moment


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (datetime(2026, 11, 22, 19, 7, 11, 654321, tzinfo=UTC), "2026-11-22T20:07:11+01:00"),
        (datetime(2026, 7, 22, 22, 30, tzinfo=UTC), "2026-07-23T00:30:00+02:00"),
        (date(2026, 11, 22), "2026-11-22"),
        (None, ""),
    ],
)
def test_moment_is_to_the_second_in_warsaw(value: date | None, said: str) -> None:
    assert moment(value) == said


def test_no_page_writes_a_moment_in_another_way() -> None:
    templates = Path(settings.SITE / "templates")
    others = [path for path in sorted(templates.rglob("*.html")) if "date:'c'" in path.read_text()]
    assert others == []


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("pl", "22 listopada 2026, 20:07"),
        ("en", "22 November 2026, 20:07"),
        ("uk", "22 листопада 2026, 20:07"),
        ("ar", "22 نوفمبر 2026، 20:07"),
    ],
)
def test_day_and_hour_stand_as_the_language_writes_them(language: str, said: str) -> None:
    when = datetime(2026, 11, 22, 19, 7, 11, tzinfo=UTC)
    with translation.override(language):
        assert (at_hour(when), at_hour(when, "H:i:s")) == (said, f"{said}:11")


def test_no_page_writes_an_hour_beside_its_day_in_another_way() -> None:
    templates = Path(settings.SITE / "templates")
    assert [path for path in sorted(templates.rglob("*.html")) if 'date:"j E Y, H' in path.read_text()] == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Dz.U. 2026 poz. 553, § 4", "Dz.U.\xa02026 poz.\xa0553, §\xa04"),
        ("Додаток 1 (załącznik nr 1)", "Додаток 1 (załącznik nr\xa01)"),
        ("(art. 64 § 2 KPA)", "(art.\xa064 §\xa02 KPA)"),
    ],
)
def test_a_unit_of_law_keeps_its_number_beside_it(text: str, said: str) -> None:
    assert held(text) == said

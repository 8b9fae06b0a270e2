"""What a `time` element says to a machine."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings

from content.templatetags.mos import moment


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

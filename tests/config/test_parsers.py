"""JSON that two programs would read in two ways, or no table could hold, is refused by the name of its place."""

import io
from typing import Any

import pytest
from rest_framework.exceptions import ParseError, ValidationError

from config.parsers import StrictJSONParser


def parsed(body: str | bytes) -> Any:
    return StrictJSONParser().parse(io.BytesIO(body.encode() if isinstance(body, str) else body))


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ('{"a": [1, 2.5, "ż\\ud83d\\ude00", null, true]}', {"a": [1, 2.5, "ż😀", None, True]}),
        ("[[[[[[[[[1]]]]]]]]]", [[[[[[[[[1]]]]]]]]]),
        ('""', ""),
    ],
)
def test_json_is_read(body: str, value: Any) -> None:
    assert parsed(body) == value


@pytest.mark.parametrize(
    "body",
    [
        "", "{", "NaN", '{"a": Infinity}', "-Infinity", "1e999", '{"a": 1, "a": 2}', '{"x": {"b": 1, "b": 1}}',
        "[" * 11 + "]" * 11, "[" * 100_000, '{"a":' * 5_000 + "1" + "}" * 5_000,
        "1" * 5_000, b"\xff\xfe", b'"\xed\xa0\x80"',
    ],
)  # fmt: skip
def test_what_is_no_json_of_ours_is_refused(body: str | bytes) -> None:
    with pytest.raises(ParseError):
        parsed(body)


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ('{"answers": {"surname": "a\\u0000b"}}', "answers.surname"),
        ('{"answers": {"family": [{"name": "\\ud800"}]}}', "answers.family.0.name"),
        ('{"language": "\\udfff"}', "language"),
        ('{"answers": {"\\ud800": 1}}', "answers"),
        ('{"\\u0000": 1}', "body"),
        ('"\\u0000"', "body"),
    ],
)
def test_a_text_that_cannot_be_kept_is_told_at_its_place(body: str, place: str) -> None:
    with pytest.raises(ValidationError) as refused:
        parsed(body)
    assert list(refused.value.detail) == [place]

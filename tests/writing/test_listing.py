"""Things of a list in one sentence, in the reader's script."""

import pytest
from django.utils import translation

from writing.listing import listed


@pytest.mark.parametrize(
    ("language", "expected"), [("pl", "a, b"), ("en", "a, b"), ("uk", "a, b"), ("ar", "a\N{ARABIC COMMA} b")]
)
def test_the_comma_is_of_the_readers_script(language: str, expected: str) -> None:
    with translation.override(language):
        assert listed(["a", "b"]) == expected

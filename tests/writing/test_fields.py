"""Fields that clean before they judge."""

import pytest

from writing import fields

DECORATED = "\ufeff\u200b{}\u00a0\t"


def test_code_is_cleaned_and_kept_within_its_length() -> None:
    assert fields.CodeField(max_length=6).clean(DECORATED.format("12\u201034\u00ad5")) == "12-345"


@pytest.mark.parametrize("typed", ["olena@example.com", "ol\u200bena@exa\u00admple.com", "ｏlena＠example.com"])
def test_address_of_mail_is_judged_once_cleaned(typed: str) -> None:
    assert fields.EmailField().clean(DECORATED.format(typed)) == "olena@example.com"

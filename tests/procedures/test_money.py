"""Amounts follow the reader's language, on every page; the filed document keeps its own way."""

from decimal import Decimal

import pytest
from django.utils import translation

from procedures import money
from procedures.language.kinds import KINDS
from procedures.language.schema import JSON, Field

PAY: JSON = {"amount": "3000.00", "per": "month"}


@pytest.mark.parametrize(
    ("language", "whole", "parted"),
    [
        ("pl", "440 zł", "13355,34 zł"),
        ("en", "440 zł", "13355.34 zł"),
        ("uk", "440 zł", "13355,34 zł"),
        ("ar", "440 zł", "13355,34 zł"),
    ],
)
def test_zloty(language: str, whole: str, parted: str) -> None:
    with translation.override(language):
        shown = [money.zloty(44_000), money.zloty(1_335_534)]
    assert [text.replace(money.NBSP, " ") for text in shown] == [whole, parted]


def test_numbers_lose_no_grosz() -> None:
    with translation.override("pl"):
        assert [money.number(Decimal(text)) for text in ("4806.00", "4806.50", "0.01")] == ["4806", "4806,50", "0,01"]


@pytest.mark.parametrize(("language", "shown"), [("en", "3000 zł a month"), ("pl", "3000 zł miesięcznie")])
def test_pay_in_the_summary_has_no_empty_grosze(language: str, shown: str) -> None:
    """It read "3000.00 zł" in every language."""
    with translation.override(language):
        assert KINDS["pay"].display(Field(key="pay", kind="pay", label="Pay"), PAY) == shown


def test_filed_pay_keeps_its_grosze() -> None:
    assert KINDS["pay"].official(Field(key="pay", kind="pay", label="Pay"), PAY) == "3000,00 zł miesięcznie"

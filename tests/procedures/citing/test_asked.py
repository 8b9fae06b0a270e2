"""Whoever looks for a unit types it as they say it."""

import pytest

from procedures.citing import asked


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("art. 100", "foreigners:100"),
        ("Art 100", "foreigners:100"),
        ("100", "foreigners:100"),
        ("100 ust. 1 pkt 3", "foreigners:100(1)(3)"),
        ("art.100 ust.1 pkt 3", "foreigners:100(1)(3)"),
        ("100(1)(3)", "foreigners:100(1)(3)"),
        ("100 (1) (3)", "foreigners:100(1)(3)"),
        ("100.1.3", "foreigners:100(1)(3)"),
        ("art. 100 ust. 1 pkt 5 lit. a", "foreigners:100(1)(5)(a)"),
        ("100(1)(5)(a)", "foreigners:100(1)(5)(a)"),
        ("ART. 106A", "foreigners:106a"),
        ("ustawa z 2013 r., art. 100", "foreigners:100"),
        ("ст. 100 ч. 1 п. 3", "foreigners:100(1)(3)"),
        ("المادة ١٠٠ الفقرة ١", "foreigners:100(1)"),
        ("foreigners:100(1)(3)", "foreigners:100(1)(3)"),
        ("kpa 57 § 4", "kpa:57(4)"),
        ("art. 57 § 4 KPA", "kpa:57(4)"),
        ("r553 § 3 pkt 4", "r553:§3(4)"),
        ("r553:§3(4)", "r553:§3(4)"),
        ("r553, załącznik nr 8", "r553:annex 8"),
        ("r553 annex 8", "r553:annex 8"),
        ("r488", None),
        ("stay", None),
        ("art.", None),
        ("", None),
        ("(a)", None),
        ("\0", None),
    ],
)
def test_a_unit_is_found_however_it_is_typed(typed: str, found: str | None) -> None:
    read = asked.read(typed, act="foreigners")
    assert (read.id if read else None) == found


def test_a_paragraph_of_a_regulation_is_asked_for_without_its_name() -> None:
    found = asked.read("§ 3 pkt 4", act="r553")
    assert found is not None
    assert found.id == "r553:§3(4)"


def test_a_long_text_costs_nothing() -> None:
    assert asked.read("9" * 100_000, act="foreigners") is not None

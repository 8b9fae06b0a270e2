"""Dated figures in prose: filled in from the tables, refused where nobody knows them, never shown raw."""

import logging
from collections.abc import Iterator
from datetime import date
from unittest.mock import patch

import pytest
from django.core.exceptions import ValidationError
from wagtail.rich_text import RichText

from content import figures
from content.block_texts import LineBlock, Plain, Prose

DAY = date(2026, 11, 22)
WAGE = '<bdi class="mos-code">4806\N{NO-BREAK SPACE}zł</bdi>'
UNKNOWN = ("[[maximum-wage]]", "[[Minimum-wage]]", "[[мінімальна]]", "[[]]", "[[minimum wage]]")
BROKEN = (*UNKNOWN, "[[minimum-wage", "wage]]")


@pytest.fixture(autouse=True)
def on_a_day() -> Iterator[None]:
    with patch("django.utils.timezone.localdate", return_value=DAY):
        yield


def test_known_figure_passes() -> None:
    assert Plain().clean("At least [[minimum-wage]] a month") == "At least [[minimum-wage]] a month"


@pytest.mark.parametrize("text", BROKEN)
def test_broken_figure_is_named_when_an_editor_saves(text: str) -> None:
    with pytest.raises(ValidationError) as plain:
        Plain().clean(f"At least {text} a month")
    with pytest.raises(ValidationError) as rich:
        Prose().clean(RichText(f"<p>At least {text} a month</p>"))
    mark = figures.broken(text)[0]
    assert plain.value.messages == rich.value.messages
    assert mark in plain.value.messages[0]


def test_heading_takes_no_figure() -> None:
    with pytest.raises(ValidationError) as refused:
        LineBlock().clean("At least [[minimum-wage]]")
    assert "[[minimum-wage]]" in refused.value.messages[0]
    assert LineBlock().clean("Fees [in zł]") == "Fees [in zł]"


def test_figure_is_filled_in_and_the_rest_escaped() -> None:
    assert figures.fill("<b>[[minimum-wage]]</b>") == f"&lt;b&gt;{WAGE}&lt;/b&gt;"


def test_figure_is_filled_in_rich_text_but_not_in_its_tags() -> None:
    html = '<p><a href="/x/?q=[[minimum-wage]]">a</a> [[minimum-wage]] &amp; more</p>'
    assert figures.fill_html(html) == f'<p><a href="/x/?q=[[minimum-wage]]">a</a> {WAGE} &amp; more</p>'


def test_programs_get_the_figure_without_markup() -> None:
    assert Plain().get_api_representation("At least [[minimum-wage]]") == "At least 4806\N{NO-BREAK SPACE}zł"
    assert Prose().get_api_representation(RichText("<p>[[minimum-wage]]</p>")) == f"<p>{WAGE}</p>"


def test_figure_of_a_day_without_one_says_so() -> None:
    with patch("django.utils.timezone.localdate", return_value=date(1990, 1, 1)):
        assert figures.fill("[[minimum-wage]]").startswith("<span>(")


@pytest.mark.parametrize("text", BROKEN)
def test_broken_figure_on_a_live_page_is_never_shown_raw(text: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        shown = [figures.fill(text), figures.fill_html(f"<p>{text}</p>"), figures.plain(text)]
    assert not any("[[" in each or "]]" in each for each in shown)
    assert bool(caplog.records) == bool(figures.named(text))


def test_broken_figures_are_found_at_any_depth_of_a_body() -> None:
    body = [{"type": "steps", "value": {"items": [{"text": "[[nope]]", "note": 4}, {"text": "[[minimum-wage]]"}]}}]
    assert figures.broken_in(body) == ["[[nope]]"]

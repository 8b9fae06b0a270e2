"""Parts of a page: text is escaped, figures come from the tables, a figure nobody knows is refused."""

from datetime import date
from unittest.mock import patch

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from content import law
from content.blocks import Plain
from content.models import GuidePage
from content.templatetags.mos import paragraphs
from procedures.money import NBSP


def test_unknown_figure_is_refused_when_an_editor_saves() -> None:
    assert Plain().clean("At least [[minimum-wage]] a month") == "At least [[minimum-wage]] a month"
    with pytest.raises(ValidationError):
        Plain().clean("At least [[maximum-wage]] a month")


def test_figure_is_filled_in_and_the_rest_escaped() -> None:
    with patch("django.utils.timezone.localdate", return_value=date(2026, 11, 22)):
        filled = law.fill("<b>[[minimum-wage]]</b>")
    assert filled == '&lt;b&gt;<bdi class="mos-code">4806\N{NO-BREAK SPACE}zł</bdi>&lt;/b&gt;'


def test_figure_of_a_day_without_one_says_so() -> None:
    with patch("django.utils.timezone.localdate", return_value=date(1990, 1, 1)):
        assert law.fill("[[minimum-wage]]").startswith("<span>(")


def test_paragraphs_are_one_a_line() -> None:
    assert paragraphs("One <i>\n\nTwo") == "<p>One &lt;i&gt;</p><p>Two</p>"


@pytest.mark.parametrize(
    ("grosze", "shown"),
    [(44000, "440\u00a0zł"), (0, "0\u00a0zł"), (1335534, "13355.34\u00a0zł"), (480650, "4806.50\u00a0zł")],
)
def test_money_is_shown_without_empty_grosze(grosze: int, shown: str) -> None:
    with translation.override("en"):
        assert law.money(grosze) == shown.replace(" ", NBSP)


def test_guide_needs_a_procedure_of_the_catalogue(guide: GuidePage) -> None:
    guide.procedure = "no-such-thing"
    with pytest.raises(ValidationError) as refused:
        guide.full_clean()
    assert list(refused.value.message_dict) == ["procedure"]

"""Parts of a page: text is escaped, amounts read well, a guide needs its procedure."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from content import law
from content.models import GuidePage
from content.templatetags.mos import paragraphs
from procedures.money import NBSP


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

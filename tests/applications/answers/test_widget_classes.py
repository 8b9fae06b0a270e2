"""What an answer is typed into is never hidden: the theme folds parts of pages on a phone by their class."""

import re
from pathlib import Path

SITE = Path(__file__).parents[3] / "site"
HIDING = re.compile(r"^\s*\.(mos-[\w-]+) \{ display: none", re.MULTILINE)


def test_no_box_of_an_answer_has_a_class_that_is_hidden_on_a_phone() -> None:
    hidden = set(HIDING.findall((SITE / "theme/theme.scss").read_text()))
    assert hidden
    widgets = (SITE / "templates/answers/widgets").glob("*.html")
    found = {path.name: hidden & set(re.findall(r"mos-[\w-]+", path.read_text())) for path in widgets}
    assert {name: classes for name, classes in found.items() if classes} == {}

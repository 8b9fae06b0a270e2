"""No two pages have one title: it is what tabs, history and screen readers tell pages apart by (WCAG 2.4.2)."""

import re
from collections import defaultdict
from pathlib import Path

from django.conf import settings

TEMPLATES = settings.SITE / "templates"
TITLE = re.compile(r"{% block title %}(.*?){% endblock %}", re.DOTALL)


def titles() -> dict[str, list[str]]:
    """What every template writes into the title, and which do."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(Path(TEMPLATES).rglob("*.html")):
        for title in TITLE.findall(path.read_text()):
            if title:
                found[title].append(str(path.relative_to(TEMPLATES)))
    return found


def test_no_two_pages_share_a_title() -> None:
    found = titles()
    assert len(found) > 50
    assert {title: paths for title, paths in found.items() if len(paths) > 1} == {}

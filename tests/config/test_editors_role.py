"""At the editors' host, Wagtail's and wagtail-localize's views meet DRF as they expect it; our API stays JSON alone."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
ASK = """
import json, django
django.setup()
from rest_framework.settings import api_settings
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail_localize.views import edit_translation, snippets_api
from payments.api import Orders
def told(view):
    return {
        "parsers": [parser.media_type for parser in view.parser_classes],
        "renderers": sorted({renderer.media_type for renderer in view.renderer_classes}),
        "open": any(permission.__name__ == "AllowAny" for permission in view.permission_classes),
    }
print(json.dumps({
    "string": told(edit_translation.edit_string_translation.cls),
    "override": told(edit_translation.edit_override.cls),
    "snippets": told(snippets_api.SnippetViewSet),
    "chooser": told(PagesAdminAPIViewSet),
    "ours": told(Orders),
    "errors": api_settings.EXCEPTION_HANDLER.__module__,
}))
"""
FORMS = ["application/json", "application/x-www-form-urlencoded", "multipart/form-data"]
PAGES = ["application/json", "text/html"]


def settings_of_role(role: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-c", ASK], cwd=ROOT, env={**os.environ, "MOS_ROLE": role}, capture_output=True, check=True
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_editors_views_take_the_forms_that_their_scripts_send() -> None:
    at_editors = settings_of_role("editors")
    assert at_editors["string"] == at_editors["override"] == {"parsers": FORMS, "renderers": PAGES, "open": False}
    assert at_editors["chooser"] == at_editors["snippets"] == {"parsers": FORMS, "renderers": PAGES, "open": False}
    assert at_editors["errors"] == "rest_framework.views"


@pytest.mark.parametrize("role", ["portal", "exchange"])
def test_our_api_takes_json_alone(role: str) -> None:
    answered = settings_of_role(role)
    assert answered["ours"] == {"parsers": FORMS[:1], "renderers": PAGES[:1], "open": False}
    assert answered["errors"] == "config.problems"

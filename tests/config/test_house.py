"""The house stands as the design says: no package hides the standard library, no foreign key goes up."""

from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
FLOORS = (
    ("content",),
    ("payments",),
    ("applications.cases",),
    ("applications.correspondence",),
    ("applications.retention",),
    ("applications.handover",),
    ("applications.filing",),
    ("applications.wording",),
    ("applications.receipts", "applications.annexes"),
    ("applications.drafting",),
    ("applications.answers",),
    ("applications.uploads", "applications.signing"),
    ("applications.exchange.portal",),
    ("procedures",),
    ("accounts", "audit", "notices", "vocabulary"),
    ("sealing", "jobs"),
)
HEIGHT = {name: len(FLOORS) - level for level, names in enumerate(FLOORS) for name in names}


def going_up(edges: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The foreign keys, as (from app, to app), that point to a higher room or to a neighbour."""
    return [
        (source, target)
        for source, target in edges
        if source in HEIGHT and target in HEIGHT and source != target and HEIGHT[source] <= HEIGHT[target]
    ]


def test_neither_site_nor_locale_is_a_package() -> None:
    assert [name for name in ("site", "locale") if (ROOT / name / "__init__.py").exists()] == []


def test_foreign_keys_go_down_only() -> None:
    edges = [
        (model._meta.app_config.name, field.related_model._meta.app_config.name)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model
    ]
    assert ("applications.drafting", "applications.answers") in edges
    assert going_up(edges) == []


def test_a_planted_foreign_key_upwards_is_caught() -> None:
    assert going_up([("applications.answers", "applications.drafting")]) == [
        ("applications.answers", "applications.drafting")
    ]

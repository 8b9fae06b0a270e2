"""What stands in the database of an older release is what the newer one knows it by."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

PATHS, KEYS = [("content", "0004_tell_what_is_published")], [("content", "0005_seeds_by_key")]


def migrate_to(state: list[tuple[str, str]]) -> Any:
    MigrationExecutor(connection).migrate(state)
    return MigrationExecutor(connection).loader.project_state(state).apps


@pytest.fixture
def newest_afterwards(transactional_db: None) -> Iterator[None]:
    """What stands in the database of this worker is used by the tests that follow."""
    yield
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


@pytest.mark.usefixtures("newest_afterwards")
def test_planted_pages_are_known_by_the_keys_of_their_seeds() -> None:
    planted = migrate_to(PATHS).get_model("content", "Planted")
    for language, path in (("pl", ""), ("en", ""), ("pl", "guides"), ("pl", "guides/temporary-work"), ("en", "help")):
        planted.objects.create(language=language, path=path, translation_key=uuid4(), said="a" * 64)
    keyed = migrate_to(KEYS).get_model("content", "Planted")
    assert sorted(keyed.objects.values_list("language", "key")) == [
        ("en", "help"),
        ("en", "home"),
        ("pl", "guides"),
        ("pl", "home"),
        ("pl", "temporary-work"),
    ]

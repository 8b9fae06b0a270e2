"""A letter of before says who wrote it: nobody but the principal could."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from sealing.models import new_id
from tests.applications.cases.filed_cases import filed, person

OLD, NEW = [("correspondence", "0001_initial")], [("correspondence", "0002_who_wrote_it")]


def migrate_to(state: list[tuple[str, str]]) -> Any:
    MigrationExecutor(connection).migrate(state)
    return MigrationExecutor(connection).loader.project_state(state).apps.get_model("correspondence", "Letter")


@pytest.fixture
def newest_afterwards(transactional_db: None) -> Iterator[None]:
    """What stands in the database of this worker is used by the tests that follow."""
    yield
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes("correspondence"))


@pytest.mark.usefixtures("newest_afterwards")
def test_a_question_is_the_principals_and_an_answer_nobodys_here() -> None:
    case = filed(person())
    old = migrate_to(OLD)
    for author in ("person", "office"):
        old.objects.create(
            application_id=case.pk,
            author=author,
            message_id=new_id(),
            language="pl",
            sealed=b"",
            sent_at=timezone.now(),
        )
    rows = migrate_to(NEW).objects.order_by("author").values_list("author", "person")
    assert list(rows) == [("office", None), ("person", case.principal_id)]

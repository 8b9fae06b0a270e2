"""What was signed before says who handed it in: nobody could but who prepared it."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from tests.payments import people_and_applications

OLD, NEW = [("filing", "0005_leave_copies_to_retention")], [("filing", "0006_who_handed_in")]
SIGNED = ("signed", "filed")


def migrate_to(state: list[tuple[str, str]]) -> Any:
    MigrationExecutor(connection).migrate(state)
    return MigrationExecutor(connection).loader.project_state(state).apps.get_model("filing", "Submission")


@pytest.fixture
def newest_afterwards(transactional_db: None) -> Iterator[None]:
    """What stands in the database of this worker is used by the tests that follow."""
    yield
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes("filing"))


@pytest.mark.usefixtures("newest_afterwards")
def test_what_was_signed_was_handed_in_by_who_prepared_it() -> None:
    people = {
        state: people_and_applications.person(f"{state}@example.org") for state in (*SIGNED, "prepared", "discarded")
    }
    applications = {state: people_and_applications.application(person) for state, person in people.items()}
    old = migrate_to(OLD)
    for state, person in people.items():
        old.objects.create(
            message_id=uuid4(),
            application_id=applications[state].pk,
            state=state,
            revision=1,
            document_sha256="ab",
            payload_sha256="cd",
            signed_sha256="ef" if state in SIGNED else "",
            language="uk",
            prepared_by_id=person.pk,
            prepared_at=timezone.now(),
            due_at=timezone.now() if state == "signed" else None,
        )
    before = list(old.objects.order_by("state").values())

    after = list(migrate_to(NEW).objects.order_by("state").values())

    said = [{**row, "handed_in_by_id": row["prepared_by_id"] if row["state"] in SIGNED else None} for row in before]
    assert (len(after), after) == (4, said)
    assert list(migrate_to(OLD).objects.order_by("state").values()) == before

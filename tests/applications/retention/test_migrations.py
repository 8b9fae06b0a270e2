"""What was filed before the rooms of receipts and retention were is there afterwards, under the same keys."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from jobs.models import Attempt
from tests.payments import people_and_applications

OLD = [("filing", "0003_leave_causes_to_the_statuses")]
ROOMS = ("filing", "receipts", "retention")


def migrate_to(state: list[tuple[str, str]]) -> Any:
    MigrationExecutor(connection).migrate(state)
    return MigrationExecutor(connection).loader.project_state(state).apps


def migrate_to_newest() -> Any:
    graph = MigrationExecutor(connection).loader.graph
    return migrate_to([leaf for room in ROOMS for leaf in graph.leaf_nodes(room)])


@pytest.fixture
def newest_afterwards(transactional_db: None) -> Iterator[None]:
    """What stands in the database of this worker is used by the tests that follow."""
    yield
    migrate_to_newest()


@pytest.mark.usefixtures("newest_afterwards")
def test_rows_of_before_are_kept_in_their_new_rooms() -> None:
    person = people_and_applications.person("olena@example.org")
    application, message, now = people_and_applications.application(person), uuid4(), timezone.now()
    apps = migrate_to(OLD)

    def old(model: str, **values: Any) -> Any:
        return apps.get_model("filing", model).objects.create(**values)

    submission = old(
        "Submission",
        message_id=message,
        application_id=application.pk,
        revision=1,
        language="uk",
        prepared_by_id=person.pk,
        prepared_at=now,
    )
    document = old("Document", submission=submission, name="application.xml", sha256="ab", sealed=b"sealed")
    receipt = {"number": "UPO-1", "code": "code", "filed_at": now, "signed_sha256": "cd", "language": "uk"}
    old("Receipt", submission=submission, application_id=application.pk, **receipt)
    given = {"version": "1", "language": "uk", "text": "agreed", "given_at": now, "withdrawn_at": None}
    consent = old("Consent", application_id=application.pk, **given)
    erasure = {"cause": "certificate", "planned_at": now, "due_at": now, "remind_at": None, "summary": None}
    old("Erasure", application_id=application.pk, **erasure)
    old("Purge", application_id=application.pk, due_at=now)
    for queue in ("filing.signed", "filing.erase", "filing.purge"):
        Attempt.objects.create(queue=queue, row=str(application.pk), first_at=now, due_at=now)

    apps = migrate_to_newest()

    def rows(room: str, model: str, *fields: str) -> list[dict[str, Any]]:
        return list(apps.get_model(room, model).objects.values(*fields))

    kept = rows("receipts", "Document", "id", "message_id", "name", "sha256", "sealed")
    assert [{**each, "sealed": bytes(each["sealed"])} for each in kept] == [
        {"id": document.pk, "message_id": message, "name": "application.xml", "sha256": "ab", "sealed": b"sealed"}
    ]
    whose = {"application_id": application.pk}
    assert rows("receipts", "Receipt", "message_id", "application_id", *receipt) == [
        {"message_id": message, **whose, **receipt}
    ]
    assert rows("retention", "Consent", "id", "application_id", *given) == [{"id": consent.pk, **whose, **given}]
    assert rows("retention", "Erasure", "application_id", *erasure) == [{**whose, **erasure}]
    assert rows("retention", "Purge", "application_id", "due_at") == [{**whose, "due_at": now}]
    assert sorted(Attempt.objects.values_list("queue", flat=True)) == [
        "filing.signed",
        "retention.erase",
        "retention.purge",
    ]
    withdrawn = apps.get_model("retention", "Consent").objects.create(**whose, **given | {"withdrawn_at": now})
    assert withdrawn.pk > consent.pk  # the numbering goes on

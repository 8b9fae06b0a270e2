"""What two persons confirmed for a column of an office counts for its payee afterwards."""

from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

OLD, NEW = [("procedures", "0001_initial")], [("procedures", "0002_accounts_are_of_a_payee")]


def migrate_to(state: list[tuple[str, str]]) -> Any:
    MigrationExecutor(connection).migrate(state)
    return MigrationExecutor(connection).loader.project_state(state).apps.get_model("procedures", "Overlay")


@pytest.mark.django_db(transaction=True)
def test_entries_name_their_payee_and_go_back() -> None:
    old = migrate_to(OLD)
    for fact in ("offices.card_account", "offices.duty_account"):
        old.objects.create(
            fact=fact, key="14", value="1" * 26, valid_from=date(2026, 1, 1), source="letter", entered_by=1
        )
    facts = "fact", "key"
    rows = migrate_to(NEW).objects.order_by("fact").values_list(*facts)
    assert list(rows) == [("offices.accounts.city", "14"), ("offices.accounts.voivode", "14")]
    back = migrate_to(OLD).objects.order_by("fact").values_list(*facts)
    assert list(back) == [("offices.card_account", "14"), ("offices.duty_account", "14")]
    call_command("migrate", verbosity=0)  # to the newest: the database is of the tests that follow, too

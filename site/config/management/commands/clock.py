"""Asks every room each second whether it has due work, and wakes the worker for it."""

import logging
import time
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections, connection
from django.db.utils import DatabaseError, InterfaceError

from jobs.waking import ask_guards, tidy, wake_what_is_due

log = logging.getLogger(__name__)
TICK_SECONDS = 1.0
PRUNE_EVERY_TICKS = 3600
ASK_EVERY_TICKS = 60


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="one tick, then stop")

    def handle(self, *args: Any, **options: Any) -> None:
        tick = 0
        while True:
            _tick(tick)
            if options["once"]:
                return
            tick += 1
            time.sleep(TICK_SECONDS)


def _tick(number: int) -> None:
    """One look; a database that is away for a moment is waited for, anything else is a bug and ends the process."""
    close_old_connections()
    try:
        if number % PRUNE_EVERY_TICKS == 0:
            call_command("prune_db_task_results", verbosity=0)
            tidy()
        if number % ASK_EVERY_TICKS == 0:
            ask_guards()
        wake_what_is_due()
    except (DatabaseError, InterfaceError) as error:
        log.warning("The database is away: %s", type(error).__name__)
        connection.close()

"""Makes the first pages in every language and what editors need; running it again changes nothing of theirs."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from content import editors, first_contacts, seeding
from vocabulary import first_terms


class Command(BaseCommand):
    help = __doc__

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        made = seeding.load()
        editors.permit()  # translators at the home pages, which are there now
        first_contacts.load()
        first_terms.load()
        self.stdout.write(f"{len(made)} pages made")

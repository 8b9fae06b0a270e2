"""Groups of editors, legal reviewers and publishers for a part of the tree, named by the address of its page."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from content import editors
from content.models import IndexPage


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address", help="as readers see it: /pl/guides/")

    @transaction.atomic
    def handle(self, *args: Any, address: str, **options: Any) -> None:
        page = next((each for each in IndexPage.objects.all() if each.address() == address), None)
        if page is None:
            raise CommandError(f"no list of pages has the address {address}")
        for group in editors.permit_section(page.page_ptr):
            self.stdout.write(group.name)

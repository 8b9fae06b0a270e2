"""Which pages speak of steps that nobody who begins today is asked: for who keeps the content true."""

from typing import Any

from django.core.management.base import BaseCommand

from content import stale_guidance


class Command(BaseCommand):
    help = "List guidance beside steps that today's form does not ask"

    def handle(self, *args: Any, **options: Any) -> None:
        for each in stale_guidance.everywhere():
            language = each.page.locale.language_code
            self.stdout.write(f"{language} {each.page.title}: {each.procedure}: {', '.join(each.steps)}")

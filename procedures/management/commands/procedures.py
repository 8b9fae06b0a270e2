"""How far each procedure is: channel, forms, questions, languages, and what nobody has compared with the law."""

from typing import Any

from django.core.management.base import BaseCommand

from procedures.outputs import coverage


class Command(BaseCommand):
    help = "List the procedures: channel, forms, questions, paths, languages that are complete, unverified facts"

    def handle(self, *args: Any, **options: Any) -> None:
        for each in coverage.every():
            self.stdout.write(f"{each.key} ({each.channel})")
            self.stdout.write(f"  forms       {', '.join(each.forms) or 'none'}")
            self.stdout.write(f"  questions   {each.questions}, {each.conditional} of them only for some")
            self.stdout.write(f"  paths       {each.paths}, all of them walked by the tests")
            self.stdout.write(f"  in Polish   {each.ready} with ready sentences, {each.exemplified} with an example")
            for name in each.unhelped:
                self.stdout.write(f"  ! no ready sentences, no example or no reason: {name}")
            self.stdout.write(f"  languages   {', '.join(each.languages)}")
            self.stdout.write(f"  unverified  {', '.join(each.unverified) or 'nothing'}")

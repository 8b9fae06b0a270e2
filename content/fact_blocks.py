"""Blocks that show what `procedures` says of a procedure: the editor writes what stands around the facts."""

from datetime import date
from typing import Any, ClassVar

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content import law, part_samples
from content.block_texts import LineBlock, Plain
from content.fact_serializers import OfBlock, facts_shown
from content.joined import OWN, BlockFacts, facts, procedure_of
from content.part_fields import HEADING, INTRO, LAW, NOTE

PARTS = [
    ("apply", _("What one cannot apply without, and who signs")),
    ("deadline", _("Too late, and when no case is opened")),
    ("outage", _("When the portal is down")),
    ("fees", _("Fees that are unpaid, paid back or reduced")),
    ("documents", _("Papers: translations and originals")),
    ("visit", _("The visit at the office")),
    ("terms", _("The office’s terms")),
    ("work", _("Work while the case lasts")),
    ("outcome", _("After the decision")),
]


class OfProcedure(blocks.StructBlock):
    """A part about one procedure. `shows` are the facts it has for programs, `about` the sentences of the law in it."""

    needs_procedure = True
    shows: ClassVar[tuple[str, ...]] = ()
    about = ""
    has_offices = False
    added: ClassVar[tuple[str, ...]] = (OWN,)  # fields that blocks written before them lack

    procedure = blocks.ChoiceBlock(
        label=_("Procedure"),
        choices=law.procedure_choices,
        required=False,
        help_text=_("Empty: the procedure of the page. A page without one has to name it here."),
    )

    def get_prep_value(self, value: Any) -> Any:
        """What is not said is left out: the digest of a text written before there was a choice stays the same."""
        stored = super().get_prep_value(value)
        return {name: each for name, each in stored.items() if each or name not in self.added}

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        page, found = context.get("page"), joined_to(value, context)
        named = procedure_of(value, page)
        return context | {
            "on": found.on,
            "law": found.law,
            "offices": found.offices if self.has_offices else [],
            "lines": self.sentences(value, found),
            "anchor": "" if named == getattr(page, OWN, "") else f"-{named}",
        }

    def get_api_representation(self, value: Any, context: dict[str, Any] | None = None) -> Any:
        found = joined_to(value, context or {})
        shown = super().get_api_representation(value, context)
        offices = found.offices if self.has_offices else None
        own = OfBlock(facts=found, lines=self.sentences(value, found), shows=self.shows, offices=offices)
        return {**shown, OWN: found.law.key if found.law else "", "facts": facts_shown(own)}

    def sentences(self, value: Any, found: BlockFacts) -> list[law.LawLine]:
        return found.said(self.about) if self.about else []


def joined_to(value: Any, context: dict[str, Any]) -> BlockFacts:
    """By the page and the day of the context; today, and of the block alone, where it is shown without its page."""
    page = context.get("page")
    on: date = context.get("on") or timezone.localdate()
    return facts(value, page, on, page.locale.language_code if page is not None else get_language() or "")


class Dynamic(OfProcedure):
    heading = LineBlock(max_length=120, **HEADING)
    intro = Plain(required=False, rows=2, **INTRO)
    note = Plain(required=False, rows=2, **NOTE)

    class Meta:
        preview_value = staticmethod(part_samples.of_procedure)


class KeyFacts(Dynamic):
    """By when, what it costs, who decides, what follows."""

    shows = ("rows", "source_url", "checked_on")

    class Meta:
        icon = "table"
        label = _("Key facts of a procedure")
        description = _("By when, what it costs, who decides and what follows, in a table.")
        template = "content/blocks/key_facts.html"


class Conditions(Dynamic):
    shows = ("who", "conditions", "refusals")

    class Meta:
        icon = "user"
        label = _("Who it is for, and the conditions")
        description = _("Whom the procedure is for, what is asked of them, and when the office refuses.")
        template = "content/blocks/conditions.html"


class Documents(Dynamic):
    shows, about = ("documents",), "documents"

    class Meta:
        icon = "doc-full"
        label = _("Documents of the procedure")
        description = _("What has to be handed in, from the definition of the procedure.")
        template = "content/blocks/documents.html"


class Fees(Dynamic):
    shows, about = ("fees", "reliefs", "total"), "fees"

    class Meta:
        icon = "tag"
        label = _("Fees of the procedure")
        description = _("What it costs today, who pays less, and what the law says of paying.")
        template = "content/blocks/fees.html"


class Offices(Dynamic):
    """The same whatever the procedure."""

    needs_procedure = False
    has_offices = True

    class Meta:
        icon = "site"
        label = _("Offices by voivodeship")
        description = _("The sixteen offices with their addresses and telephones.")
        template = "content/blocks/offices.html"


class Basis(OfProcedure):
    shows = ("basis",)

    heading = LineBlock(max_length=120, **HEADING)

    class Meta:
        icon = "info-circle"
        label = _("Legal basis of the procedure")
        description = _("The articles that the procedure rests on, by act.")
        preview_value = staticmethod(part_samples.of_procedure)
        template = "content/blocks/basis.html"


class Statements(OfProcedure):
    """Sentences of the law; they are true of every procedure that does not except them."""

    needs_procedure = False

    heading = LineBlock(max_length=120, **HEADING)
    intro = Plain(required=False, rows=2, **INTRO)
    parts = blocks.ListBlock(
        blocks.ChoiceBlock(choices=PARTS), label=_("Parts"), help_text=_("Of what the sentences speak, in this order.")
    )

    def sentences(self, value: Any, found: BlockFacts) -> list[law.LawLine]:
        return found.said(*value["parts"])

    class Meta:
        icon = "info-circle"
        label = _("Sentences of the law")
        description = _("What the law says whatever the procedure, with the articles.")
        preview_value = staticmethod(part_samples.statements)
        template = "content/blocks/statements.html"


FACTS = [
    ("facts", KeyFacts(group=LAW)),
    ("conditions", Conditions(group=LAW)),
    ("documents", Documents(group=LAW)),
    ("fees", Fees(group=LAW)),
    ("offices", Offices(group=LAW)),
    ("basis", Basis(group=LAW)),
    ("statements", Statements(group=LAW)),
]

"""Blocks in which something of a procedure is begun, paid or followed: on the page itself, under its own address.

Pages are kept for everybody, so a block is the way in; what is typed stands on pages of its own under this one.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content import guidance, part_samples, routing
from content.block_texts import LineBlock, Plain
from content.fact_blocks import OfProcedure
from content.form_serializers import case_links, form_links, payment_links
from content.part_fields import HEADING, LABEL, PORTAL, TEXT


class GuidanceBlock(blocks.StructBlock):
    """No links and no emphasis: it is read beside each step, and costs nothing there; a figure costs one statement."""

    step = blocks.ChoiceBlock(
        label=_("Step of the form"), choices=guidance.choices, help_text=_("Of the form that the procedure has today.")
    )
    text = Plain(rows=3, label=_("Text"), help_text=_("One paragraph a line."))

    class Meta:
        icon = "help"
        label = _("Guidance beside a step")


class WayIn(OfProcedure):
    """A button to what the page has of a procedure."""

    hosts = ""  # kept in `content.embedding` when the page is published

    heading = LineBlock(max_length=120, **HEADING)
    text = Plain(required=False, rows=2, **TEXT)
    label = LineBlock(max_length=60, **LABEL)

    class Meta:
        preview_value = staticmethod(part_samples.way_in)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        page, law = context.get("page"), context["law"]
        there = routing.apply_address(page.address(), law.key) if page and law else context.get("there", "")
        return context | {"there": there}

    def get_preview_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """It stands on no page yet."""
        return {**(parent_context or {}), "there": "#"}


class FormBlock(WayIn):
    """The application form of a procedure."""

    hosts = "form"
    added = (*WayIn.added, "guidance")

    guidance = blocks.ListBlock(
        GuidanceBlock(),
        default=[],
        label=_("Guidance beside the steps"),
        help_text=_("What a reader of this page is told beside a step."),
    )

    def get_api_representation(self, value: Any, context: dict[str, Any] | None = None) -> Any:
        shown = super().get_api_representation(value, context)
        return shown | {"links": form_links(shown["procedure"], (context or {}).get("page"))}

    class Meta:
        icon = "edit"
        label = _("Application form")
        description = _("The application is begun, filled in and filed under the address of this page.")
        template = "content/blocks/action.html"


class PaymentBlock(WayIn):
    """What one owes in a procedure, to be paid."""

    hosts = "payment"
    shows = ("fees", "total")

    def get_api_representation(self, value: Any, context: dict[str, Any] | None = None) -> Any:
        shown = super().get_api_representation(value, context)
        return shown | {"links": payment_links(shown["procedure"], (context or {}).get("page"))}

    class Meta:
        icon = "tag"
        label = _("Payment")
        description = _("Leads to what the reader owes in this procedure, and to the ways to pay.")
        template = "content/blocks/payment.html"


class CaseBlock(WayIn):
    """How far one's case is."""

    hosts = "case"

    def get_api_representation(self, value: Any, context: dict[str, Any] | None = None) -> Any:
        shown = super().get_api_representation(value, context)
        return shown | {"links": case_links(shown["procedure"], (context or {}).get("page"))}

    class Meta:
        icon = "view"
        label = _("Status of one’s case")
        description = _("Leads who is signed in to their case in this procedure.")
        template = "content/blocks/case.html"


WAYS_IN = [
    ("action", FormBlock(group=PORTAL)),
    ("payment", PaymentBlock(group=PORTAL)),
    ("case", CaseBlock(group=PORTAL)),
]

"""What a page's body is made of: prose that editors write, and parts that show what `procedures` says."""

from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from content import contacts, pictures
from content.block_texts import RICH, LineBlock, Plain, Prose
from content.contacts import Purpose
from content.fact_blocks import FACTS
from content.form_blocks import WAYS_IN

ICONS = [
    (name, name)
    for name in (
        "check", "photo", "passport", "work", "shield", "card", "bank", "people", "pen", "plane", "file", "calendar"
    )
]  # fmt: skip
KINDS = [
    ("info", _("Information")),
    ("warn", _("Take care")),
    ("danger", _("A right can be lost")),
    ("done", _("Done")),
    ("law", _("Law")),
]


class TextBlock(blocks.StructBlock):
    heading = LineBlock(required=False, max_length=120)
    text = Prose(features=["h3", *RICH])

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "content/blocks/text.html"


class ItemBlock(blocks.StructBlock):
    icon = blocks.ChoiceBlock(choices=ICONS, default="check")
    title = LineBlock(max_length=160)
    text = Plain(required=False, rows=2)


class Checklist(blocks.StructBlock):
    heading = LineBlock(max_length=120)
    intro = Plain(required=False, rows=2)
    items = blocks.ListBlock(ItemBlock())

    class Meta:
        icon = "list-ul"
        label = _("Checklist")
        template = "content/blocks/checklist.html"


class StepBlock(blocks.StructBlock):
    title = LineBlock(max_length=120)
    text = Plain(rows=2)
    note = Plain(required=False, rows=2)


class Steps(blocks.StructBlock):
    heading = LineBlock(max_length=120)
    items = blocks.ListBlock(StepBlock())

    class Meta:
        icon = "list-ol"
        label = _("Steps in order")
        template = "content/blocks/steps.html"


class Callout(blocks.StructBlock):
    kind = blocks.ChoiceBlock(choices=KINDS, default="info")
    title = LineBlock(required=False, max_length=160)
    text = Plain(rows=3)

    class Meta:
        icon = "warning"
        label = _("Callout")
        template = "content/blocks/callout.html"


class Photo(ImageBlock):
    """With a text for who does not see it, or the mark that it only decorates."""

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any] | None:
        found = pictures.shown(value) if value else None
        if found is None:
            return None
        return {
            "url": found.url if "://" in found.url else f"{settings.PORTAL_URL}{found.url}",
            "width": found.width,
            "height": found.height,
            "alt": value.contextual_alt_text or "",
            "credit": value.credit,
        }


class Figure(blocks.StructBlock):
    picture = Photo()
    caption = Plain(required=False, rows=2)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "content/blocks/figure.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        return context | {"shown": pictures.shown(value["picture"]) if value["picture"] else None}


class Contacts(blocks.StructBlock):
    """Whom to write to, from the record of contacts."""

    heading = blocks.CharBlock(max_length=120)
    intro = Plain(required=False, rows=2)
    purposes = blocks.ListBlock(blocks.ChoiceBlock(choices=Purpose.choices))

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        today = timezone.localdate()
        return context | {"groups": [contacts.group(purpose, today) for purpose in value["purposes"]]}

    class Meta:
        icon = "mail"
        label = _("Contacts")
        template = "content/blocks/contacts.html"


# Facts of any procedure, and what is begun or paid there, may stand on every page with a body
PROSE = [
    ("text", TextBlock()),
    ("checklist", Checklist()),
    ("steps", Steps()),
    ("callout", Callout()),
    *FACTS,
    *WAYS_IN,
    ("contacts", Contacts()),
    ("picture", Figure()),
]
GUIDE = PROSE

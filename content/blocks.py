"""What a page's body is made of: prose that editors write, and parts that show what `procedures` says."""

from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from content import contacts, figures, law, linking, pictures, renditions
from content.contacts import Purpose

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
RICH = ["bold", "link", "ul", "ol", "document-link"]


def without_broken_figures(text: str) -> None:
    if wrong := figures.broken(text):
        raise ValidationError(_("There is no figure called %(names)s."), params={"names": ", ".join(wrong)})


class Plain(blocks.TextBlock):
    """Text that may name a dated figure, as in [[minimum-wage]]: the value comes from `procedures`."""

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        without_broken_figures(cleaned or "")
        return cleaned

    def get_api_representation(self, value: Any, context: Any = None) -> str:
        return figures.plain(value or "")


class Prose(blocks.RichTextBlock):
    """The same with emphasis, lists and links."""

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        without_broken_figures(cleaned.source)
        return cleaned

    def get_api_representation(self, value: Any, context: Any = None) -> str:
        return figures.fill_html(linking.absolute(super().get_api_representation(value, context)))


class LineBlock(blocks.CharBlock):
    """A heading or a label: said in words, since no figure is filled in here."""

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if wrong := figures.marks(cleaned or ""):
            raise ValidationError(_("No figure can stand here: %(names)s."), params={"names": ", ".join(wrong)})
        return cleaned


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
            "renditions": [asdict(each) for each in renditions.of(value)],
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


class Dynamic(blocks.StructBlock):
    """A part whose facts come from `procedures`; the editor writes what stands around them."""

    heading = LineBlock(max_length=120)
    intro = Plain(required=False, rows=2)
    note = Plain(required=False, rows=2)


class Conditions(Dynamic):
    class Meta:
        icon = "user"
        label = _("Who it is for, and the conditions")
        template = "content/blocks/conditions.html"


class Documents(Dynamic):
    class Meta:
        icon = "doc-full"
        label = _("Documents of the procedure")
        template = "content/blocks/documents.html"


class Fees(Dynamic):
    class Meta:
        icon = "tag"
        label = _("Fees of the procedure")
        template = "content/blocks/fees.html"


class Offices(Dynamic):
    class Meta:
        icon = "site"
        label = _("Offices by voivodeship")
        template = "content/blocks/offices.html"


class Basis(blocks.StructBlock):
    heading = LineBlock(max_length=120)

    class Meta:
        icon = "info-circle"
        label = _("Legal basis of the procedure")
        template = "content/blocks/basis.html"


class ActionBlock(blocks.StructBlock):
    heading = LineBlock(max_length=120)
    text = Plain(required=False, rows=2)
    label = LineBlock(max_length=60)

    class Meta:
        icon = "edit"
        label = _("Button to apply")
        template = "content/blocks/action.html"


class Statements(blocks.StructBlock):
    """What the law says whatever the procedure: the sentences come from `procedures`."""

    heading = blocks.CharBlock(max_length=120)
    intro = Plain(required=False, rows=2)
    parts = blocks.ListBlock(blocks.ChoiceBlock(choices=PARTS))

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        unsaid = context["law"].unsaid if "law" in context else ()
        return context | {"lines": [line for part in value["parts"] for line in law.said(part, unsaid=unsaid)]}

    class Meta:
        icon = "info-circle"
        label = _("Sentences of the law")
        template = "content/blocks/statements.html"


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


PROSE = [
    ("text", TextBlock()),
    ("checklist", Checklist()),
    ("steps", Steps()),
    ("callout", Callout()),
    ("statements", Statements()),
    ("contacts", Contacts()),
    ("picture", Figure()),
]
GUIDE = [
    *PROSE,
    ("conditions", Conditions()),
    ("documents", Documents()),
    ("fees", Fees()),
    ("offices", Offices()),
    ("basis", Basis()),
    ("action", ActionBlock()),
]

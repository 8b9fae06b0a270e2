"""What a page's body is made of: prose that editors write, and parts that show what `procedures` says."""

from dataclasses import asdict
from typing import Any, ClassVar

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

from content import contacts, figures, files, law, part_samples, pictures, renditions, statements, tools
from content.block_texts import RICH, LineBlock, Plain, Prose
from content.contacts import Purpose
from content.fact_blocks import FACTS
from content.form_blocks import WAYS_IN
from content.part_fields import CAPTION, HEADING, INTRO, LABEL, NOTE, PORTAL, TEXT, TITLE, WRITTEN

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
    heading = LineBlock(required=False, max_length=120, **HEADING)
    text = Prose(features=["h3", *RICH], **TEXT)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Paragraphs with a heading, lists and links.")
        preview_value = staticmethod(part_samples.prose)
        template = "content/blocks/text.html"


class ItemBlock(blocks.StructBlock):
    icon = blocks.ChoiceBlock(
        choices=ICONS, default="check", label=_("Icon"), help_text=_("Stands before the line; it only decorates.")
    )
    title = LineBlock(max_length=160, **TITLE)
    text = Plain(required=False, rows=2, **TEXT)


class Checklist(blocks.StructBlock):
    heading = LineBlock(max_length=120, **HEADING)
    intro = Plain(required=False, rows=2, **INTRO)
    items = blocks.ListBlock(
        ItemBlock(), label=_("Lines"), help_text=_("What to have or to do, one thing a line, in any order.")
    )

    class Meta:
        icon = "list-ul"
        label = _("Checklist")
        description = _("Things to have or to do, in any order.")
        preview_value = staticmethod(part_samples.checklist)
        template = "content/blocks/checklist.html"


class StepBlock(blocks.StructBlock):
    title = LineBlock(max_length=120, **TITLE)
    text = Plain(rows=2, **TEXT)
    note = Plain(required=False, rows=2, **NOTE)


class Steps(blocks.StructBlock):
    heading = LineBlock(max_length=120, **HEADING)
    items = blocks.ListBlock(StepBlock(), label=_("Steps"), help_text=_("What to do first stands first."))

    class Meta:
        icon = "list-ol"
        label = _("Steps in order")
        description = _("What to do, one after the other; the numbers come by themselves.")
        preview_value = staticmethod(part_samples.steps)
        template = "content/blocks/steps.html"


class Callout(blocks.StructBlock):
    kind = blocks.ChoiceBlock(
        choices=KINDS, default="info", label=_("Kind"), help_text=_("Decides the colour and the icon.")
    )
    title = LineBlock(required=False, max_length=160, **TITLE)
    text = Plain(rows=3, **TEXT)

    class Meta:
        icon = "warning"
        label = _("Callout")
        description = _("A short remark that nobody may miss. One or two on a page.")
        preview_value = staticmethod(part_samples.callout)
        template = "content/blocks/callout.html"


class Photo(ImageBlock):
    """With a text for who does not see it, or the mark that it only decorates."""

    HELP: ClassVar[dict[str, Any]] = {
        "image": _("From the library of pictures."),
        "decorative": _("Tick it when the page says the same without the picture."),
        "alt_text": _("What is to be seen, in the language of the page, in one sentence."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, told in self.HELP.items():
            self.child_blocks[name].field.help_text = told
        self.child_blocks["image"].meta.label = _("Image")

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
    picture = Photo(
        label=_("Picture"),
        help_text=_("From the library of pictures, with a text for who does not see it."),
    )
    caption = Plain(required=False, rows=2, **CAPTION)

    class Meta:
        icon = "image"
        label = _("Picture")
        description = _("A picture with its text for who does not see it, and a caption.")
        preview_template = "content/previews/picture.html"
        template = "content/blocks/figure.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        return context | {"shown": pictures.shown(value["picture"]) if value["picture"] else None}


class Contacts(blocks.StructBlock):
    """Whom to write to, from the record of contacts."""

    heading = LineBlock(max_length=120, **HEADING)
    intro = Plain(required=False, rows=2, **INTRO)
    purposes = blocks.ListBlock(
        blocks.ChoiceBlock(choices=Purpose.choices),
        label=_("What for"),
        help_text=_("Who answers comes from the record of contacts."),
    )

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        return context | {"groups": contacts.groups(value["purposes"], timezone.localdate())}

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any]:
        said: dict[str, Any] = super().get_api_representation(value, context)
        groups = contacts.groups(value["purposes"], timezone.localdate())
        return said | {"contacts": [contacts.told(group) for group in groups]}

    class Meta:
        icon = "mail"
        label = _("Contacts")
        description = _("Whom to write to or call, from the record of contacts.")
        preview_value = staticmethod(part_samples.contacts)
        template = "content/blocks/contacts.html"


class QuestionBlock(blocks.StructBlock):
    question = LineBlock(
        max_length=160, label=_("Question"), help_text=_("As a reader would ask it, with its question mark.")
    )
    answer = Prose(features=RICH, label=_("Answer"), help_text=_("The answer first, then the reason and the article."))


class Questions(blocks.StructBlock):
    """Questions that belong to the page; one that deserves an address of its own is a page (`QuestionPage`)."""

    heading = LineBlock(max_length=120, **HEADING)
    items = blocks.ListBlock(
        QuestionBlock(),
        label=_("Questions"),
        help_text=_("The most frequent first; each opens when it is pressed."),
    )

    class Meta:
        icon = "help"
        label = _("Questions and answers")
        description = _("Short questions that open into their answers.")
        template = "content/blocks/questions.html"
        preview_value = staticmethod(part_samples.questions)


class Download(blocks.StructBlock):
    file = DocumentChooserBlock(label=_("File"), help_text=_("Its title, language and size are shown by themselves."))
    note = Plain(required=False, rows=2, **NOTE)

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any]:
        return {"note": figures.plain(value["note"] or ""), "file": files.told(value["file"])}


class Downloads(blocks.StructBlock):
    heading = LineBlock(max_length=120, **HEADING)
    intro = Plain(required=False, rows=2, **INTRO)
    items = blocks.ListBlock(
        Download(), label=_("Files"), help_text=_("Files of the library of documents, in the order of the page.")
    )

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        return context | {"downloads": [(files.told(each["file"]), each["note"]) for each in value["items"]]}

    class Meta:
        icon = "download"
        label = _("Files to download")
        description = _("Files with their language, kind and size.")
        template = "content/blocks/downloads.html"
        preview_template = "content/previews/downloads.html"


class OfficeFinder(blocks.StructBlock):
    """On any page, without a procedure; a place is typed on the page of the offices, since no kept page has a form."""

    heading = LineBlock(max_length=120, **HEADING)
    intro = Plain(required=False, rows=2, **INTRO)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        return context | {"offices": law.all_offices()}

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any]:
        said: dict[str, Any] = super().get_api_representation(value, context)
        offices = [tools.office(each) for each in law.all_offices()]
        return said | {"url": tools.absolute(tools.offices()), "offices": offices}

    class Meta:
        icon = "search"
        label = _("Office finder")
        description = _("The offices by voivodeship, and the way to find one by a place.")
        template = "content/blocks/office_finder.html"
        preview_value = staticmethod(part_samples.heading)


class CheckerLink(blocks.StructBlock):
    heading = LineBlock(max_length=120, **HEADING)
    text = Plain(required=False, rows=2, **TEXT)
    label = LineBlock(max_length=60, **LABEL)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        return context | {"target": tools.checker()}

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any]:
        said: dict[str, Any] = super().get_api_representation(value, context)
        return said | {"url": tools.absolute(tools.checker())}

    class Meta:
        icon = "help"
        label = _("Which procedure is mine?")
        description = _("Leads to the questions that end with the right procedure.")
        template = "content/blocks/tool.html"
        preview_value = staticmethod(part_samples.action)


class DeadlineCalculator(blocks.StructBlock):
    """Leads to where a term is counted: the days a reader types are no business of a page that everybody reads."""

    heading = LineBlock(max_length=120, **HEADING)
    text = Plain(required=False, rows=2, **TEXT)
    rule = blocks.ChoiceBlock(
        choices=tools.rule_choices,
        required=False,
        label=_("Term"),
        help_text=_("Which term is counted. Empty: the list of all of them."),
    )
    label = LineBlock(max_length=60, **LABEL)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        return context | {"target": tools.deadline(value["rule"]), "rule": tools.rule(value["rule"])}

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any]:
        said: dict[str, Any] = super().get_api_representation(value, context)
        return said | {"url": tools.absolute(tools.deadline(value["rule"])), "term": tools.rule(value["rule"])}

    class Meta:
        icon = "calendar-check"
        label = _("Deadline calculator")
        description = _("Leads to where a term is counted, with its article.")
        template = "content/blocks/tool.html"
        preview_value = staticmethod(part_samples.deadline)


class StatementPart(blocks.StructBlock):
    """What the law asks a statement to say; which parts a kind of statement needs stands in `content.statements`."""

    part = blocks.ChoiceBlock(
        choices=list(statements.PARTS.items()),
        label=_("What it says"),
        help_text=_("The part of the statement that the law asks for. It is the heading too."),
    )
    text = Prose(features=["h3", *RICH], **TEXT)

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any]:
        said: dict[str, Any] = super().get_api_representation(value, context)
        return said | {"heading": str(statements.PARTS.get(value["part"], ""))}

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        return context | {"heading": statements.PARTS.get(value["part"], "")}

    class Meta:
        icon = "clipboard-list"
        label = _("Part of a statement")
        description = _("What the law asks a statement on accessibility, data or cookies to say.")
        template = "content/blocks/statement_part.html"
        preview_value = staticmethod(part_samples.statement_part)


# Facts of any procedure, and what is begun or paid there, may stand on every page with a body
PROSE = [
    ("text", TextBlock(group=WRITTEN)),
    ("checklist", Checklist(group=WRITTEN)),
    ("steps", Steps(group=WRITTEN)),
    ("callout", Callout(group=WRITTEN)),
    ("questions", Questions(group=WRITTEN)),
    ("picture", Figure(group=WRITTEN)),
    ("downloads", Downloads(group=WRITTEN)),
    *FACTS,
    *WAYS_IN,
    ("office_finder", OfficeFinder(group=PORTAL)),
    ("checker", CheckerLink(group=PORTAL)),
    ("deadline", DeadlineCalculator(group=PORTAL)),
    ("contacts", Contacts(group=PORTAL)),
]
GUIDE = PROSE
STATEMENT = [("part", StatementPart(group=WRITTEN)), *PROSE]

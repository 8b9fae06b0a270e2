"""The texts that editors write in blocks, plain and rich, with dated figures in them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content import figures, linking

RICH = ["bold", "link", "ul", "ol", "document-link"]


def without_broken_figures(text: str) -> None:
    if wrong := figures.broken(text):
        raise ValidationError(_("There is no figure called %(names)s."), params={"names": ", ".join(wrong)})


class Plain(blocks.TextBlock):
    """Text that may name a dated figure, as in [[minimum-wage]]: the value comes from `procedures`."""

    class Meta:
        default = ""  # translators' strings are made of texts, and what was left out is none to Wagtail

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

    class Meta:
        default = ""

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if wrong := figures.marks(cleaned or ""):
            raise ValidationError(_("No figure can stand here: %(names)s."), params={"names": ", ".join(wrong)})
        return cleaned

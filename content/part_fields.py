"""What the fields of the parts of a page are called, and what an editor is told beside them: once for all parts."""

from typing import Any

from django.utils.translation import gettext_lazy as _

HEADING: dict[str, Any] = {
    "label": _("Heading"),
    "help_text": _("Says what this part is about. No figure can stand in it."),
}
INTRO: dict[str, Any] = {
    "label": _("Introduction"),
    "help_text": _("One or two sentences above the rest. A dated figure is written as [[minimum-wage]]."),
}
TEXT: dict[str, Any] = {
    "label": _("Text"),
    "help_text": _("Short sentences, to the reader. A dated figure is written as [[minimum-wage]]."),
}
NOTE: dict[str, Any] = {"label": _("Note"), "help_text": _("What only some readers need; it stands below, smaller.")}
TITLE: dict[str, Any] = {"label": _("Title"), "help_text": _("A few words that can be read alone.")}
LABEL: dict[str, Any] = {"label": _("Text on the button"), "help_text": _("What happens when it is pressed: a verb.")}
CAPTION: dict[str, Any] = {"label": _("Caption"), "help_text": _("What the picture does not say by itself.")}

# The groups under which parts are offered
WRITTEN, PORTAL, LAW = _("What you write"), _("What the portal does"), _("What the law says")

"""Forms of this room's pages."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from writing import cleaning
from writing.mailboxes import MailboxField

LONGEST_NAME = 60


class AskForm(forms.Form):
    """Which texts, and who is asked. Without an address the applicant hands the link over."""

    texts = forms.MultipleChoiceField(
        label=_("Which texts?"),
        help_text=_("The person sees these questions and what you wrote there, and nothing else."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one text"),
            "invalid_choice": _("Something changed meanwhile. Look at the texts again."),
        },
    )
    name = forms.CharField(
        label=_("By what name do you ask? (optional)"),
        help_text=_("The person sees this name and no other data about you."),
        required=False,
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
        error_messages={"max_length": _("Write at most %(limit_value)d characters")},
    )
    email = MailboxField(
        label=_("E-mail address of the person (optional)"),
        help_text=_("We send the link there. Leave it empty to get a link that you pass on yourself."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "dir": "ltr"}),
        error_messages={"invalid": _("Write an e-mail address like name@example.com")},
    )

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["texts"].choices = choices  # type: ignore[attr-defined]  # a field of choices has them

    def clean_name(self) -> str:
        return cleaning.line(self.cleaned_data["name"])


class PolishForm(forms.Form):
    """The Polish of one text; what is wrong with it the question's own field says."""

    polish = forms.CharField(
        label=_("In Polish: this text is filed"),
        error_messages={"required": _("Write the Polish text")},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, has_lines: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        polish = {"lang": "pl", "dir": "ltr"}
        lines = forms.Textarea(attrs={**polish, "rows": 6})
        self.fields["polish"].widget = lines if has_lines else forms.TextInput(attrs=polish)

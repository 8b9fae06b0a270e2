"""The question to the office: one text, cleaned and judged as everything else that is filed."""

from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.correspondence.threads import LONGEST
from applications.exchange.protocol.text import is_visible
from procedures.language import repertoire


class QuestionForm(forms.Form):
    text = forms.CharField(
        label=_("Your question"),
        help_text=_("The office works in Polish. You may write in your own language, but the answer may take longer."),
        max_length=LONGEST,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        error_messages={
            "required": _("Write your question."),
            "max_length": _("The question is too long: at most %(limit_value)d characters, and it has %(show_value)d."),
        },
    )
    message = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def clean_text(self) -> str:
        """What the register reads after its own cleaning: signs that nobody sees are no question."""
        text: str = self.cleaned_data["text"]
        try:
            text = repertoire.clean(text, repertoire="text", lines=True)
        except repertoire.Unprintable as error:
            raise forms.ValidationError(
                _("These signs can't be passed on: %(letters)s. Take them out or write them in another way."),
                params={"letters": error.named},
                code="unprintable",
            ) from error
        if not is_visible(text):
            raise forms.ValidationError(_("Your question has no visible text. Write it again."), code="invisible")
        return text

    def clean_message(self) -> UUID | None:
        found: UUID | None = self.cleaned_data["message"]
        return found

"""Forms of this room's pages."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from procedures.language.kinds.numbers import DateField
from procedures.language.schema import Field
from writing.mailboxes import MailboxField


class OfferForm(forms.Form):
    use_required_attribute = False
    email = MailboxField(
        label=_("E-mail address of the person whom the application is for"),
        help_text=_("Their own address, not yours: only an account with this address can take the application over."),
        widget=forms.EmailInput(attrs={"autocomplete": "off", "dir": "ltr"}),
        error_messages={
            "required": _("Write the e-mail address"),
            "invalid": _("Write an e-mail address like name@example.com"),
        },
    )
    understood = forms.BooleanField(
        label=_("I understand that I will see nothing of it any more once it is taken over"),
        error_messages={"required": _("Confirm that you understand this")},
    )


class BornField(DateField):
    """Typed and refused as every date of an application; cleaned, a date."""

    def __init__(self) -> None:
        super().__init__(Field(key="born", kind="date"))
        self.label = _("Your date of birth")
        self.help_text = _("It must be the one in the application, so that nobody else takes it over by mistake.")

    def clean(self, value: Any) -> date:  # type: ignore[override]  # an answer is text, this is a day
        """An answer may be left open, this may not: an empty date is no wrong guess."""
        found = super().clean(value)
        if not found:
            raise forms.ValidationError(_("Enter your date of birth"))
        return date.fromisoformat(str(found))


class AcceptForm(forms.Form):
    use_required_attribute = False
    born = BornField()
    understood = forms.BooleanField(
        label=_("The application is for me. I take it over, with everything in it, and act in it myself from now on"),
        error_messages={"required": _("Confirm that the application is for you")},
    )

"""Forms of this room's own pages; the questions of an annex are made from its definition."""

from django import forms
from django.utils.translation import gettext_lazy as _

from writing.mailboxes import MailboxField


class AddressForm(forms.Form):
    """Whom to ask."""

    email = MailboxField(
        label=_("E-mail address"),
        help_text=_("We send a link to this address, in Polish. No account is needed; the page has four languages."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Write the e-mail address of the person who fills in the annex"),
            "invalid": _("Write an e-mail address like name@example.com"),
        },
    )


class SignedAnnexForm(forms.Form):
    file = forms.FileField(
        label=_("Signed XML file"),
        widget=forms.FileInput({"accept": ".xml,.xades,application/xml,text/xml"}),
        error_messages={
            "required": _("Choose the signed file first"),
            "empty": _("The file is empty. Choose it again"),
        },
    )

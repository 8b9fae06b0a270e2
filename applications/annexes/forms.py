"""Forms of this room's own pages; the questions of an annex are made from its definition."""

from django import forms
from django.utils.translation import gettext_lazy as _

from writing import mailboxes
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


class SignersForm(forms.Form):
    """Who signs after who fills the annex in, an address a line."""

    emails = forms.CharField(
        required=False,
        label=_("Who signs with you?"),
        help_text=_("One e-mail address a line, in the order of signing. Leave it empty if you sign alone."),
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "dir": "ltr"}),
    )

    def clean_emails(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["emails"].splitlines() if line.strip()]
        for line in lines:
            mailboxes.validate(line)
        return [mailboxes.normal(line) for line in lines]


class SignedAnnexForm(forms.Form):
    file = forms.FileField(
        label=_("Signed XML file"),
        widget=forms.FileInput({"accept": ".xml,.xades,application/xml,text/xml"}),
        error_messages={
            "required": _("Choose the signed file first"),
            "empty": _("The file is empty. Choose it again"),
        },
    )

"""The form of the page on which a receipt is checked."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from writing.fields import CodeField


class CompareForm(forms.Form):
    """The digest of a file somebody has, to be compared with the receipt's."""

    digest = CodeField(
        validators=[
            RegexValidator(
                "^[0-9a-fA-F]{64}$", _("A SHA-256 digest has 64 digits and letters from a to f. Copy it whole")
            )
        ],
        label=_("SHA-256 digest of your file"),
        help_text=_("64 digits and letters from a to f. Your computer can compute it; the file itself stays with you."),
        error_messages={"required": _("Paste the digest of the file")},
    )

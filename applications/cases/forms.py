"""The form that sends the office what it asked for."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AnswerForm(forms.Form):
    file = forms.FileField(label=_("File"), error_messages={"required": _("Choose a file first")})

"""Forms of the journey's own pages; the questions of an application are made from its definition."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LastDayForm(forms.Form):
    last_lawful_day = forms.DateField(
        required=False,
        label=_("Last day of your legal stay"),
        help_text=_(
            "The date on your visa or residence card, or the last day of your visa-free stay. "
            "Leave it empty if you do not know it."
        ),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "invalid": _("Write the date with day, month and year, for example 12 December 2026 as 12.12.2026")
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["last_lawful_day"].widget.attrs["min"] = str(timezone.localdate().replace(month=1, day=1))


class UploadForm(forms.Form):
    purpose = forms.CharField(widget=forms.HiddenInput)
    file = forms.FileField(
        label=_("File"),
        error_messages={"required": _("Choose a file first"), "empty": _("The file is empty. Choose it again")},
    )

"""Forms of the journey's own pages; the questions of an application are made from its definition."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.uploads.fields import FilesField
from procedures.language.kinds.numbers import DateField
from procedures.language.schema import Field


class LastDayField(DateField):
    """Typed and refused as every date of an application."""

    def __init__(self) -> None:
        super().__init__(Field(key="last_lawful_day", kind="date", required=False))
        self.label = _("Last day of your legal stay")
        self.help_text = _(
            "The date on your visa or residence card, or the last day of your visa-free stay. "
            "Leave it empty if you do not know it."
        )


class LastDayForm(forms.Form):
    """The day as three inputs; cleaned, a date or None."""

    use_required_attribute = False
    last_lawful_day = LastDayField()

    @classmethod
    def of(cls, data: Any, known: date | None = None) -> "LastDayForm":
        """Over what was posted, if anything was; else with the day that is known."""
        shown = cls.base_fields["last_lawful_day"].widget.split(known.isoformat() if known else None)
        return cls(data, initial={"last_lawful_day": shown})

    @property
    def day(self) -> date | None:
        """What was named, if it is a day."""
        return self.cleaned_data.get("last_lawful_day") if self.is_bound and self.is_valid() else None

    def clean_last_lawful_day(self) -> date | None:
        day = self.cleaned_data["last_lawful_day"]
        return date.fromisoformat(day) if day else None


class UploadForm(forms.Form):
    """Files of one purpose; `purpose` comes from who makes the form and is judged when they are received."""

    use_required_attribute = False
    purpose = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, files: Any = None, *, purpose: str) -> None:
        mark = purpose.replace("%", "%%")  # a pattern to Django, and anything may be sent as a purpose
        super().__init__(data, files, auto_id=f"{mark}-%s", initial={"purpose": purpose})
        self.fields["file"] = FilesField(purpose=purpose)

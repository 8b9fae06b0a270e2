"""What the page of components shows: a form with every kind of field, and invented people and cases."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.badges import Badge
from content.translations import Translation

CHOICES = [("card", _("Card")), ("blik", "BLIK"), ("transfer", _("Bank transfer"))]


class DateParts(forms.MultiWidget):
    template_name = "django/forms/widgets/date_parts.html"
    use_fieldset = True

    def __init__(self) -> None:
        super().__init__(dict.fromkeys(("day", "month", "year"), forms.TextInput))

    def decompress(self, value: date | None) -> list[Any]:
        return [value.day, value.month, value.year] if value else [None, None, None]


class SampleForm(forms.Form):
    use_required_attribute = False
    officials: ClassVar[dict[str, str]] = {"number": "Numer", "issued": "Data wydania", "way": "Sposób zapłaty"}

    number = forms.CharField(
        label=_("Passport number"),
        help_text=_("Letters A–Z and digits, up to 15. For example FN482913."),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )
    issued = forms.CharField(label=_("Date of issue"), help_text=_("For example 14 3 2022"), widget=DateParts)
    way = forms.ChoiceField(label=_("Way to pay"), choices=CHOICES, widget=forms.RadioSelect)
    news = forms.MultipleChoiceField(
        label=_("Tell me about"), choices=CHOICES, widget=forms.CheckboxSelectMultiple, required=False
    )
    country = forms.ChoiceField(label=_("Country"), choices=[("GE", _("Georgia")), ("IN", _("India"))])
    reason = forms.CharField(label=_("In your own words"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    photo = forms.FileField(label=_("Add a photo"), required=False)
    truth = forms.BooleanField(label=_("I confirm that this is true"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, official in self.officials.items():
            self.fields[name].official = official  # type: ignore[attr-defined]  # read by the templates


def of(language: str) -> dict[str, Any]:
    """The context of the page."""
    form = SampleForm({"number": "FN 48#2913", "issued_day": "14", "issued_year": "2022", "country": "GE"})
    form.add_error("number", _("Write the document number with letters and digits only: remove the space and #"))
    form.add_error("issued", _("Enter the month of issue"))
    return {
        "form": form,
        "last_day": date(2026, 12, 12),
        "kept_until": date(2027, 1, 6),
        "days_left": 20,
        "complete": Badge(kind="done", icon="done", text="Complete"),
        "waiting": Badge(kind="wait", icon="clock", text="Waiting for employer"),
        "locked": Badge(kind="", icon="clock", text="Not yet"),
        "translation": Translation(original_url=f"/{language}/", reviewed=False, older_than=None),
    }

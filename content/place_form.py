"""The place that a reader types to find an office."""

from django import forms
from django.utils.translation import gettext_lazy as _

from procedures import places


class PlaceForm(forms.Form):
    """A place is where somebody lives: it is sent in the body and nobody keeps it."""

    use_required_attribute = False
    place = forms.CharField(
        label=_("Postal code, town or voivodeship"),
        help_text=_("For example 40-001, Katowice or śląskie. We do not keep what you write."),
        max_length=places.MOST,
        error_messages={"required": _("Enter a postal code, a town or a voivodeship")},
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off", "dir": "auto"}),
    )

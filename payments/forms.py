"""What the person says of themselves on the page of the fees, since no answer of the application does."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from procedures import dues
from procedures.language.schema import Relief


class ClaimsForm(forms.Form):
    """Which reliefs are due; none ticked is an answer too."""

    reliefs = forms.MultipleChoiceField(
        label=_("Is one of these true of you?"),
        help_text=_("Then you pay less. Tick only what is true: the office examines it."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, claimable: Sequence[Relief], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reliefs"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(each.key, dues.why(each)) for each in claimable]

"""Who keeps a page and until when."""

from typing import Any, ClassVar

from django import forms
from wagtail.admin.widgets import AdminDateInput
from wagtail.models import GroupPagePermission

from accounts.models import User
from content.upkeep.models import Upkeep


class UpkeepForm(forms.ModelForm[Upkeep]):
    """Only who may edit pages can be chosen: nobody reads a list of the portal's users."""

    class Meta:
        model = Upkeep
        fields = ("keeper", "review_by")
        widgets: ClassVar[dict[str, Any]] = {"review_by": AdminDateInput()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = GroupPagePermission.objects.values("group")
        self.fields["keeper"].queryset = User.objects.filter(groups__in=groups, is_active=True).distinct()  # type: ignore[attr-defined]  # of a choice field

"""What editors fill in beside a page's own fields."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from content import statements, translations
from content.proofreading import findings

SENDS_ON = ("action-submit", "action-restart-workflow", "action-publish")  # to others, or to the readers


class PageForm(WagtailAdminPageForm):
    """A translation written by hand: only its editor knows which Polish text it says."""

    follows = forms.BooleanField(
        label=_("The translation says what the Polish text says today"),
        help_text=_(
            "Tick it when you have brought it up to date. Until then readers see that the Polish text is newer."
        ),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.original = translations.original_of(self.instance) if self.instance.pk else None
        if self.original is None or self.original.says in ("", self.instance.says):
            del self.fields["follows"]

    def _post_clean(self) -> None:
        """Django's own moment at which the page holds what was typed. A draft may have every fault."""
        super()._post_clean()
        if self.errors or not self._is_sent_on():
            return
        for name, errors in findings.errors(self.instance, findings.refused(self.instance)).items():
            for error in errors:
                self.add_error(name if name in self.fields else None, error)

    def _is_sent_on(self) -> bool:
        approves = self.data.get("action-workflow-action") and self.data.get("workflow-action-name") == "approve"
        return bool(approves or any(self.data.get(action) for action in SENDS_ON))

    def save(self, commit: bool = True) -> Any:
        if self.original is not None and self.cleaned_data.get("follows"):
            self.instance.says = self.original.says
        return super().save(commit)


class StatementForm(PageForm):
    """A draft may lack what the law asks for; what goes to readers may not."""

    def clean(self) -> Any:
        cleaned = super().clean()
        body = cleaned.get("body")
        if self.is_deferred_validation or body is None:
            return cleaned
        said = [each.value["part"] for each in body if each.block_type == "part"]
        if lacking := statements.missing(cleaned.get("kind", ""), said):
            text = _("Save it as a draft, or add what the law asks for: %(parts)s.") % {"parts": ", ".join(lacking)}
            self.add_error("body", text)
        return cleaned

"""The findings in the editor, above the fields: of what was saved last."""

from typing import Any

from wagtail.admin.panels import Panel

from content.proofreading import findings


class FindingsPanel(Panel):
    class BoundPanel(Panel.BoundPanel):
        template_name = "content/editors/findings.html"

        def is_shown(self) -> bool:
            return bool(super().is_shown() and self.instance.pk and self.found())

        def found(self) -> list[findings.Finding]:
            return findings.of(self.instance)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return dict(super().get_context_data(parent_context)) | {"findings": self.found()}

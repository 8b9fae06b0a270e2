"""The form that sends the office what it asked for."""

from typing import Any

from django import forms

from applications.uploads.fields import FilesField


class AnswerForm(forms.Form):
    use_required_attribute = False

    def __init__(self, *args: Any, purpose: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"] = FilesField(purpose=purpose)

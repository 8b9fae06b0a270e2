"""The form field that takes files in: it says which formats and sizes, and takes several at once."""

from typing import Any, Protocol

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.formats import number_format
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.uploads import purposes
from applications.uploads.errors import FileRefused

EVIDENCE = ""  # any purpose but those with a rule of their own
MEGABYTE = 1_000_000


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Cleaned to a list of at least one file; how each is judged is the gate's business, not the form's."""

    widget = FilesInput
    default_error_messages = {"required": _("Choose a file first")}  # as Django declares it

    def __init__(self, *, purpose: str = EVIDENCE) -> None:
        self.is_one = purpose == purposes.PHOTO
        formats = purposes.formats(purpose)
        accept = [name for each in formats for name in (each.media_type, *each.endings)]
        widget = FilesInput({"accept": ",".join(accept), "multiple": not self.is_one})
        super().__init__(label=_("File") if self.is_one else _("Files"), widget=widget, help_text=hint(purpose))

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        files = list(data) if isinstance(data, list | tuple) else [data]
        chosen = [file for file in files if isinstance(file, UploadedFile)]
        if not chosen:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return chosen


def _hint(purpose: str) -> str:
    """`PDF, JPG, PNG. At most 10 MB each.`"""
    said = {
        "formats": ", ".join(each.name for each in purposes.formats(purpose)),
        "size": number_format(purposes.max_bytes(purpose) / MEGABYTE, use_l10n=True).rstrip("0").rstrip(",."),
    }
    if purpose == purposes.PHOTO:
        return gettext("%(formats)s. At most %(size)s MB.") % said
    return gettext("%(formats)s. At most %(size)s MB each. You can choose several files at once.") % said


hint = lazy(_hint, str)  # a form's class is made once, and read in every language


class Receiver(Protocol):
    """Takes one file in, or raises FileRefused."""

    def __call__(self, *, name: str, content: bytes) -> object: ...


def take_in(form: forms.Form, receive: Receiver) -> None:
    """Hand over each chosen file; one that is refused is named at the field and keeps no other out."""
    for file in form.cleaned_data["file"]:
        try:
            receive(name=file.name, content=file.read())
        except FileRefused as refusal:
            form.add_error("file", f"{file.name}: {refusal}")

"""The form field that takes files in: it says which formats and sizes, and takes several at once."""

from collections.abc import Iterable
from typing import Any, Protocol

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.formats import number_format
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.uploads import purposes
from applications.uploads.errors import FileRefused
from procedures.tables import papers
from procedures.tables.papers import Format, Paper

ANY = ""  # what it is for is chosen beside it, or nobody knows the purpose that was sent
MEGABYTE = 1_000_000


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Cleaned to a list of at least one file; how each is judged is the gate's business, not the form's."""

    widget = FilesInput
    default_error_messages = {"required": _("Choose a file first")}  # as Django declares it

    def __init__(self, *, purpose: str = ANY) -> None:
        paper = papers.find(purpose)
        self.is_one = paper is not None and paper.one
        accept = [name for each in _formats(paper) for name in (each.media_type, *each.endings)]
        widget = FilesInput({"accept": ",".join(accept), "multiple": not self.is_one})
        super().__init__(label=_("File") if self.is_one else _("Files"), widget=widget, help_text=hint(purpose))

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        files = list(data) if isinstance(data, list | tuple) else [data]
        chosen = [file for file in files if isinstance(file, UploadedFile)]
        if not chosen:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return chosen


def _formats(paper: Paper | None) -> Iterable[Format]:
    return paper.formats if paper else papers.FORMATS.values()


def _hint(purpose: str) -> str:
    """`PDF, JPG, PNG. At most 10 MB each.`"""
    paper = papers.find(purpose)
    size = paper.max_bytes if paper else purposes.MAX_FILE_BYTES
    said = {
        "formats": ", ".join(each.name for each in _formats(paper)),
        "size": number_format(size / MEGABYTE, use_l10n=True).rstrip("0").rstrip(",."),
    }
    if paper and paper.one:
        return gettext("%(formats)s. At most %(size)s MB.") % said
    return gettext("%(formats)s. At most %(size)s MB each. You can choose several files at once.") % said


hint = lazy(_hint, str)  # a form's class is made once, and read in every language


class FileTaker(Protocol):
    """Takes one file in, or raises FileRefused."""

    def __call__(self, *, name: str, content: bytes) -> object: ...


def take_in(form: forms.Form, receive: FileTaker) -> None:
    """Hand over each chosen file; one that is refused is named at the field and keeps no other out."""
    for file in form.cleaned_data["file"]:
        try:
            receive(name=file.name, content=file.read())
        except FileRefused as refusal:
            form.add_error("file", f"{file.name}: {refusal}")

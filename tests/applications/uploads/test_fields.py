"""What a file input says and offers is what the gate takes for that purpose, in every language."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.forms import Form
from django.utils import translation
from django.utils.datastructures import MultiValueDict

from applications.uploads import fields, purposes
from applications.uploads.errors import FileRefused
from applications.uploads.sandbox import GateVerdict
from procedures.tables import papers

pytestmark = pytest.mark.usefixtures("english")


class Files(Form):
    file = fields.FilesField()


@pytest.mark.parametrize("purpose", [row.key for row in papers.table()])
@pytest.mark.parametrize("media_type", ["application/pdf", "image/jpeg", "image/png"])
def test_what_is_offered_is_what_is_taken(purpose: str, media_type: str) -> None:
    verdict = GateVerdict(media_type=media_type, width=700, height=900, colour=True, copy=b"x")
    offered = media_type in fields.FilesField(purpose=purpose).widget.attrs["accept"].split(",")
    assert offered == (list(purposes.faults(purpose, verdict, size=1)) == [])


@pytest.mark.parametrize(("language", "size"), [("en", "2.5"), ("pl", "2,5"), ("uk", "2,5")])
def test_sizes_are_written_as_the_language_does(language: str, size: str) -> None:
    with translation.override(language):
        assert f" {size} " in str(fields.hint("photo")).replace("\u00a0", " ")


def test_no_file_is_said_at_the_field() -> None:
    assert Files({}, MultiValueDict()).errors == {"file": ["Choose a file first"]}


def test_a_refused_file_is_named_and_the_others_are_received() -> None:
    files: list[UploadedFile[Any]] = [SimpleUploadedFile(name, b"x") for name in ("a.pdf", "b.pdf", "c.pdf")]
    form = Files({}, MultiValueDict({"file": files}))
    received = []

    def receive(*, name: str, content: bytes) -> None:
        if name == "b.pdf":
            raise FileRefused("too_large")
        received.append((name, content))

    assert form.is_valid()
    fields.take_in(form, receive)
    assert received == [("a.pdf", b"x"), ("c.pdf", b"x")]
    assert [str(error)[:36] for error in form.errors["file"]] == ["b.pdf: The file is bigger than 10 MB"]

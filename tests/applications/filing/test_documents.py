"""The PDF documents are tagged, titled, in a known language, and carry what they must."""

import re
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from uuid import uuid4

import pikepdf
import pytest
from django.urls import reverse

from applications.filing import application_pdf, receipts, upo
from procedures.language.schema import Form
from tests.applications.filing.test_xml import frozen

MADE = datetime(2026, 11, 22, 20, 7, 11, tzinfo=timezone(timedelta(hours=1)))


def confirmation(language: str = "ar") -> upo.Confirmation:
    return upo.Confirmation(
        number="UPO-2026-7K3F-92QD-4MXA",
        application=uuid4(),
        message=uuid4(),
        filed_at=MADE,
        authority="Wojewoda Mazowiecki",
        title="WNIOSEK O MAŁE ZEZWOLENIE",
        applicant="Olena Kovalenko",
        digest="ab" * 32,
        parts={"payload.json": "cd" * 32},
        verification_url=receipts.verification_url("abcdEFGH1234_-abcdEFGH", language),
    )


def xmp(document: pikepdf.Pdf) -> str:
    return document.Root.Metadata.read_bytes().decode()


def tags(document: pikepdf.Pdf) -> set[str]:
    """The structure types that occur below the root."""
    found: set[str] = set()
    waiting = [document.Root.StructTreeRoot]
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Array):
            waiting.extend(node)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.add(str(node.S))
            if "/K" in node:
                waiting.append(node.K)
    return found


def check_tagged(pdf: bytes, *, title: str) -> pikepdf.Pdf:
    document = pikepdf.open(BytesIO(pdf))
    assert bool(document.Root.MarkInfo.Marked) is True
    assert str(document.Root.Lang) == "pl"
    assert bool(document.Root.ViewerPreferences.DisplayDocTitle) is True
    text = xmp(document)
    assert "<pdfuaid:part>1</pdfuaid:part>" in text
    assert re.search(r"<pdfaid:part>2</pdfaid:part>\s*<pdfaid:conformance>A</pdfaid:conformance>", text)
    assert title in text
    return document


def test_documents_the_application_is_tagged(form: Form) -> None:
    document = check_tagged(application_pdf.render(form, frozen(form), made=MADE), title=form.official_title)
    assert {"/H1", "/H2", "/H3", "/P", "/Table", "/TH", "/TD", "/L", "/LI"} <= tags(document)


def test_documents_the_same_content_gives_the_same_bytes(form: Form) -> None:
    assert application_pdf.render(form, frozen(form), made=MADE) == application_pdf.render(
        form, frozen(form), made=MADE
    )


@pytest.mark.parametrize("language", ["pl", "en", "uk", "ar"])
def test_documents_the_receipt_is_tagged_and_its_qr_code_has_a_text(language: str) -> None:
    pdf = receipts.pdf(upo.sealed(confirmation(language)), language=language)
    document = check_tagged(pdf, title="Urzędowe poświadczenie odbioru (UPO)")
    assert "/Figure" in tags(document)
    assert alternatives(document) == [receipts.QR_ALT]
    assert languages(document) == ({"pl"} if language == "pl" else {"pl", language}) | {"zxx"}


@pytest.mark.parametrize("language", ["pl", "ar"])
def test_documents_the_receipt_names_the_person(language: str) -> None:
    text = printed(receipts.pdf(upo.sealed(confirmation(language)), language=language))
    assert ("Wnioskodawca" in text, "Olena Kovalenko" in text) == (True, True)


def test_documents_a_receipt_of_before_has_no_empty_row() -> None:
    nobody = replace(confirmation(), applicant="")
    assert "Wnioskodawca" not in printed(receipts.pdf(upo.sealed(nobody), language="pl"))


def test_documents_say_the_moment_they_were_made(form: Form) -> None:
    for pdf in (
        receipts.pdf(upo.sealed(confirmation("pl")), language="pl"),
        application_pdf.render(form, frozen(form), made=MADE),
    ):
        document = pikepdf.open(BytesIO(pdf))
        assert str(document.docinfo["/CreationDate"]) == f"D:{MADE.astimezone(UTC):%Y%m%d%H%M%S}Z"
        assert "2026-11-22T19:07:11" in xmp(document)


def test_documents_the_verification_page_is_named_in_the_person_s_language() -> None:
    assert confirmation("ar").verification_url.endswith("/ar/receipts/abcdEFGH1234_-abcdEFGH/")
    assert reverse("filing:verify", args=["x"]).endswith("/receipts/x/")


def test_documents_the_receipt_reads_back_as_it_was_made() -> None:
    made = confirmation()
    assert upo.read(upo.build(made)) == made


def printed(pdf: bytes) -> str:
    return subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()


def alternatives(document: pikepdf.Pdf) -> list[str]:
    return [str(each.Alt) for each in document.objects if isinstance(each, pikepdf.Dictionary) and "/Alt" in each]


def languages(document: pikepdf.Pdf) -> set[str]:
    """Of the document and of every element that says another."""
    return {str(each.Lang) for each in document.objects if isinstance(each, pikepdf.Dictionary) and "/Lang" in each}

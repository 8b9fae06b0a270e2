"""The receipt as a PDF document: tagged, titled, in known languages, with all it must carry; and as data."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from uuid import uuid4

import pytest
from django.urls import reverse

from applications.receipts import numbers, receipt_pdf, upo
from tests.applications.receipts.pdfs import alternatives, check_moment, check_tagged, languages, printed, tags

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
        verification_url=numbers.verification_url("abcdEFGH1234_-abcdEFGH", language),
    )


@pytest.mark.parametrize("language", ["pl", "en", "uk", "ar"])
def test_the_receipt_is_tagged_and_its_qr_code_has_a_text(language: str) -> None:
    pdf = receipt_pdf.render(upo.sealed(confirmation(language)), language=language)
    document = check_tagged(pdf, title="Urzędowe poświadczenie odbioru (UPO)")
    assert "/Figure" in tags(document)
    assert alternatives(document) == [receipt_pdf.QR_ALT]
    assert languages(document) == ({"pl"} if language == "pl" else {"pl", language}) | {"zxx"}


@pytest.mark.parametrize("language", ["pl", "ar"])
def test_the_receipt_names_the_person(language: str) -> None:
    text = printed(receipt_pdf.render(upo.sealed(confirmation(language)), language=language))
    assert ("Wnioskodawca" in text, "Olena Kovalenko" in text) == (True, True)


def test_a_receipt_of_before_has_no_empty_row() -> None:
    nobody = replace(confirmation(), applicant="")
    assert "Wnioskodawca" not in printed(receipt_pdf.render(upo.sealed(nobody), language="pl"))


def test_the_receipt_says_the_moment_it_was_made() -> None:
    check_moment(receipt_pdf.render(upo.sealed(confirmation("pl")), language="pl"), MADE)


def test_the_verification_page_is_named_in_the_person_s_language() -> None:
    assert confirmation("ar").verification_url.endswith("/ar/receipts/abcdEFGH1234_-abcdEFGH/")
    assert reverse("receipts:verify", args=["x"]).endswith("/receipts/x/")


def test_the_receipt_reads_back_as_it_was_made() -> None:
    made = confirmation()
    assert upo.read(upo.build(made)) == made

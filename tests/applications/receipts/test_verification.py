"""The page on which anybody can check a receipt."""

import pytest
from django.test import Client
from django.urls import reverse

from applications.receipts.models import Receipt

pytestmark = pytest.mark.django_db


def url(code: str) -> str:
    return reverse("receipts:verify", args=[code]).replace("/pl/", "/en/", 1)


def test_anybody_can_check_a_receipt_and_learns_nothing_of_the_person(
    receipt: Receipt,
) -> None:
    page = Client().get(url(receipt.code))
    text = page.content.decode()
    assert receipt.number in text
    assert receipt.signed_sha256 in text.replace("<wbr>", "")
    known = ("Kovalenko", "Olena", "olena@", str(receipt.application_id), "Temporary residence")
    assert [secret for secret in known if secret in text] == []
    same = Client().get(url(receipt.code), {"digest": receipt.signed_sha256.upper()})
    assert same.context["matches"] is True
    pasted = "\ufeff" + receipt.signed_sha256[:32] + "\u200b" + receipt.signed_sha256[32:] + "\u00a0"
    assert Client().get(url(receipt.code), {"digest": pasted}).context["matches"] is True
    other = Client().get(url(receipt.code), {"digest": "ab" * 32})
    assert other.context["matches"] is False
    assert Client().get(url(receipt.code), {"digest": "x"}).context["matches"] is None
    assert Client().get(url("no-such-code")).status_code == 404

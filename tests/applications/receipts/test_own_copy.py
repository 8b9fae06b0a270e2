"""The own copy under the id of its message: all of it, before there is a receipt, and once it is gone."""

import pytest

from accounts.acting import themselves
from accounts.models import User
from applications.drafting import lifecycle
from applications.receipts import own_copy, seal, upo
from applications.receipts.errors import NotFiled
from applications.receipts.models import Receipt
from procedures import catalogue
from tests.applications.receipts.conftest import SIGNED

pytestmark = pytest.mark.django_db


def test_the_copy_has_every_file_and_its_receipt_names_whom_and_what_it_is_for(receipt: Receipt) -> None:
    copy = own_copy.of(receipt.application)
    assert set(copy) == set(own_copy.COPY)
    assert (copy[own_copy.SIGNED], copy[own_copy.RECEIPT_PDF][:5]) == (SIGNED, b"%PDF-")
    confirmed = upo.read(seal.opened(copy[own_copy.RECEIPT]))
    assert (confirmed.message, confirmed.application) == (receipt.message_id, receipt.application_id)
    assert (confirmed.applicant, own_copy.applicant(receipt)) == ("Olena Kovalenko", "Olena Kovalenko")
    assert confirmed.parts == {own_copy.SIGNED: receipt.signed_sha256, "payload.json": "cd"}
    assert own_copy.of(receipt.application) == copy


def test_there_is_no_copy_before_there_is_a_receipt() -> None:
    owner = User.objects.create_user("jan@example.test", "correct horse battery")
    draft = lifecycle.start(themselves(owner), catalogue.procedure("temporary-work"), language="en")
    with pytest.raises(NotFiled):
        own_copy.of(draft)


def test_the_receipt_stays_and_names_nobody_once_the_copy_is_gone(receipt: Receipt) -> None:
    own_copy.files(receipt).delete()
    assert (own_copy.filed(receipt.application), own_copy.applicant(receipt)) == (receipt, "")

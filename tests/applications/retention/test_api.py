"""The API from what was signed to the receipt and the own copy."""

import base64
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.test import Client

from accounts.models import User
from applications.drafting.models import Application
from applications.receipts import own_copy
from applications.receipts.models import Receipt
from tests.applications.filing.test_api import CONFIRMED, JSON, api_address
from tests.applications.signing.signature_double import Double

pytestmark = pytest.mark.django_db(transaction=True)
type Sign = Callable[..., bytes]


def test_api_files_through_the_trusted_profile(client: Client, application: Application, double: Double) -> None:
    started = client.post(api_address(application, "signature/"), CONFIRMED, content_type=JSON)
    assert started.status_code == 201
    back = double.sign(started.json()["redirect_url"], "olena")
    filed = client.post(api_address(application, "signature/return/"), back, content_type=JSON)
    receipt = Receipt.objects.get()
    shown = filed.json()
    assert (shown["number"], shown["sha256"], shown["verdict"]) == (receipt.number, receipt.signed_sha256, "")
    assert shown["owed"] == ["photo", "passport"]
    assert shown["applicant"] == "Olena Kovalenko"
    assert client.get(api_address(application, "receipt/")).json() == shown
    again = client.post(api_address(application, "signature/return/"), back, content_type=JSON)
    assert (again.json(), Receipt.objects.count()) == (shown, 1)
    for link in shown["copy"]:
        answer = client.get(urlsplit(link["url"]).path)
        page = client.get(f"/en/filing/{application.pk}/copy/{link['name']}")
        assert answer.headers["Content-Disposition"] == page.headers["Content-Disposition"]
        assert answer.content == own_copy.of(application)[link["name"]]
    checked = Client().get(f"/api/v1/receipts/verify/{receipt.code}/").json()
    assert checked["sha256"] == receipt.signed_sha256
    assert set(checked) == {"number", "filed_at", "sha256"}


def test_api_files_what_was_signed_elsewhere_and_repeats_its_answer(
    client: Client, application: Application, sign: Sign
) -> None:
    started = client.post(api_address(application, "signature/"), {**CONFIRMED, "way": "own"}, content_type=JSON).json()
    document = client.get(urlsplit(started["document_url"]).path).content
    body = {"signed": base64.b64encode(sign(document, "olena-qualified")).decode()}
    first = client.post(api_address(application, "file/"), body, content_type=JSON)
    assert first.status_code == 200
    assert client.post(api_address(application, "file/"), body, content_type=JSON).json() == first.json()


def test_api_refuses_with_a_reason(client: Client, application: Application, sign: Sign, double: Double) -> None:
    started = client.post(api_address(application, "signature/"), CONFIRMED, content_type=JSON)
    back = double.sign(started.json()["redirect_url"], "ahmed")
    refused = client.post(api_address(application, "signature/return/"), back, content_type=JSON)
    assert (refused.status_code, refused.json()["code"]) == (422, "SomebodyElse")
    for text in ("no base64!", "zażółć"):
        nonsense = client.post(api_address(application, "file/"), {"signed": text}, content_type=JSON)
        assert (nonsense.status_code, set(nonsense.json()["errors"])) == (400, {"signed"})
    unsigned = client.post(api_address(application, "file/"), {"signed": "PGEvPg=="}, content_type=JSON)
    assert unsigned.status_code == 422


def test_api_has_no_receipt_before_the_filing_and_nothing_for_strangers(
    client: Client, application: Application
) -> None:
    missing = client.get(api_address(application, "receipt/"))
    assert (missing.status_code, missing.json()["code"]) == (404, "NotFiled")
    stranger = Client()
    stranger.force_login(User.objects.create_user("other@example.test", "correct horse battery"))
    for path in ("signature/", "receipt/", "copy/application.xml"):
        assert stranger.get(api_address(application, path)).status_code == 404
    assert Client().get(api_address(application, "receipt/")).status_code in {401, 403}
    assert Client().get("/api/v1/receipts/verify/nonsense/").status_code == 404

"""The pages from signing to the receipt, as a person meets them; and the page for everybody else."""

import html
from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from applications.drafting import lifecycle
from applications.drafting.errors import Incomplete
from applications.drafting.models import Application
from applications.drafting.states import ApplicationState
from applications.filing import submissions
from applications.filing.errors import NoAuthority
from applications.filing.forms import SIGNED_FILE_BYTES
from applications.filing.models import Instruction, Submission
from applications.receipts import own_copy
from applications.receipts.models import Receipt
from tests.acting import own
from tests.applications.filing.conftest import answer, reloaded
from tests.applications.filing.test_submissions import prepared, signed_by
from tests.applications.signing.signature_double import Double

pytestmark = pytest.mark.django_db(transaction=True)
type Sign = Callable[..., bytes]
CONFIRMED = {"instruction": "on", "declaration-truth": "on", "signer-self": "on"}


def url(name: str, *args: object) -> str:
    return reverse(f"filing:{name}", args=args).replace("/pl/", "/en/", 1)


def receipt_page(application: Application) -> str:
    return reverse("retention:receipt", args=[application.pk]).replace("/pl/", "/en/", 1)


def test_sign_page_asks_for_every_confirmation(client: Client, application: Application) -> None:
    page = client.get(url("sign", application.pk))
    text = page.content.decode()
    assert "Oświadczam, że dane zawarte we wniosku są prawdziwe." in text
    assert "fingerprints" in text
    refused = client.post(url("sign", application.pk), {"way": "trusted"})
    assert set(refused.context["form"].errors) == {"instruction", "declaration-truth", "signer-self"}
    assert (reloaded(application).state, Submission.objects.count()) == (ApplicationState.DRAFT, 0)


def test_who_is_not_ready_to_sign_is_led_to_what_is_missing_at_once(client: Client, application: Application) -> None:
    answer(application, stay=None)
    page = client.get(url("sign", application.pk), follow=True)
    assert page.redirect_chain[0] == (f"/en/applications/{application.pk}/", 302)
    assert str(NoAuthority()) in html.unescape(page.content.decode())
    answer(application, surname=None)
    page = client.get(url("sign", application.pk), follow=True)
    assert page.redirect_chain[0] == (f"/en/applications/{application.pk}/", 302)
    assert str(Incomplete([])) in html.unescape(page.content.decode())


def test_signing_leads_to_the_service_and_back_to_the_receipt(
    client: Client, application: Application, double: Double
) -> None:
    answered = client.post(url("sign", application.pk), {**CONFIRMED, "way": "trusted"})
    assert answered.headers["Location"].startswith(f"{double.url}/sign/")
    assert Instruction.objects.get().language == "en"
    back = double.sign(answered.headers["Location"], "olena")
    returned = client.get(f"{url('return')}?{urlencode(back)}")
    assert (returned.status_code, returned.headers["Location"]) == (302, receipt_page(application))
    page = client.get(returned.headers["Location"]).content.decode()
    receipt = Receipt.objects.get()
    assert receipt.number in page
    assert reverse("receipts:verify", args=[receipt.code]).replace("/pl/", "/en/", 1) in page
    again = client.get(f"{url('return')}?{urlencode(back)}")
    assert (again.status_code, Receipt.objects.count()) == (302, 1)
    assert client.get(url("sign", application.pk)).headers["Location"] == receipt_page(application)


def test_a_session_that_ended_stops_no_filing(client: Client, application: Application, double: Double) -> None:
    answered = client.post(url("sign", application.pk), {**CONFIRMED, "way": "trusted"})
    back = double.sign(answered.headers["Location"], "olena")
    returned = Client().get(f"{url('return')}?{urlencode(back)}")
    assert returned.status_code == 302
    assert reloaded(application).state == ApplicationState.FILED


def test_somebody_else_is_told_why(client: Client, application: Application, double: Double) -> None:
    answered = client.post(url("sign", application.pk), {**CONFIRMED, "way": "trusted"})
    refused = client.get(f"{url('return')}?{urlencode(double.sign(answered.headers['Location'], 'ahmed'))}")
    assert refused.status_code == 409
    assert "Sign in to the signature service as the applicant" in refused.content.decode()
    assert url("sign", application.pk) in refused.content.decode()


def test_coming_back_without_a_signature_or_a_known_state_files_nothing(
    client: Client, application: Application, double: Double
) -> None:
    answered = client.post(url("sign", application.pk), {**CONFIRMED, "way": "trusted"})
    back = double.sign(answered.headers["Location"], "olena")
    assert client.get(f"{url('return')}?{urlencode({'state': back['state']})}").status_code == 409
    assert client.get(f"{url('return')}?{urlencode({'state': 'x', 'artifact': 'y'})}").status_code == 400
    assert Receipt.objects.count() == 0


def test_what_is_missing_leads_back(client: Client, application: Application) -> None:
    answer(application, surname=None)
    answered = client.post(url("sign", application.pk), {**CONFIRMED, "way": "trusted"})
    overview = reverse("applications:overview", args=[application.pk]).replace("/pl/", "/en/", 1)
    assert answered.headers["Location"] == overview


def test_a_service_that_is_down_is_said_on_the_page(client: Client, application: Application, double: Double) -> None:
    double.command(fail=1)
    page = client.post(url("sign", application.pk), {**CONFIRMED, "way": "trusted"})
    assert "does not answer now" in page.content.decode()


def test_own_signature_offers_the_document_and_takes_the_signed_file(
    client: Client, application: Application, sign: Sign
) -> None:
    assert client.get(url("own-signature", application.pk)).headers["Location"] == url("sign", application.pk)
    answered = client.post(url("sign", application.pk), {**CONFIRMED, "way": "own"})
    assert answered.headers["Location"] == url("own-signature", application.pk)
    document = client.get(url("download", application.pk, "to-sign.xml"))
    assert document.headers["Content-Disposition"] == f'attachment; filename="wniosek-do-podpisu-{application.pk}.xml"'
    wrong = SimpleUploadedFile("signed.xml", sign(document.content, "ahmed"))
    refused = client.post(url("own-signature", application.pk), {"file": wrong})
    assert list(refused.context["form"].errors) == ["file"]
    right = SimpleUploadedFile("signed.xml", sign(document.content, "olena-qualified"))
    accepted = client.post(url("own-signature", application.pk), {"file": right})
    assert accepted.headers["Location"] == receipt_page(application)


def test_too_large_a_signed_file_is_said_at_its_field(client: Client, application: Application) -> None:
    client.post(url("sign", application.pk), {**CONFIRMED, "way": "own"})
    large = SimpleUploadedFile("signed.xml", b" " * (SIGNED_FILE_BYTES + 1))
    page = client.post(url("own-signature", application.pk), {"file": large})
    said = "This file is too large to be the signed application. Choose another one"
    assert page.context["form"].errors == {"file": [said]}
    assert said in page.text
    assert reloaded(application).state == ApplicationState.SIGNING


def test_a_draft_that_was_deleted_meanwhile_is_not_signed(
    client: Client, application: Application, double: Double, sign: Sign
) -> None:
    """Another tab deleted it while this person signed, with the service or with a program of their own."""
    away = client.post(url("sign", application.pk), {**CONFIRMED, "way": "trusted"}).headers["Location"]
    document = client.get(url("download", application.pk, "to-sign.xml")).content
    lifecycle.discard(application, acting=own(application))
    back = client.get(f"{url('return')}?{urlencode(double.sign(away, 'olena'))}")
    assert (back.status_code, "This signing request is not known or has expired" in back.text) == (409, True)
    file = SimpleUploadedFile("signed.xml", sign(document, "olena-qualified"))
    for answered in (
        client.post(url("own-signature", application.pk), {"file": file}, follow=True),
        client.get(url("own-signature", application.pk), follow=True),
    ):
        assert answered.redirect_chain[-1] == (f"/en/applications/{application.pk}/", 302)
        assert "This cannot be done with the application in its present state." in answered.text
    assert client.get(url("download", application.pk, "to-sign.xml")).status_code == 404
    assert (reloaded(application).state, Receipt.objects.count()) == (ApplicationState.EXPIRED, 0)


@pytest.mark.parametrize("name", own_copy.COPY)
def test_the_own_copy_is_downloaded_by_its_owner_only(
    client: Client, application: Application, sign: Sign, name: str
) -> None:
    submission = prepared(application)
    assert client.get(url("download", application.pk, "receipt.xml")).status_code == 404
    submissions.accept(submission, signed_by(submission, sign), acting=own(submission.application))
    answered = client.get(url("download", application.pk, name))
    number = Receipt.objects.get().number.removeprefix("UPO-")
    names = {"application": "wniosek", "receipt": "upo", "files": "pliki", "confirmed": "pouczenie-i-oswiadczenia"}
    saved = names[name.split(".", maxsplit=1)[0]]
    assert answered.headers["Content-Disposition"] == f'attachment; filename="{saved}-{number}.{name.split(".")[1]}"'
    assert answered.content == own_copy.of(application)[name]
    assert answered.headers["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert client.get(url("download", application.pk, "to-sign.xml")).status_code == 404
    stranger = Client()
    stranger.force_login(User.objects.create_user("other@example.test", "correct horse battery"))
    for page in (url("sign", application.pk), url("own-signature", application.pk), receipt_page(application)):
        assert stranger.get(page).status_code == 404
    assert stranger.get(url("download", application.pk, name)).status_code == 404
    assert Client().get(url("download", application.pk, name)).status_code == 302


def test_a_signed_file_sent_after_the_session_had_ended_is_named(
    client: Client, application: Application, sign: Sign
) -> None:
    client.post(url("sign", application.pk), {**CONFIRMED, "way": "own"})
    client.logout()
    address = url("own-signature", application.pk)
    answer = client.post(address, {"file": SimpleUploadedFile("signed.xml", b"<x/>")})
    assert answer.headers["Location"] == f"/en/account/login/?next={address}"
    client.force_login(application.principal)
    page = client.get(address).text
    assert [said in page for said in ("Your session had ended", "Choose them again", "signed.xml")] == [True] * 3

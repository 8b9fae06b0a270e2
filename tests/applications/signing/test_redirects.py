"""A document's way to the signature service and back."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from pytest_django import Settings

from applications.signing import errors, redirects, trusted_profile
from applications.signing.judge import Expected, SignerProof, judge
from applications.signing.models import SignatureRequest
from sealing import keys
from sealing.models import new_id
from tests.applications.signing.signature_double import Double

pytestmark = pytest.mark.django_db

DOCUMENT = b'<wniosek xmlns="urn:pobyt:mos:wniosek:1" id="1"><dane sha256="ab"/></wniosek>'
SUBJECT = new_id()


def started() -> redirects.Redirect:
    key = keys.create("draft")
    return redirects.start(
        subject=SUBJECT, purpose="application", document=DOCUMENT, return_url="http://portal/return/", key=key
    )


def collected(back: dict[str, str]) -> redirects.Returned:
    return redirects.collect(state=back["state"], artifact=back["artifact"], purpose="application")


def test_requests_the_signed_document_comes_back(double: Double) -> None:
    redirect = started()
    assert redirect.url.startswith(f"{double.url}/sign/")
    back = double.sign(redirect.url, "olena")
    assert redirects.subject_of(back["state"], purpose="application") == SUBJECT
    returned = collected(back)
    assert (returned.request, returned.document) == (redirect.request, DOCUMENT)
    judgement = judge(returned.signed, document=returned.document, expected=Expected(pesel="92030512343"))
    assert judgement.outcome == SignerProof.MATCHES


def test_requests_a_return_is_collected_again_after_a_crash_though_the_service_is_down(double: Double) -> None:
    back = double.sign(started().url, "olena")
    first = collected(back)
    double.command(fail=1)
    assert collected(back).signed == first.signed


def test_requests_a_spent_request_serves_nobody_and_says_whose_it_was(double: Double) -> None:
    back = double.sign(started().url, "olena")
    redirects.spend(collected(back).request)
    with pytest.raises(errors.AlreadySpent) as refusal:
        collected(back)
    assert refusal.value.subject == SUBJECT


def test_requests_of_two_returns_at_once_one_takes_effect(double: Double) -> None:
    back = double.sign(started().url, "olena")
    first, second = collected(back), collected(back)
    redirects.spend(first.request)
    with pytest.raises(errors.AlreadySpent), transaction.atomic():
        redirects.spend(second.request)


def test_requests_signed_again_the_later_artifact_counts(double: Double) -> None:
    url = started().url
    first = collected(double.sign(url, "ahmed"))
    second = collected(double.sign(url, "olena"))
    assert first.signed != second.signed
    assert (
        judge(second.signed, document=DOCUMENT, expected=Expected(pesel="92030512343")).outcome == SignerProof.MATCHES
    )


def test_requests_coming_back_without_signing_is_told_so(double: Double) -> None:
    back = double.sign(started().url, "olena")
    with pytest.raises(errors.SigningCancelled):
        redirects.collect(state=back["state"], artifact="", purpose="application")


def test_requests_expire_after_half_an_hour(double: Double) -> None:
    back = double.sign(started().url, "olena")
    with time_machine.travel(timezone.now() + timedelta(minutes=31)), pytest.raises(errors.ReturnRefused):
        collected(back)


def test_requests_discarded_when_the_document_changed_do_not_come_back(double: Double) -> None:
    back = double.sign(started().url, "olena")
    redirects.discard(SUBJECT)
    with pytest.raises(errors.ReturnRefused):
        collected(back)


def test_requests_of_what_was_erased_do_not_come_back(double: Double) -> None:
    redirect = started()
    back = double.sign(redirect.url, "olena")
    keys.destroy(redirect.request.key)
    before = SignatureRequest.objects.values().get()
    with pytest.raises(errors.ReturnRefused):
        collected(back)
    assert SignatureRequest.objects.values().get() == before


def test_requests_forged_state_is_refused(double: Double) -> None:
    back = double.sign(started().url, "olena")
    for state in ("", "x", back["state"][:-1], back["state"] + "x", str(new_id())):
        with pytest.raises(errors.ReturnRefused):
            redirects.collect(state=state, artifact=back["artifact"], purpose="application")


def test_requests_of_one_purpose_do_not_serve_another(double: Double) -> None:
    back = double.sign(started().url, "olena")
    with pytest.raises(errors.ReturnRefused):
        redirects.collect(state=back["state"], artifact=back["artifact"], purpose="annex")


def test_requests_artifact_of_another_document_gives_another_document(double: Double) -> None:
    """The judge refuses it: the artifact is not bound to the state, the signed bytes are."""
    mine, theirs = double.sign(started().url, "olena"), double.sign(_other().url, "olena")
    returned = collected({"state": mine["state"], "artifact": theirs["artifact"]})
    with pytest.raises(errors.OtherDocument):
        judge(returned.signed, document=returned.document, expected=Expected(pesel="92030512343"))


def test_requests_service_that_fails_is_unavailable(double: Double) -> None:
    double.command(fail=1)
    with pytest.raises(errors.ServiceUnavailable):
        started()
    back = double.sign(started().url, "olena")
    double.command(fail=1)
    with pytest.raises(errors.ServiceUnavailable):
        collected(back)
    assert collected(back).signed


def test_requests_service_that_is_away_is_unavailable(settings: Settings) -> None:
    settings.SIGNATURE_URL = "http://127.0.0.1:1"
    with pytest.raises(errors.ServiceUnavailable):
        started()


def test_requests_too_large_an_answer_of_the_service_is_not_kept(
    double: Double, monkeypatch: pytest.MonkeyPatch
) -> None:
    back = double.sign(started().url, "olena")
    before = SignatureRequest.objects.values().get()
    with monkeypatch.context() as patch:
        patch.setattr(trusted_profile, "LIMIT_BYTES", len(DOCUMENT))
        with pytest.raises(errors.ServiceUnavailable):
            collected(back)
    assert SignatureRequest.objects.values().get() == before
    assert collected(back).document == DOCUMENT


def test_requests_artifact_cannot_climb_to_another_path(double: Double) -> None:
    back = double.sign(started().url, "olena")
    with pytest.raises(errors.ServiceUnavailable):
        redirects.collect(state=back["state"], artifact="../../control/", purpose="application")


def test_requests_nothing_readable_is_stored(double: Double) -> None:
    collected(double.sign(started().url, "olena"))
    row = SignatureRequest.objects.values().get()
    assert DOCUMENT not in bytes(row["document"])
    signed = row["signed"]
    assert signed is not None
    assert b"wniosek" not in bytes(signed)
    assert b"Kovalenko" not in bytes(signed)
    assert urlsplit(double.url).netloc not in str(row)


def test_requests_erase_leaves_nothing(double: Double) -> None:
    started()
    redirects.erase(SUBJECT)
    assert not SignatureRequest.objects.exists()


def _other() -> redirects.Redirect:
    document = DOCUMENT.replace(b"ab", b"cd")
    return redirects.start(
        subject=new_id(),
        purpose="application",
        document=document,
        return_url="http://portal/",
        key=keys.create("draft"),
    )


@pytest.mark.django_db(transaction=True)
def test_requests_are_spent_in_the_transaction_of_their_effect_alone(double: Double) -> None:
    """Otherwise a crash between the two would leave a signature that can neither count nor come back."""
    back = double.sign(started().url, "olena")
    returned = collected(back)
    with pytest.raises(RuntimeError):
        redirects.spend(returned.request)
    assert collected(back) == returned

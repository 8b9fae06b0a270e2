"""Filing through the API alone."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import Settings

from applications.drafting.models import Application
from applications.filing.models import Submission
from tests.applications.signing.signature_double import Double

pytestmark = pytest.mark.django_db(transaction=True)
type Sign = Callable[..., bytes]
JSON = "application/json"


def api_address(application: Application, rest: str) -> str:
    return f"/api/v1/applications/{application.pk}/{rest}"


CONFIRMED = {"instruction": "2026-11-26", "declarations": ["truth"], "signer": True}


def test_api_says_what_is_confirmed(client: Client, application: Application) -> None:
    said = client.get(api_address(application, "signature/")).json()
    assert [each["key"] for each in said.pop("who_signs")] == ["sign-yourself"]
    assert said == {
        "of_age_on": None,
        "for_whom": "self",
        "signer": "I am the person named in the application and I sign it myself",
        "instruction": {
            "version": "2026-11-26",
            "language": "en",
            "sentences": ["You sign yourself (art. 106d).", "You give your fingerprints (art. 106e)."],
        },
        "declarations": [
            {
                "key": "truth",
                "official": "Oświadczam, że dane zawarte we wniosku są prawdziwe.",
                "text": "I declare that the data in the application are true.",
            }
        ],
    }


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({**CONFIRMED, "instruction": "1999-01-01"}, {"instruction"}),
        ({**CONFIRMED, "declarations": []}, {"declarations"}),
        ({**CONFIRMED, "signer": False}, {"signer"}),
        ({}, {"instruction", "declarations"}),
    ],
)
def test_api_starts_nothing_without_the_confirmations(
    client: Client, application: Application, given: dict[str, object], wrong: set[str]
) -> None:
    refused = client.post(api_address(application, "signature/"), given, content_type=JSON)
    assert refused.status_code == 400
    assert set(refused.json()["errors"]) == wrong


def test_api_sends_nobody_with_a_signature_to_an_unknown_address(
    client: Client, application: Application, double: Double, settings: Settings
) -> None:
    back = "https://evil.example/collect"
    refused = client.post(api_address(application, "signature/"), {**CONFIRMED, "return_url": back}, content_type=JSON)
    assert (refused.status_code, refused.headers["Content-Type"]) == (400, "application/problem+json")
    assert (refused.json()["code"], list(refused.json()["errors"])) == ("invalid", ["return_url"])
    assert Submission.objects.count() == 0
    settings.SIGNATURE_RETURN_ORIGINS = ["https://evil.example"]
    started = client.post(api_address(application, "signature/"), {**CONFIRMED, "return_url": back}, content_type=JSON)
    assert started.status_code == 201

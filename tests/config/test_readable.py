"""A request that no page and no table could read is answered at the door, in words."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client, override_settings

from config import problem_types

pytestmark = pytest.mark.django_db
HOSTS = {"portal": "config.urls", "editors": "config.urls_editors", "officers": "config.urls_officers"}
WORDS = {
    "pl": ("Nie możemy", "Nie ma takiej strony"),
    "en": ("We cannot read this request", "Page not found"),
}


@pytest.fixture(params=HOSTS)
def host(request: Any, settings: Any) -> str:
    settings.ROOT_URLCONF = HOSTS[request.param]
    return str(request.param)


@pytest.mark.parametrize(
    "address",
    [
        "/en/guides%00/",
        "/en/account/login/?next=%00",
        "/en/receipts/%00/",
        "/en/annex/a%00b/",
        "/en/applications/new/%00/",
        "/en/filing/return/?state=%00&artifact=%00",
        "/en/annex/return/?state=a%00",
        "/%00",
    ],
)
def test_nul_in_an_address_is_a_bad_request(client: Client, host: str, address: str) -> None:
    answer = client.get(address, headers={"Accept-Language": "en"})
    assert (answer.status_code, "We cannot read this request" in answer.text) == (400, True)
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("address", ["/api/v1/receipts/%00/", "/api/v1/authorities/?voivodeship=%00", "/api/v1/%00"])
def test_nul_in_an_address_of_the_api_is_a_problem(client: Client, address: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert answer.json() == problem_types.details(
        400, "bad_request", "Bad Request", detail="Bad request syntax or unsupported method"
    )


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_ACCEPT_LANGUAGE": "uk\0"},
        {"HTTP_X_SESSION_TOKEN": "a\0"},
        {"HTTP_IDEMPOTENCY_KEY": "\0"},
        {"HTTP_COOKIE": 'session="a\\000b"'},
        {"HTTP_COOKIE": 'kept-post="\\000"'},
    ],
)
def test_nul_in_a_header_or_a_cookie_is_a_bad_request(client: Client, headers: dict[str, str]) -> None:
    assert client.get("/en/account/login/", **headers).status_code == 400  # type: ignore[arg-type]  # headers


@pytest.mark.parametrize("charset", ["rot13", "bz2_codec", "unicode_escape", "utf-16", "utf-7", "no-such", "idna", "ü"])
def test_a_body_in_no_text_we_read_is_a_bad_request(client: Client, charset: str) -> None:
    for kind in ("application/x-www-form-urlencoded", "application/json"):
        for address in ("/en/account/login/", "/api/v1/applications/"):
            answer = client.generic("POST", address, b"a=b", content_type=f"{kind}; charset={charset}")
            assert answer.status_code == 400


def test_what_is_nowhere_is_told_in_the_language_of_the_address_else_of_the_browser(client: Client, host: str) -> None:
    if host == "officers":
        found = client.get("/nothing/", headers={"Accept-Language": "pl"})
        assert (found.status_code, found["Content-Language"], 'lang="pl"' in found.text) == (404, "pl", True)
    if host == "editors":  # pages live at the portal, which says that this one is none
        assert client.get("/uk/nothing/here/")["Location"] == f"{settings.PORTAL_URL}/uk/nothing/here/"
        return
    found = client.get("/uk/nothing/here/", headers={"Accept-Language": "pl"})
    assert (found.status_code, found["Content-Language"], 'lang="uk"' in found.text) == (404, "uk", True)
    assert "no-store" in found["Cache-Control"]
    head = client.head("/uk/nothing/here/")
    assert (head.status_code, head.content) == (404, b"")


def test_a_button_opened_as_a_page_is_told_so_in_the_readers_language(client: Client) -> None:
    answer = client.get("/ar/annex/a-token/sign/", headers={"Accept-Language": "pl"})
    assert (answer.status_code, answer["Allow"], answer["Content-Language"]) == (405, "POST", "ar")
    assert 'lang="ar" dir="rtl"' in answer.text
    assert int(answer["Content-Length"]) == len(answer.content)  # a server sends no more than that
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Frame-Options"] == "DENY"


def test_an_unknown_host_and_too_large_a_form_get_the_page_too(client: Client) -> None:
    unknown = client.get("/en/account/login/", headers={"Host": "evil.example"})
    assert (unknown.status_code, "We cannot read this request" in unknown.text) == (400, True)
    with override_settings(DATA_UPLOAD_MAX_NUMBER_FIELDS=3):
        many = client.post("/uk/account/login/", {str(each): "" for each in range(5)})
    assert (many.status_code, 'lang="uk"' in many.text) == (400, True)


def test_a_page_that_was_open_too_long_is_told_in_the_readers_language() -> None:
    answer = Client(enforce_csrf_checks=True).post("/uk/account/login/", {"login": "a"})
    assert (answer.status_code, answer["Content-Language"], 'lang="uk"' in answer.text) == (403, "uk", True)
    assert "no-store" in answer["Cache-Control"]


def test_the_exchange_answers_programs_only(client: Client, settings: Any) -> None:
    settings.ROOT_URLCONF, settings.ROLE = "config.urls_exchange", "exchange"
    for address, status in (("/", 404), ("/gov/v1/nothing", 404), ("/nul%00", 400)):
        answer = client.get(address)
        assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
        assert answer.json()["status"] == status


@pytest.mark.parametrize("address", ["/api/", "/api/v1/nothing/", "/api/v2/", "/_allauth/nothing"])
def test_what_the_api_does_not_have_is_a_problem(client: Client, address: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert answer.json() == problem_types.details(404, "not_found", "Not Found", detail="Nothing matches the given URI")

"""The double as a person and as a sender's server meet it."""

import base64
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from flask.testing import FlaskClient
from pytest_django import Settings

from applications.signing import errors
from applications.signing.double import signer
from applications.signing.double.app import create
from applications.signing.judge import Expected, SignerProof, judge

DOCUMENT = b'<wniosek xmlns="urn:pobyt:mos:wniosek:1" id="1"><dane sha256="ab"/></wniosek>'
OLENA = Expected(pesel="92030512343")


@pytest.fixture
def client(tmp_path: Path, settings: Settings) -> Iterator[FlaskClient]:
    app = create(tmp_path)
    settings.SIGNATURE_TRUST = tmp_path / "pki" / "signature-ca.pem"
    with app.test_client() as client:
        yield client


def sent(client: FlaskClient) -> str:
    body = {"document": base64.b64encode(DOCUMENT).decode(), "return_url": "http://portal/return/", "state": "s:1"}
    answer = client.post("/documents", json=body)
    assert answer.status_code == 201
    return str(answer.get_json()["id"])


def fetched(client: FlaskClient, location: str) -> bytes:
    query = parse_qs(urlsplit(location).query)
    assert location.startswith("http://portal/return/?")
    assert query["state"] == ["s:1"]
    return client.get(f"/documents/signed/{query['artifact'][0]}").get_data()


@pytest.mark.parametrize("form", [{"person": "olena"}, {"login": "olena"}, {"login": " 92030512343 ", "person": "jan"}])
def test_double_a_person_signs_on_the_page_and_returns(client: FlaskClient, form: dict[str, str]) -> None:
    name = sent(client)
    page = client.get(f"/sign/{name}").get_data(as_text=True)
    assert "Test service." in page
    assert "Olena Kovalenko, PESEL 92030512343" in page
    answer = client.post(f"/sign/{name}", data={**form, "action": "sign"})
    assert answer.status_code == 302
    judgement = judge(fetched(client, answer.headers["Location"]), document=DOCUMENT, expected=OLENA)
    assert judgement.outcome == SignerProof.MATCHES


def test_double_a_person_cancels(client: FlaskClient) -> None:
    answer = client.post(f"/sign/{sent(client)}", data={"action": "cancel", "person": "olena"})
    assert answer.headers["Location"] == "http://portal/return/?state=s%3A1&error=cancelled"


@pytest.mark.parametrize("form", [{}, {"login": "nobody"}, {"person": "../ca"}])
def test_double_an_unknown_person_is_asked_again(client: FlaskClient, form: dict[str, str]) -> None:
    answer = client.post(f"/sign/{sent(client)}", data=form)
    assert answer.status_code == 422
    assert "No test person has this login" in answer.get_data(as_text=True)


@pytest.mark.parametrize("who", [{"person": "olena"}, {"pesel": "92030512343"}])
def test_double_a_program_signs_without_a_browser(client: FlaskClient, who: dict[str, str]) -> None:
    answer = client.post("/api/sign", json={"id": sent(client), **who}).get_json()
    assert answer["state"] == "s:1"
    assert (
        judge(fetched(client, answer["return_url"]), document=DOCUMENT, expected=OLENA).outcome == SignerProof.MATCHES
    )


def test_double_what_was_signed_can_be_fetched_again(client: FlaskClient) -> None:
    url = client.post("/api/sign", json={"id": sent(client), "person": "olena"}).get_json()["return_url"]
    assert fetched(client, url) == fetched(client, url)


def test_double_unknown_things_are_not_found(client: FlaskClient) -> None:
    answers = [
        client.get("/sign/unknown"),
        client.post("/sign/unknown"),
        client.get("/documents/signed/unknown"),
        client.post("/api/sign", json={"id": "unknown", "person": "olena"}),
        client.post("/api/sign", json={"id": sent(client), "person": "nobody"}),
    ]
    assert [answer.status_code for answer in answers] == [404] * 5


@pytest.mark.parametrize(
    "changes",
    [
        {"document": "?"},
        {"document": base64.b64encode(b"no xml").decode()},
        {"return_url": "javascript:alert(1)"},
        {"state": ""},
    ],
)
def test_double_a_wrong_document_is_refused(client: FlaskClient, changes: dict[str, str]) -> None:
    good = {"document": base64.b64encode(DOCUMENT).decode(), "return_url": "http://portal/", "state": "1"}
    assert client.post("/documents", json={**good, **changes}).status_code == 400


def test_double_fails_as_often_as_told(client: FlaskClient) -> None:
    client.post("/control/", json={"fail": 2})
    assert [client.get("/documents/signed/x").status_code for _ in range(3)] == [503, 503, 404]


def test_double_is_slow_when_told_but_never_longer_than_a_minute(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    for seconds in (0, 2, 3600):
        client.post("/control/", json={"delay_seconds": seconds})
        assert client.get("/documents/signed/x").status_code == 404
    assert slept == [2, 60]


@pytest.mark.parametrize("path", ["/documents", "/api/sign", "/control/"])
@pytest.mark.parametrize("body", ["[]", "no json", ""])
def test_double_what_is_no_object_is_refused(client: FlaskClient, path: str, body: str) -> None:
    assert client.post(path, data=body, content_type="application/json").status_code == 400


def test_double_signs_with_the_keys_of_its_authority_alone(tmp_path: Path) -> None:
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    (tmp_path / "other.pem").write_bytes(
        other.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    with pytest.raises(TypeError, match="elliptic-curve"):
        signer.sign(DOCUMENT, tmp_path / "other.pem")


@pytest.mark.parametrize(
    ("manner", "refusal"),
    [("sign-twice", errors.NotOneSignature), ("sign-other-content", errors.OtherDocument)],
)
def test_double_signs_badly_when_told(client: FlaskClient, manner: str, refusal: type[errors.SignatureRefused]) -> None:
    client.post("/control/", json={"manner": manner})
    url = client.post("/api/sign", json={"id": sent(client), "person": "olena"}).get_json()["return_url"]
    with pytest.raises(refusal):
        judge(fetched(client, url), document=DOCUMENT, expected=OLENA)


def test_double_returns_twice_when_told(client: FlaskClient) -> None:
    client.post("/control/", json={"return_twice": True})
    page = client.post(f"/sign/{sent(client)}", data={"person": "olena"}).get_data(as_text=True)
    assert page.count('href="http://portal/return/?state=s%3A1&amp;artifact=') == 2


@pytest.mark.parametrize("command", [{"manner": "unheard-of"}, {"unknown": 1}])
def test_double_an_unknown_command_is_refused(client: FlaskClient, command: dict[str, object]) -> None:
    assert client.post("/control/", json=command).status_code == 400
    assert client.get("/control/").get_json() == {"fail": 0, "delay_seconds": 0, "manner": "", "return_twice": False}

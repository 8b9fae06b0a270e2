"""The connector's HTTP client: one pinned server, mutual TLS, every request and every answer signed."""

import json
from collections.abc import Mapping
from pathlib import Path
from ssl import TLSVersion
from typing import Any

import requests
from requests.adapters import HTTPAdapter

from applications.exchange.connector.errors import Alarm
from applications.exchange.connector.places import Places
from applications.exchange.protocol import http, keys
from applications.exchange.protocol.backend import BackendUnavailable
from applications.exchange.protocol.errors import SignatureInvalid

CONFLICT, GONE = 409, 410
RETRY = (429, 503, 502, 504)
TIMEOUT = (5, 30)  # to connect, between two bytes: seconds
CHUNK = 64 * 1024


class Pinned(HTTPAdapter):
    """TLS 1.3 to one certificate only, whatever else our authority may have signed."""

    def __init__(self, sha256: str) -> None:
        self.sha256 = sha256
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        # requests hands these on to urllib3
        super().init_poolmanager(
            *args, **options, assert_fingerprint=self.sha256, ssl_minimum_version=TLSVersion.TLSv1_3
        )


class Client:
    """Speaks to `/gov/v1/` of one portal."""

    def __init__(self, places: Places) -> None:
        self.portal = places.portal
        self.key = keys.signing(places.pki / "connector" / "signing.json")
        self.portal_keys = keys.verifying(places.pki / "public" / "portal-signing.json")
        self.session = _session(places.pki, places.portal)

    def get(self, path: str, *, at_most: int, headers: Mapping[str, str] | None = None) -> tuple[int, bytes]:
        return self._call("GET", path, b"", at_most=at_most, headers=headers or {})

    def post(self, path: str, body: bytes) -> tuple[int, bytes]:
        return self._call("POST", path, body, at_most=CHUNK, headers={"Content-Type": "application/json"})

    def _call(
        self, method: str, path: str, body: bytes, *, at_most: int, headers: Mapping[str, str]
    ) -> tuple[int, bytes]:
        """Status and body of an answer that the portal signed for this very request."""
        sent = http.SignedRequest(method=method, url=f"{self.portal}/gov/v1/{path}")
        sent.headers |= http.sign(sent, body, self.key)
        response, content = self._exchange(sent, body, at_most=at_most, headers=headers)
        if response.status_code in RETRY:
            raise BackendUnavailable(f"portal answered {response.status_code}")
        answer = http.Response(status_code=response.status_code, request=sent, headers=dict(response.headers))
        try:
            http.verify(answer, content, self.portal_keys)
        except SignatureInvalid as error:
            raise Alarm(
                f"answer {response.status_code} to {method} {path.partition('?')[0]} is not signed: {error}"
            ) from error
        if response.status_code == CONFLICT:
            raise Alarm(f"portal sees a conflict: {json.loads(content).get('title')}")
        return response.status_code, content

    def _exchange(
        self, sent: http.SignedRequest, body: bytes, *, at_most: int, headers: Mapping[str, str]
    ) -> tuple[requests.Response, bytes]:
        try:
            response = self.session.request(
                sent.method,
                sent.url,
                data=body or None,
                headers={**headers, **sent.headers},
                timeout=TIMEOUT,
                stream=True,
                allow_redirects=False,
            )
            with response:
                return response, _read(response, at_most)
        except requests.RequestException as error:
            raise BackendUnavailable(type(error).__name__) from error


def _session(pki: Path, portal: str) -> requests.Session:
    session = requests.Session()
    session.trust_env = False  # or REQUESTS_CA_BUNDLE silently replaces the pinned authority, and a proxy joins in
    session.verify = str(pki / "ca.pem")
    session.cert = (str(pki / "connector" / "client.pem"), str(pki / "connector" / "client.key"))
    (sha256, *_next) = json.loads((pki / "public" / "pins.json").read_text())["server_sha256"]
    session.mount(portal, Pinned(sha256))
    return session


def _read(response: requests.Response, at_most: int) -> bytes:
    """No more than was expected, however much is sent."""
    content = bytearray()
    for chunk in response.iter_content(CHUNK):
        content += chunk
        if len(content) > at_most:
            raise Alarm("the portal sends more than it announced")
    return bytes(content)

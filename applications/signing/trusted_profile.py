"""The trusted profile: a redirect service that takes a document, lets the person sign it and gives it back."""

import base64
from urllib.parse import quote

import requests
from django.conf import settings

from applications.signing.errors import ServiceUnavailable

TIMEOUT_SECONDS = (5, 20)
LIMIT_BYTES = 5_000_000


class TrustedProfile:
    """The service at settings.SIGNATURE_URL."""

    def __init__(self) -> None:
        self.session = requests.Session()
        self.session.trust_env = False  # REQUESTS_CA_BUNDLE and proxies of the environment are not for this

    def send(self, document: bytes, *, state: str, return_url: str) -> str:
        """The address at which the person signs."""
        body = {"document": base64.b64encode(document).decode(), "return_url": return_url, "state": state}
        answer = self._call("POST", "/documents", json=body)
        try:
            name = str(answer.json()["id"])
        except (ValueError, KeyError, TypeError):
            raise ServiceUnavailable from None
        return f"{settings.SIGNATURE_URL}/sign/{quote(name, safe='')}"

    def fetch(self, artifact: str) -> bytes:
        """The signed document."""
        content = self._call("GET", f"/documents/signed/{quote(artifact, safe='')}").content
        if len(content) > LIMIT_BYTES:
            raise ServiceUnavailable
        return content

    def _call(self, method: str, path: str, json: dict[str, str] | None = None) -> requests.Response:
        url = f"{settings.SIGNATURE_URL}{path}"
        try:
            answer = self.session.request(method, url, json=json, timeout=TIMEOUT_SECONDS, allow_redirects=False)
        except requests.RequestException:
            raise ServiceUnavailable from None
        if answer.status_code not in {200, 201}:
            raise ServiceUnavailable
        return answer

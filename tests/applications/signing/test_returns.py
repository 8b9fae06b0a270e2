"""Nobody is sent with a signature to an address that nobody registered."""

import pytest
from pytest_django import Settings

from applications.signing import returns

PORTAL, APP = "https://mos.example", "http://127.0.0.1:8123"
ALLOWED = (f"{PORTAL}/pl/filing/return/", "https://MOS.example:443/a?b=c", f"{APP}/back", APP)
REFUSED = (
    "https://evil.example/", "https://mos.example.evil.example/", "https://mos.example@evil.example/",
    "https://evil.example\\@mos.example/", "https://evil.example#@mos.example/", "http://mos.example/",
    "https://mos.example:8443/", "https://mos.example\t.evil.example/", "//mos.example/", "/pl/filing/return/",
    "javascript:alert(1)", "mos://back", "https://[", "https://mos.example:x/", "http://127.0.0.1:8124/back",
    "https://mos.examplе/", "",
)  # fmt: skip


@pytest.fixture(autouse=True)
def origins(settings: Settings) -> None:
    settings.PORTAL_URL, settings.SIGNATURE_RETURN_ORIGINS = PORTAL, [APP]


@pytest.mark.parametrize("url", ALLOWED)
def test_our_pages_and_registered_callers(url: str) -> None:
    assert returns.is_allowed(url)


@pytest.mark.parametrize("url", REFUSED)
def test_everything_else_is_refused(url: str) -> None:
    assert not returns.is_allowed(url)


def test_nobody_is_registered_at_first(settings: Settings) -> None:
    settings.SIGNATURE_RETURN_ORIGINS = []
    assert (returns.is_allowed(f"{APP}/back"), returns.is_allowed(f"{PORTAL}/")) == (False, True)

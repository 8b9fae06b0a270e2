"""How a session's browser is named."""

import pytest

from accounts import devices

MOZILLA = "Mozilla/5.0"
LIKE = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("said", "named"),
    [
        (f"{MOZILLA} (X11; Linux x86_64) {LIKE} Chrome/142.0.0.0 Safari/537.36", "Chrome · Linux"),
        (f"{MOZILLA} (Windows NT 10.0; Win64; x64) {LIKE} Chrome/142.0.0.0 Safari/537.36 Edg/142.0", "Edge · Windows"),
        (f"{MOZILLA} (Linux; Android 15; Pixel 8) {LIKE} Chrome/142.0.0.0 Mobile Safari/537.36", "Chrome · Android"),
        (f"{MOZILLA} (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari · iPhone"),
        (f"{MOZILLA} (Macintosh; Intel Mac OS X 10.15; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox · macOS"),
        ("python-requests/2.32", "python-requests/2.32"),
        ("", ""),
    ],
)
def test_device_is_named_as_people_know_it(said: str, named: str) -> None:
    assert devices.name(said) == named

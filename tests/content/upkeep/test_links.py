"""Links of what readers are shown are found and asked for; one that cannot be asked stops no other."""

import http.server
import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.base import ContentFile

from content.media import File
from content.models import ArticlePage
from content.said import jobs as said
from content.upkeep import jobs, links
from content.upkeep.models import CheckedLink, LinkState
from tests.content import small_portal

pytestmark = pytest.mark.django_db
START = datetime(2027, 3, 10, 11, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(START, tick=False) as travelling:
        yield travelling


@pytest.fixture
def page() -> ArticlePage:
    return small_portal.published(small_portal.home(), ArticlePage(title="Raz", slug="raz"))


class Answering(http.server.BaseHTTPRequestHandler):
    asked: list[str]

    def do_GET(self) -> None:
        self.send_response(int(self.path.strip("/")))
        self.send_header("Location", "http://127.0.0.1/inside")
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        pass


@pytest.fixture
def outside() -> Iterator[str]:
    """A server that answers with the status it is asked for."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def write(page: ArticlePage, *hrefs: str) -> None:
    anchors = "".join(f'<p><a href="{href}">x</a></p>' for href in hrefs)
    body: Any = json.dumps([{"type": "text", "value": {"heading": "", "text": anchors}}])
    page.body = body
    page.save_revision().publish()


def states(**asked: Any) -> dict[str, tuple[str, str]]:
    return {link.address: (link.state, link.answer) for link in CheckedLink.objects.filter(**asked)}


def look() -> None:
    said.run()
    jobs.run()


def test_links_inside_are_asked_as_a_reader_would(page: ArticlePage, clock: Any, settings: Any) -> None:
    clock.shift(timedelta(minutes=1))
    write(page, "/pl/fees/", "/pl/gone/", "/pl/applications/", "#here")
    look()
    found = states()
    portal = settings.PORTAL_URL
    assert {path: found[f"{portal}{path}"] for path in ("/pl/fees/", "/pl/gone/", "/pl/applications/")} == {
        "/pl/fees/": (LinkState.WORKS, "200"),
        "/pl/gone/": (LinkState.BROKEN, "404"),
        "/pl/applications/": (LinkState.WORKS, "302"),
    }
    assert [each.pk for each in CheckedLink.objects.get(address=f"{portal}/pl/gone/").on_pages.all()] == [page.pk]


def test_a_link_that_was_taken_off_is_asked_no_more(page: ArticlePage, clock: Any, settings: Any) -> None:
    for hrefs in (["/pl/gone/"], []):
        clock.shift(timedelta(hours=1))
        write(page, *hrefs)
        look()
    gone = CheckedLink.objects.get(address=f"{settings.PORTAL_URL}/pl/gone/")
    assert (gone.on_pages.count(), links.to_ask().filter(pk=gone.pk).exists()) == (0, False)


def test_what_lies_outside_is_asked_where_the_system_may(page: ArticlePage, settings: Any) -> None:
    link = CheckedLink.objects.create(address="https://example.test/", is_outside=True)
    link.on_pages.add(page)
    assert not links.to_ask().exists()
    settings.CHECK_LINKS_OUTSIDE = True
    assert list(links.to_ask()) == [link]


def test_a_network_of_ours_is_never_asked(outside: str) -> None:
    link = CheckedLink.objects.create(address=f"{outside}/200/", is_outside=True)
    links.ask(link)
    assert (link.state, link.answer, link.failures) == (LinkState.FAILING, "", 1)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (200, [LinkState.WORKS] * 3),
        (301, [LinkState.WORKS] * 3),
        (404, [LinkState.BROKEN] * 3),
        (503, [LinkState.FAILING, LinkState.FAILING, LinkState.BROKEN]),
    ],
)
def test_a_server_that_is_down_for_a_day_breaks_no_link(
    outside: str, monkeypatch: pytest.MonkeyPatch, status: int, expected: list[str]
) -> None:
    monkeypatch.setattr(links, "_require_public", lambda host: None)  # the test's server is on this machine
    link = CheckedLink.objects.create(address=f"{outside}/{status}/", is_outside=True)
    seen = []
    for _day in expected:
        links.ask(link)
        seen.append(link.state)
    assert seen == expected


def test_a_link_that_answers_again_starts_anew(outside: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "_require_public", lambda host: None)
    link = CheckedLink.objects.create(address=f"{outside}/200/", is_outside=True, failures=2, state=LinkState.FAILING)
    links.ask(link)
    assert (link.state, link.failures) == (LinkState.WORKS, 0)


@pytest.mark.parametrize(
    "text", ["", "   ", "<p>no link</p>", '<a>x</a><a href="mailto:a@b.test">x</a><a href="tel:1">x</a>']
)
def test_text_without_links_has_none(text: str) -> None:
    assert links.addresses(text, at="https://mos.test/pl/") - {"https://mos.test/pl/"} == set()


@pytest.mark.parametrize("bad", ["http://[bad", "//[", "http://a:b:c/", "https://example.test/" + "ż" * 1990])
def test_what_is_no_address_keeps_no_other_from_being_asked_for(bad: str) -> None:
    text = f'<a href="{bad}">x</a><a href="/pl/fees/">y</a>'
    assert "https://mos.test/pl/fees/" in links.addresses(text, at="https://mos.test/pl/")
    assert all(len(each.encode()) <= links.LONGEST for each in links.addresses(text, at="https://mos.test/pl/"))


def test_a_file_whose_name_has_a_space_is_found(page: ArticlePage, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    file = File.objects.create(title="Wzór", file=ContentFile(b"%PDF-1.7", "wzór pisma.pdf"))
    file.file.name = "documents/wzór pisma.pdf"
    (tmp_path / "documents" / "wzór pisma.pdf").write_bytes(b"%PDF-1.7")
    file.save()
    assert "%20" in file.url
    link = CheckedLink.objects.create(address=f"{settings.PORTAL_URL}{file.url}", is_outside=False)
    links.ask(link)
    assert (link.state, link.answer) == (LinkState.WORKS, "200")

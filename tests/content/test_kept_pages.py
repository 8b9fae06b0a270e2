"""A page for everybody is made once; it is made anew when something changed, and nothing of a person is ever kept."""

import gzip
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from config.kept_pages import KeptPages
from content.models import BasePage, GuidePage
from freshness import hearing
from tests.config import addresses
from tests.freshness.telling_tables import telling_tables

GUIDE = "/pl/guides/temporary-work/"
LISTED = "/api/v1/content/pages/"
PROCEDURE = "/api/v1/procedures/temporary-work/"
OF_LAW = (PROCEDURE, f"{PROCEDURE}form/", "/api/v1/facts/", "/api/v1/authorities/")
READ_ONCE_A_PROCESS = {"wagtailcore_site"}


class Heard:
    """What a listener would say."""

    state: int | None = 1

    def __call__(self) -> int | None:
        return self.state


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Heard:
    told = Heard()
    monkeypatch.setattr(hearing, "state", told)
    return told


@pytest.fixture
def reader(content_loaded: None, heard: Heard, settings: Settings) -> Client:
    settings.MIDDLEWARE = ["config.kept_pages.KeptPages", *settings.MIDDLEWARE]
    return Client()


def asked(client: Client, address: str, **headers: str) -> tuple[Any, int]:
    """The answer, and how many statements it cost."""
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address, headers=headers)
    return answer, len(captured)


@pytest.mark.parametrize("address", [GUIDE, LISTED, f"{LISTED}?type=content.GuidePage", PROCEDURE])
def test_the_second_reader_costs_no_statement(reader: Client, address: str) -> None:
    first, cost = asked(reader, address)
    again, nothing = asked(reader, address)
    assert cost > 0
    assert nothing == 0
    assert again.content == first.content
    kept = {name: value for name, value in again.items() if name != "Age"}
    assert kept == {name: value for name, value in first.items() if name != "Age"}


def test_after_a_change_it_is_made_anew(reader: Client, heard: Heard, guide: GuidePage) -> None:
    assert "Zupełnie nowy tytuł" not in reader.get(GUIDE).content.decode()
    GuidePage.objects.filter(pk=guide.pk).update(title="Zupełnie nowy tytuł")
    heard.state = 2
    assert "Zupełnie nowy tytuł" in reader.get(GUIDE).content.decode()


def test_what_changes_while_it_is_made_is_not_missed(reader: Client, heard: Heard, monkeypatch: Any) -> None:
    """It is kept under the state that was before; at the next one nobody finds it."""
    serve = BasePage.serve

    def changed_meanwhile(page: BasePage, *args: Any, **kwargs: Any) -> Any:
        made = serve(page, *args, **kwargs)
        heard.state = 2
        return made

    monkeypatch.setattr(BasePage, "serve", changed_meanwhile)
    reader.get(GUIDE)
    assert asked(reader, GUIDE)[1] > 0


def test_another_day_has_facts_of_its_own(reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    reader.get(GUIDE)
    day = date(2027, 3, 5)  # art. 100d has ended
    monkeypatch.setattr(timezone, "localdate", lambda *_args: day)
    assert asked(reader, GUIDE)[1] > 0


def test_while_nobody_would_tell_of_a_change_nothing_is_kept(reader: Client, heard: Heard) -> None:
    heard.state = None
    assert asked(reader, GUIDE)[1] > 0
    assert asked(reader, GUIDE)[1] > 0


def test_who_is_signed_in_reads_the_same_page_as_everybody(reader: Client) -> None:
    reader.force_login(User.objects.create_user("olena@example.test", "cztery-lipy-nad-rzeka"))
    theirs = reader.get(GUIDE)
    reader.logout()
    everybodys, cost = asked(reader, GUIDE)
    assert cost == 0
    assert everybodys.content == theirs.content
    assert "olena" not in everybodys.content.decode()
    assert not everybodys.cookies


def test_nothing_else_of_the_portal_is_kept(reader: Client, settings: Settings) -> None:
    """Every address that is not for everybody is made for each who asks."""
    reader.raise_request_exception = False
    reader.force_login(User.objects.create_user("olena@example.test", "cztery-lipy-nad-rzeka"))
    for address in addresses.of(settings.ROOT_URLCONF):
        first = reader.get(address)
        if "public" not in first.get("Cache-Control", ""):
            assert "Age" not in first, address
            assert "Age" not in reader.get(address), address


def test_every_table_that_kept_answers_read_tells_of_its_changes(reader: Client) -> None:
    pages = [page.address() for page in each_kind()]
    read: set[str] = set()
    for address in [*pages, LISTED, *OF_LAW, *(f"{LISTED}{page.pk}/" for page in each_kind())]:
        with CaptureQueriesContext(connection) as captured:
            assert reader.get(address).status_code == 200, address
        read |= {table for query in captured.captured_queries for table in tables_of(query["sql"])}
    assert {"wagtailcore_page", "content_guidepage", "procedures_overlay", "content_contact"} <= read
    assert read - READ_ONCE_A_PROCESS <= set(telling_tables())


def each_kind() -> Iterator[BasePage]:
    """One page of every template and guide in Polish; translations have the same parts."""
    for model in BasePage.__subclasses__():
        yield from model.objects.filter(live=True, locale__language_code__in=["pl", "uk"])


def tables_of(statement: str) -> set[str]:
    words = statement.replace('"', "").replace(",", " ").split()
    return {after for word, after in pairwise(words) if word in {"FROM", "JOIN"} and "_" in after}


def test_an_unchanged_page_is_answered_with_nothing(reader: Client) -> None:
    tag = reader.get(GUIDE).headers["ETag"]
    answer, cost = asked(reader, GUIDE, if_none_match=tag)
    assert (answer.status_code, answer.content, cost) == (304, b"", 0)
    assert answer.headers["ETag"] == tag
    assert "max-age=60" in answer.headers["Cache-Control"]


def test_who_can_unpack_is_sent_less(reader: Client) -> None:
    plain = reader.get(GUIDE)
    packed = reader.get(GUIDE, headers={"accept-encoding": "gzip, br"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) * 3 < len(plain.content)
    assert packed.headers["ETag"] == f"W/{plain.headers['ETag']}"
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert "Accept-Encoding" in packed.headers["Vary"]
    again = reader.get(GUIDE, headers={"accept-encoding": "gzip", "if-none-match": packed.headers["ETag"]})
    assert again.status_code == 304


def test_who_asks_for_the_head_is_given_no_body(reader: Client) -> None:
    whole = reader.get(GUIDE)
    head, cost = asked_head(reader, GUIDE)
    assert (head.status_code, head.content, cost) == (200, b"", 0)
    assert head.headers["ETag"] == whole.headers["ETag"]


def asked_head(client: Client, address: str) -> tuple[Any, int]:
    with CaptureQueriesContext(connection) as captured:
        answer = client.head(address)
    return answer, len(captured)


def test_an_answer_of_the_api_in_another_language_is_another_one(reader: Client) -> None:
    polish = reader.get(LISTED, headers={"accept-language": "pl"})
    ukrainian, cost = asked(reader, LISTED, accept_language="uk")
    assert cost > 0
    assert polish.headers["Content-Language"] == "pl"
    assert ukrainian.headers["Content-Language"] == "uk"


def test_nobody_chooses_the_language_of_others_by_a_cookie(reader: Client) -> None:
    """It is no part of what an answer varies by."""
    reader.cookies[settings.LANGUAGE_COOKIE_NAME] = "uk"
    first = reader.get(LISTED, headers={"accept-language": "pl"})
    assert first.headers["Content-Language"] == "pl"
    del reader.cookies[settings.LANGUAGE_COOKIE_NAME]
    assert reader.get(LISTED, headers={"accept-language": "pl"}).content == first.content


PUBLIC = {"Cache-Control": "public, max-age=60"}
REFUSED: dict[str, Callable[[], HttpResponse]] = {
    "private": lambda: HttpResponse("a", headers={"Cache-Control": "private, max-age=60"}),
    "public and private": lambda: HttpResponse("a", headers={"Cache-Control": "public, private, max-age=60"}),
    "nothing said": lambda: HttpResponse("a"),
    "not a second": lambda: HttpResponse("a", headers={"Cache-Control": "public, max-age=0"}),
    "by cookie": lambda: HttpResponse("a", headers={**PUBLIC, "Vary": "Cookie"}),
    "by everything": lambda: HttpResponse("a", headers={**PUBLIC, "Vary": "*"}),
    "not found": lambda: HttpResponse("a", headers=PUBLIC, status=404),
    "a cookie": lambda: with_cookie(HttpResponse("a", headers=PUBLIC)),
}


def with_cookie(answer: HttpResponse) -> HttpResponse:
    answer.set_cookie("session", "olena")
    return answer


@pytest.mark.parametrize("kind", REFUSED)
def test_what_may_be_of_a_person_is_not_kept(heard: Heard, kind: str) -> None:
    assert made_of_three(REFUSED[kind]) == 3


def test_a_planted_answer_for_everybody_is_kept(heard: Heard) -> None:
    """So the test above can fail."""
    assert made_of_three(lambda: HttpResponse("a", headers=PUBLIC)) == 1


class Made:
    """Pages behind the cache, and what was asked of them."""

    def __init__(self, make: Callable[[], HttpResponse]) -> None:
        self.make, self.asked = make, list[str]()
        self.pages = KeptPages(self._answer)

    def _answer(self, request: HttpRequest) -> HttpResponse:
        self.asked.append(f"{request.method} {request.path}")
        return self.make()

    def get(self, path: str) -> Any:
        return self.pages(RequestFactory().get(path))


def made_of_three(make: Callable[[], HttpResponse]) -> int:
    made = Made(make)
    for _each in range(3):
        made.get("/pl/")
    return len(made.asked)


def test_a_posted_answer_is_never_kept(heard: Heard) -> None:
    made = Made(lambda: HttpResponse("a", headers=PUBLIC))
    for method in ("POST", "GET", "POST"):
        made.pages(RequestFactory().generic(method, "/pl/"))
    assert made.asked == ["POST /pl/", "GET /pl/", "POST /pl/"]


def test_other_hosts_schemes_and_queries_are_other_addresses(heard: Heard) -> None:
    pages = KeptPages(lambda request: HttpResponse(request.build_absolute_uri(), headers=PUBLIC))
    factory = RequestFactory()
    answers = [
        pages(factory.get("/pl/")),
        pages(factory.get("/pl/?a=1")),
        pages(factory.get("/pl/", secure=True)),
        pages(factory.get("/pl/", headers={"host": "localhost"})),
    ]
    assert [each.content.decode() for each in answers] == [  # type: ignore[attr-defined]  # plain answers
        "http://testserver/pl/",
        "http://testserver/pl/?a=1",
        "https://testserver/pl/",
        "http://localhost/pl/",
    ]


def test_no_more_is_kept_than_there_is_room_for(heard: Heard, settings: Settings) -> None:
    settings.KEPT_PAGES_BYTES = 1_000
    made = Made(lambda: HttpResponse(b"x" * 400, headers=PUBLIC))
    for path in ("/a/", "/b/", "/a/", "/c/", "/a/", "/b/"):  # /b/ was asked for the longest ago when /c/ came
        made.get(path)
    assert made.asked == ["GET /a/", "GET /b/", "GET /c/", "GET /b/"]


def test_answers_with_nothing_in_them_take_room_too(heard: Heard, settings: Settings) -> None:
    """Or endless questions would fill the memory with empty answers."""
    settings.KEPT_PAGES_BYTES = 1_000
    made = Made(lambda: HttpResponse(b"", headers=PUBLIC))
    for number in range(100):
        made.get(f"/{number}/")
    assert len(made.pages._kept) < 50


def test_it_grows_old_and_is_made_anew(heard: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr("config.kept_pages.time.monotonic", lambda: now[0])
    made, ages = Made(lambda: HttpResponse("a", headers=PUBLIC)), []
    for seconds in (0, 30, 29.5, 0.5, 5):
        now[0] += seconds
        ages.append(made.get("/pl/")["Age"])
    assert (ages, len(made.asked)) == (["0", "30", "59", "0", "5"], 2)

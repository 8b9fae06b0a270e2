"""Everything that the admin offers an editor works: each link is followed, each form gets what no person types."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from django.http.response import HttpResponse, HttpResponseBase
from django.urls import resolve
from lxml import html
from pytest_django import Settings

from accounts.models import User
from content.models import ArticlePage
from tests.content import editors_week
from tests.fuzz import hostile_input, page_forms
from tests.fuzz.visitors import EDITORS, Tally, Visitor

pytestmark = pytest.mark.django_db
A_ROUTE = 2  # so many addresses of each are looked at, with a query and without
ADMIN = ("/admin/", "/documents/", "/media/")
BULK = tuple(
    f"/admin/bulk/wagtailcore/page/{act}/?id={{page}}&next=/admin/pages/"
    for act in ("delete", "move", "publish", "unpublish")
)
UNFINISHED = re.compile(r"/admin/bulk/[^?]*")  # a script adds the pages that are ticked
FORMS = {
    "/admin/pages/{page}/edit/": 5,
    "/admin/pages/add/content/guidepage/{index}/": 5,
    "/admin/pages/{page}/copy/": 3,
    "/admin/pages/add/content/statementpage/{index}/": 5,
    "/admin/snippets/content/alert/add/": 5,
    "/admin/snippets/content/contact/add/": 9,
    "/admin/snippets/content/menu/add/": 2,
    "/admin/snippets/vocabulary/concept/add/": 5,
    "/admin/office-accounts/14/city/": 3,
    "/admin/account/": 3,
}


@pytest.fixture
def editor(content_loaded: None, settings: Settings, tmp_path: Path) -> User:
    settings.ROLE, settings.ROOT_URLCONF, settings.MEDIA_ROOT = "editors", EDITORS, tmp_path
    settings.FORM_RENDERER = "django.forms.renderers.DjangoTemplates"  # as that host has it
    return editors_week.lived()


def filled_address(address: str) -> str:
    page = ArticlePage.objects.get(slug="nowosc", locale__language_code="pl", alias_of=None)
    return address.format(page=page.pk, index=page.get_parent().get_children().get(slug="guides").pk)


def links(answer: HttpResponseBase, address: str) -> Iterator[str]:
    """What a person can press, and what the forms of search ask."""
    if location := answer.headers.get("Location"):
        yield location
    is_page = answer.headers.get("Content-Type", "").startswith("text/html")
    if not isinstance(answer, HttpResponse) or not is_page or not answer.content:
        return
    for element in html.fromstring(answer.content).iter("a", "form", "img", "script", "link"):
        target = element.get("href") or element.get("src")
        if element.tag == "form" and element.get("method", "get").lower() == "get":
            target = element.get("action") or address
        if target:
            yield urljoin(address, target)


def route_and_query(address: str) -> tuple[str, bool]:
    parts = urlsplit(address)
    return str(resolve(parts.path).route), bool(parts.query)


def test_every_link_of_the_admin_answers(editor: User) -> None:
    tally, broken, told = Tally(), list[str](), Counter[tuple[str, bool]]()
    with Visitor(EDITORS, tally, editor) as visitor:
        waiting = deque([("/admin/", ""), *((filled_address(each), "bulk") for each in BULK)])
        seen = {address for address, _origin in waiting}
        while waiting:
            address, origin = waiting.popleft()
            answer = visitor.client.get(address)  # what it makes stays: a picture's copy is fetched by the next
            if answer.status_code >= HTTPStatus.BAD_REQUEST:
                broken.append(f"{answer.status_code} {address} from {origin}")
                continue
            for each in links(answer, address):
                target = re.sub("#.*", "", urljoin(address, each))
                if (
                    UNFINISHED.fullmatch(target)
                    or target in seen
                    or not target.startswith(ADMIN)
                    or told[route_and_query(target)] >= A_ROUTE
                ):
                    continue
                seen.add(target)
                told[route_and_query(target)] += 1
                waiting.append((target, address))
    assert broken == []
    assert len({route for route, _query in told}) > 40


@pytest.mark.parametrize("address", FORMS)
def test_no_form_of_the_admin_is_answered_500(editor: User, address: str) -> None:
    tally, sent = Tally(), 0
    with Visitor(EDITORS, tally, editor) as visitor:
        page = visitor.get(filled_address(address))
        posts = [form for form in page_forms.on(page.content, filled_address(address)) if form.method == "POST"]
        posts = [form for form in posts if "logout" not in form.action]
        assert max(len(form.typed) for form in posts) >= FORMS[address]
        for form in posts:
            for body, content_type in form.rounds(set()):
                visitor.send("POST", form.action, body, content_type)
                sent += 1
    assert sent >= len(hostile_input.VALUES)
    assert not tally.broken, tally.told()

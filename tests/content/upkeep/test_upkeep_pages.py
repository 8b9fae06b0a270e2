"""Editors see what has to be read again, who keeps it, and which links lead nowhere."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from accounts.models import User
from content import editors
from content.models import ArticlePage, HomePage
from content.upkeep.models import CheckedLink, LinkState, Upkeep
from tests.content import small_portal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("editors_host")]


@pytest.fixture
def page() -> ArticlePage:
    return small_portal.published(small_portal.home(), ArticlePage(title="Raz", slug="raz"))


@pytest.fixture
def editor() -> User:
    editors.permit()
    user = User.objects.create_user("editor@example.test", "a long password", is_staff=True)
    user.groups.add(Group.objects.get(name="Editors"))
    return user


@pytest.fixture
def client(editor: User) -> Client:
    made = Client()
    made.force_login(editor)
    return made


def test_keeper_and_day_are_set_and_the_page_leaves_the_list_of_nobodys(
    client: Client, editor: User, page: ArticlePage
) -> None:
    assert f"/admin/upkeep/{page.pk}/" in client.get("/admin/upkeep/").content.decode()
    yesterday = timezone.localdate() - timedelta(days=1)
    answer = client.post(f"/admin/upkeep/{page.pk}/", {"keeper": editor.pk, "review_by": yesterday.isoformat()})
    assert (answer.status_code, answer["Location"]) == (302, "/admin/upkeep/")
    kept = Upkeep.objects.get()
    assert (kept.page_id, kept.keeper, kept.review_by, kept.reminded_at) == (page.pk, editor, yesterday, None)
    assert "Raz" in client.get("/admin/upkeep/").content.decode()


def test_a_wrong_day_is_said_and_nothing_is_saved(client: Client, page: ArticlePage) -> None:
    answer = client.post(f"/admin/upkeep/{page.pk}/", {"keeper": "", "review_by": "soon"})
    assert (answer.status_code, Upkeep.objects.exists()) == (422, False)


def test_a_reader_of_the_portal_is_nobody_to_choose(client: Client, page: ArticlePage) -> None:
    reader = User.objects.create_user("reader@example.test", "a long password")
    assert reader.email not in client.get(f"/admin/upkeep/{page.pk}/").content.decode()
    day = date(2027, 1, 1).isoformat()
    assert client.post(f"/admin/upkeep/{page.pk}/", {"keeper": reader.pk, "review_by": day}).status_code == 422


def test_who_may_not_edit_pages_is_turned_away(page: ArticlePage) -> None:
    stranger = User.objects.create_user("stranger@example.test", "a long password", is_staff=True)
    stranger.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client = Client()
    client.force_login(stranger)
    assert [client.get(each).status_code for each in ("/admin/upkeep/", f"/admin/upkeep/{page.pk}/")] == [302, 302]


def test_broken_links_stand_there_with_their_pages(client: Client, page: ArticlePage) -> None:
    link = CheckedLink.objects.create(
        address="https://example.test/gone/", is_outside=True, state=LinkState.BROKEN, answer="404"
    )
    link.on_pages.add(page)
    shown = client.get("/admin/upkeep/").content.decode()
    assert "https://example.test/gone/" in shown
    assert f"/admin/pages/{page.pk}/edit/" in shown


def test_statements_do_not_grow_with_pages_and_links(client: Client, page: ArticlePage) -> None:
    client.get("/admin/upkeep/")
    with CaptureQueriesContext(connection) as few:
        client.get("/admin/upkeep/")
    home = HomePage.objects.get()
    for number in range(6):
        more = small_portal.published(home, ArticlePage(title=f"p{number}", slug=f"p{number}"))
        link = CheckedLink.objects.create(address=f"https://e.test/{number}", is_outside=True, state=LinkState.BROKEN)
        link.on_pages.add(more)
        if number % 2:
            Upkeep.objects.create(page=Page.objects.get(pk=more.pk), review_by=timezone.localdate())
    with CaptureQueriesContext(connection) as many:
        client.get("/admin/upkeep/")
    assert len(many) <= len(few) + 2  # the pages of the links and their languages

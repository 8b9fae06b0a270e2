"""Two editors confirm an office's account on their pages; from then on the applicant's page shows the transfer."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from audit.models import Event
from payments.bank_transfers import grouped
from procedures.models import Overlay
from procedures.tables import offices
from tests.payments.duties import duties_at

pytestmark = pytest.mark.usefixtures("editors_host")
NUMBER = offices.account_of("00000000", "7")
PAGE = "/admin/office-accounts/14/city/"
ENTRY = {"value": NUMBER, "valid_from": "2026-01-01", "source": "Pismo BF.1.2026"}


@pytest.fixture
def first_editor(editor: User) -> Client:
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(editor)
    return browser


@pytest.fixture
def second_editor(content_loaded: None) -> Client:
    user = User.objects.create_user("second@example.test", "a long password", is_staff=True)
    user.groups.add(Group.objects.get(name="Editors"))
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(user)
    return browser


def account_shown() -> tuple[str, bool]:
    today = timezone.localdate()
    duty = duties_at("14", on=today)[0]
    return duty.account, duty.account_verified


def action_address(name: str) -> str:
    return f"{PAGE}{Overlay.objects.latest('entered_at').pk}/{name}/"


def test_entered_by_one_confirmed_by_another_and_taken_back(first_editor: Client, second_editor: Client) -> None:
    assert account_shown()[1] is False
    assert first_editor.post(f"{PAGE}enter/", ENTRY).status_code == 302
    assert account_shown()[1] is False
    assert (
        grouped(NUMBER) not in second_editor.get(PAGE).content.decode()
    )  # the second person types what the payee wrote
    assert second_editor.post(action_address("approve"), {"typed": NUMBER}).status_code == 302
    assert account_shown() == (NUMBER, True)
    assert grouped(NUMBER) in second_editor.get("/admin/office-accounts/").content.decode()
    assert first_editor.post(action_address("withdraw")).status_code == 302
    assert account_shown() == ("", False)
    entry = Overlay.objects.get()
    told = Event.objects.filter(subject=entry.pk).order_by("at").values_list("event", "actor", "facts")
    facts = {"fact": "offices.accounts.city", "row": "14", "value": NUMBER}
    assert list(told) == [
        ("overlay-waiting", entry.entered_by, facts),
        ("overlay-approved", entry.approved_by, facts),
        ("overlay-withdrawn", entry.entered_by, facts),
    ]


def test_what_can_not_be_is_said_at_the_field_and_nothing_changes(first_editor: Client, second_editor: Client) -> None:
    wrong = first_editor.post(f"{PAGE}enter/", ENTRY | {"value": NUMBER[:-1] + "0"})
    assert (wrong.status_code, "not a Polish account number" in wrong.content.decode()) == (422, True)
    assert "Pismo BF.1.2026" in wrong.content.decode()  # nothing typed is lost
    first_editor.post(f"{PAGE}enter/", ENTRY)
    own = first_editor.post(action_address("approve"), {"typed": NUMBER})
    other = second_editor.post(action_address("approve"), {"typed": offices.account_of("00000000", "8")})
    again = second_editor.post(f"{PAGE}enter/", ENTRY)
    assert [answer.status_code for answer in (own, other, again)] == [422, 422, 422]
    assert "Somebody else has to confirm it" in own.content.decode()
    assert "not the number that was entered" in other.content.decode()
    assert (Overlay.objects.count(), account_shown()[1]) == (1, False)


def test_only_those_with_the_right_get_there(client: Client, content_loaded: None) -> None:
    staff = User.objects.create_user("staff@example.test", "a long password", is_staff=True)
    staff.groups.add(Group.objects.create(name="Others"))
    client.force_login(staff)
    assert [client.get(url).status_code for url in ("/admin/office-accounts/", PAGE)] == [302, 302]
    assert client.post(f"{PAGE}enter/", ENTRY).status_code == 302
    assert not Overlay.objects.exists()


@pytest.mark.parametrize("path", ["99/city/", "14/mayor/"])
def test_unknown_account_is_not_found(first_editor: Client, path: str) -> None:
    assert first_editor.get(f"/admin/office-accounts/{path}").status_code == 404


def test_entry_of_another_account_is_not_found(first_editor: Client, second_editor: Client) -> None:
    first_editor.post(f"{PAGE}enter/", ENTRY)
    url = action_address("approve").replace("/14/", "/02/")
    assert second_editor.post(url, {"typed": NUMBER}).status_code == 404


def test_list_takes_the_same_queries_for_any_number_of_entries(first_editor: Client) -> None:
    before = count_queries(first_editor, "/admin/office-accounts/")
    for teryt in ("02", "04", "06"):
        first_editor.post(f"/admin/office-accounts/{teryt}/city/enter/", ENTRY)
    assert count_queries(first_editor, "/admin/office-accounts/") == before


def test_page_takes_the_same_queries_for_any_number_of_entries(first_editor: Client) -> None:
    counts = []
    for _ in range(3):
        first_editor.post(f"{PAGE}enter/", ENTRY)
        first_editor.post(action_address("withdraw"))
        counts.append(count_queries(first_editor, PAGE))
    assert len(set(counts)) == 1


def count_queries(browser: Client, url: str) -> int:
    """Of a page, the second time it is asked for."""
    browser.get(url)
    with CaptureQueriesContext(connection) as captured:
        browser.get(url)
    return len(captured)


def test_an_administrator_can_give_the_rights_to_another_group(client: Client, content_loaded: None) -> None:
    client.force_login(User.objects.create_superuser("admin@example.test", "a long password"))
    group = Group.objects.create(name="Treasury")
    page = client.get(f"/admin/groups/edit/{group.pk}/").content.decode()
    assert ["Can add overlay" in page, "Can approve or withdraw what somebody entered" in page] == [True, True]

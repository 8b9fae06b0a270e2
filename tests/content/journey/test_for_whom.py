"""The begin page asks for whom the application is, and a parent has a draft for each child beside their own."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.acting import themselves
from accounts.models import User
from applications.drafting import access, lifecycle, represented
from applications.drafting.models import Application
from procedures import catalogue

pytestmark = pytest.mark.django_db
ADDRESS = "/en/applications/new/temporary-work/"


def begin(client: Client, **posted: str) -> str:
    answer = client.post(ADDRESS, {"barriers": "none", **posted}, follow=True)
    return answer.content.decode()


def test_a_parent_begins_for_a_child(signed_in: Client) -> None:
    assert "For Petro, whom you represent." in begin(signed_in, for_whom="child", label="Petro")
    assert Application.objects.get().for_whom == "child"
    assert "Petro · Last change" in signed_in.get("/en/applications/").content.decode()


def test_without_a_name_nothing_is_begun(signed_in: Client) -> None:
    assert "Write for whom the application is" in begin(signed_in, for_whom="child")
    assert not Application.objects.exists()


def test_beside_an_own_draft_only_another_persons_is_offered(signed_in: Client, olena: User) -> None:
    lifecycle.start(themselves(olena), catalogue.procedure("temporary-work"), language="en")
    page = signed_in.get(ADDRESS).content.decode()
    assert 'value="child"' in page
    assert 'value="self"' not in page
    assert "For Petro, whom you represent." in begin(signed_in, for_whom="child", label="Petro")
    assert sorted(Application.objects.values_list("for_whom", flat=True)) == ["child", "self"]


def test_a_childs_draft_does_not_stand_in_the_way_of_ones_own(signed_in: Client, olena: User) -> None:
    procedure = catalogue.procedure("temporary-work")
    whom = represented.of("child", "Petro")
    lifecycle.start(themselves(olena), procedure, language="en", whom=whom)
    page = signed_in.get(ADDRESS).content.decode()
    assert "You already have a draft of this application" not in page
    assert 'value="self"' in page


def test_a_label_that_cannot_be_read_hides_no_other_application(signed_in: Client, olena: User) -> None:
    procedure = catalogue.procedure("temporary-work")
    broken, sound = (
        lifecycle.start(themselves(olena), procedure, language="en", whom=represented.of("child", name))
        for name in ("Petro", "Ola")
    )
    Application.objects.filter(pk=broken.pk).update(represented_label=b"x" * 40)
    page = signed_in.get("/en/applications/").content.decode()
    assert [str(each.pk) in page for each in (broken, sound)] == [True, True]
    assert ("Ola · Last change" in page, "Petro" in page) == (True, False)


@pytest.mark.parametrize(
    ("kind", "is_asked"),
    [("self", False), ("child", False), ("minor-ward", True), ("unaccompanied", True), ("ward", True)],
)
def test_the_list_of_papers_has_the_appointment_of_a_guardian_or_curator(
    signed_in: Client, olena: User, kind: str, is_asked: bool
) -> None:
    whom = represented.of(kind, "Petro")
    started = lifecycle.start(themselves(olena), catalogue.procedure("family"), language="en", whom=whom)
    page = signed_in.get(f"/en/applications/{started.pk}/files/").content.decode()
    told = signed_in.get(f"/api/v1/applications/{started.pk}/documents/").json()
    assert ("What shows that you are the guardian or the curator" in page) is is_asked
    keys = [each["document"]["key"] for each in told]
    assert (("appointment" in keys), ("parenthood" in keys)) == (is_asked, kind == "child")


def test_an_application_is_found_with_its_key_in_one_query(
    olena: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    whom = represented.of("child", "Petro")
    started = lifecycle.start(themselves(olena), catalogue.procedure("family"), language="en", whom=whom)
    with django_assert_num_queries(1) as asked:
        found = access.get(olena, started.pk)
        assert represented.label(found) == "Petro"
    assert asked.captured_queries[0]["sql"].count('JOIN "sealing_datakey"') == 1

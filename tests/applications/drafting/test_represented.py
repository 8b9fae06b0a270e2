"""For whom an application is: one draft of a procedure for each person, whose name is sealed with the answers."""

import pytest
from django.db import connection
from rest_framework.test import APIClient

from accounts.acting import themselves
from accounts.models import User
from applications.drafting import lifecycle, represented
from applications.drafting.errors import DraftExists, NoLabel
from applications.drafting.models import Application, ForWhom
from procedures.language.schema import REPRESENTED, Procedure

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_procedure")]


def begin(owner: User, procedure: Procedure, kind: str, label: str = "") -> Application:
    return lifecycle.start(themselves(owner), procedure, language="en", whom=represented.of(kind, label))


def test_each_person_has_a_draft_of_their_own(olena: User, demo_procedure: Procedure) -> None:
    begin(olena, demo_procedure, "self")
    son = begin(olena, demo_procedure, "child", "Petro")
    begin(olena, demo_procedure, "child", "Ivanka")
    with pytest.raises(DraftExists) as refused:
        begin(olena, demo_procedure, "child", " petro\u200b ")
    assert refused.value.application_id == son.pk
    assert Application.objects.count() == 3


def test_whom_it_is_for_is_sealed_and_goes_with_the_draft(olena: User, demo_procedure: Procedure) -> None:
    draft = begin(olena, demo_procedure, "ward", "Baba Halyna")
    assert represented.label(Application.objects.get()) == "Baba Halyna"
    with connection.cursor() as cursor:
        cursor.execute("select encode(represented_label, 'escape') from drafting_application")
        assert "Halyna" not in cursor.fetchone()[0]
    lifecycle.expire(draft)
    gone = Application.objects.get()
    assert (represented.label(gone), bytes(gone.represented), bytes(gone.represented_label)) == ("", b"", b"")


@pytest.mark.parametrize("kind", [kind for kind in ForWhom if kind != ForWhom.SELF])
def test_an_application_for_another_says_for_whom(kind: ForWhom) -> None:
    with pytest.raises(NoLabel):
        represented.of(kind, " \u200b")


def test_by_api_it_says_for_whom_and_is_told_what_is_missing(olena: User) -> None:
    api = APIClient()
    api.force_login(olena)
    started = api.post(
        "/api/v1/applications/", {"procedure": "demo", "for_whom": "child", "called": "Petro"}, format="json"
    )
    assert (started.status_code, started.json()["for_whom"], started.json()["called"]) == (201, "child", "Petro")
    refused = api.post("/api/v1/applications/", {"procedure": "demo", "for_whom": "child"}, format="json")
    assert (refused.status_code, list(refused.json()["errors"])) == (400, ["called"])


def test_definitions_and_applications_name_the_represented_alike() -> None:
    assert {ForWhom.SELF, *REPRESENTED} == set(ForWhom.values)

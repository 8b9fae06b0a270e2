"""Guides of what is not filed here: who reads one learns what to do, and nobody is led into an application."""

from html import unescape

import pytest
from django.test import Client
from django.utils import translation

from applications.drafting.models import Application
from content import law
from procedures import catalogue, facts
from procedures.tables import counted
from tests.content.conftest import LANGUAGES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]
ELSEWHERE = [each for each in catalogue.procedures() if not each.is_filed_here]
PREPARED = [each.key for each in ELSEWHERE if each.is_prepared]
OF_A_FORM = [key for key in PREPARED if any(each.key == "form" for each in catalogue.procedure(key).documents)]
INFORMATION = [each.key for each in ELSEWHERE if not each.is_prepared]
# What is true of an application in this portal only
OF_THE_PORTAL = ("You need three things of your own", "You sign your own application", "When the portal is down")


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return unescape(answer.text)


@pytest.mark.parametrize("key", [*PREPARED, *INFORMATION])
def test_a_guide_says_by_when_and_where_and_offers_no_application(client: Client, key: str) -> None:
    guide = read(client, f"/en/guides/{key}/")
    procedure = catalogue.procedure(key)
    with translation.override("en"):
        assert counted.said(procedure.deadline.title) in guide
    assert all(rule.title in guide for rule in procedure.authorities)
    assert "Apply</a>" not in guide
    assert not [sentence for sentence in OF_THE_PORTAL if sentence in guide]
    assert (f'href="/en/guides/{key}/apply/{key}/"' in guide) is procedure.is_prepared


@pytest.mark.parametrize("key", OF_A_FORM)
def test_what_is_prepared_names_the_official_form_and_nobody_unknown_begins_it(client: Client, key: str) -> None:
    """Where the answers are written here, whoever begins signs in first."""
    page = read(client, f"/en/guides/{key}/apply/{key}/")
    (form,) = [each for each in catalogue.procedure(key).documents if each.key == "form"]
    assert form.label in page
    assert "You take it to the office yourself" in page
    answer = client.post(f"/en/guides/{key}/apply/{key}/")
    assert answer.status_code == (302 if catalogue.procedure(key).form else 200)
    assert "/account/login/" in answer.headers.get("Location", "/account/login/")
    assert not Application.objects.exists()


@pytest.mark.parametrize("key", INFORMATION)
def test_what_is_only_explained_has_nothing_to_file(client: Client, key: str) -> None:
    assert "There is nothing to file here" in read(client, f"/en/guides/{key}/apply/{key}/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_guide_is_there_in_every_language(client: Client, language: str) -> None:
    for procedure in ELSEWHERE:
        guide = read(client, f"/{language}/guides/{procedure.key}/")
        with translation.override(language):
            assert counted.said(procedure.deadline.title) in guide


def test_nothing_is_called_free_of_charge_that_nobody_said_so_of() -> None:
    """A fee nobody has found is not none: each says what it costs, by a row of the fees or in words."""
    with translation.override("en"):
        said = {each.key: (bool(each.fees), each.cost is not None) for each in ELSEWHERE}
        assert all(by_rows is not in_words for by_rows, in_words in said.values()), said
        told = {row.value for row in law.of("visa-free-extension").rows if row.term == "Fees"}
    assert told == {"What it costs is not known here"}


def test_the_api_says_the_cost_and_no_sentence_of_the_portal(client: Client) -> None:
    found = client.get("/api/v1/procedures/visa-free-extension/", headers={"Accept-Language": "en"}).json()
    assert (found["cost"]["title"], found["cost"]["verified"]) == ("What it costs is not known here", False)
    assert client.get("/api/v1/procedures/temporary-work/").json()["cost"] is None
    told = {each["key"] for each in found["statements"]}
    assert not told & {"to-file", "who-signs", "outage", "summoned"}


@pytest.mark.parametrize("key", ["eu-citizen-registration", "eu-family-card"])
def test_what_rests_on_an_act_nobody_read_is_said_to_be_unverified(client: Client, key: str) -> None:
    assert not any(facts.of(catalogue.procedure(key), on=catalogue.procedure(key).checked_on).verified)
    assert "Not verified" in read(client, f"/en/guides/{key}/")

"""Public resources of procedures, as an anonymous client sees them."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils.translation import get_language
from jsonschema import Draft202012Validator

from procedures import catalogue, facts, serializers
from procedures.serializers import FactsSerializer
from procedures.tables import fees

pytestmark = pytest.mark.django_db


def read_json(client: Client, path: str, **headers: str) -> Any:
    response = client.get(f"/api/v1/{path}", headers=headers)
    assert response.status_code == 200, response.content
    assert response["Vary"] == "Accept-Language, origin"
    return response.json()


def test_list_of_procedures(client: Client) -> None:
    found = {each["key"]: each for each in read_json(client, "procedures/", accept_language="en")["results"]}
    assert list(found) == [each.key for each in catalogue.procedures()]
    assert found["temporary-work"] == {
        "key": "temporary-work",
        "title": "Temporary residence and work",
        "official_title": "Zezwolenie na pobyt czasowy i pracę",
        "channel": "mos",
        "form": "temporary-residence",
        "written_as": "",
        "preset": {"purpose": "1"},
        "window": None,
        "is_open": True,
    }


def test_facts_are_those_of_the_day(client: Client) -> None:
    found = read_json(client, "procedures/temporary-work/?on=2026-11-22", accept_language="en")

    assert found["total"] == 54000
    assert found["deadline"]["title"] == "At the latest on the last day of your lawful stay"
    before = read_json(client, "procedures/temporary-work/?on=2001-01-01")
    assert (before["fees"], before["total"], len(before["unknown_fees"])) == ([], None, 2)
    assert client.get("/api/v1/procedures/temporary-work/?on=soon").status_code == 400
    assert client.get("/api/v1/procedures/flying/").status_code == 404


def test_facts_are_put_into_words_once_for_a_language_a_day_and_the_same_law(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    written = FactsSerializer.to_representation

    def counted(self: FactsSerializer, found: facts.LawFacts) -> Any:
        made.append(f"{get_language()} {found.on}")
        return written(self, found)

    monkeypatch.setattr(FactsSerializer, "to_representation", counted)
    monkeypatch.setattr(serializers, "_SAID", {})
    address = "procedures/temporary-work/?on=2026-11-22"
    first = read_json(client, address, accept_language="en")
    assert read_json(client, address, accept_language="en") == first
    assert read_json(client, address, accept_language="pl") != first
    read_json(client, "procedures/temporary-work/?on=2026-11-23", accept_language="en")
    assert made == ["en 2026-11-22", "pl 2026-11-22", "en 2026-11-23"]

    dearer = tuple(replace(row, amount=row.amount + 100) for row in fees.table())
    monkeypatch.setattr(fees, "table", lambda: dearer)
    assert read_json(client, address, accept_language="en")["total"] == first["total"] + 200
    with time_machine.travel(datetime(2026, 12, 1, tzinfo=UTC)):
        read_json(client, address, accept_language="en")
    assert made[3:] == ["en 2026-11-22", "en 2026-11-22"]


def test_form_is_published_as_json_schema_without_what_is_preset(client: Client) -> None:
    found = read_json(client, "procedures/temporary-work/form/", accept_language="en")

    assert found["digest"] == catalogue.form("temporary-residence").digest
    assert [step["key"] for step in found["steps"]][:2] == ["name", "birth"]
    for step in found["steps"]:
        Draft202012Validator.check_schema(step["schema"])
    Draft202012Validator.check_schema(found["schema"])
    surname = found["steps"][0]["schema"]["properties"]["surname"]
    assert (surname["title"], surname["x-official"], surname["x-number"]) == ("Surname", "Nazwisko", "1")
    assert [each["key"] for each in found["declarations"]] == ["truth", "criminal"]


def test_fees_are_in_grosze(client: Client) -> None:
    found = read_json(client, "procedures/temporary-work/fee/?on=2026-11-22", accept_language="en")

    assert (found["total"], [(fee["key"], fee["amount"]) for fee in found["items"]]) == (
        54000,
        [("duty-temporary-work", 44000), ("card", 10000)],
    )


def test_authority_of_a_voivodeship_never_shows_an_account(client: Client) -> None:
    (found,) = read_json(client, "authorities/?voivodeship=14", accept_language="en")["results"]

    assert (found["voivode"], found["seat"]) == ("Wojewoda Mazowiecki", "Warszawa")
    assert not any("account" in key for key in found)
    assert len(read_json(client, "authorities/")["results"]) == 16
    assert client.get("/api/v1/authorities/?voivodeship=x").status_code == 400


def test_an_office_says_of_every_field_how_sure_it_is(client: Client) -> None:
    found = read_json(client, "authorities/24/", accept_language="en")
    told = {each["field"]: each for each in found["facts"]}

    assert list(told) == [
        *("name", "address", "postal_address", "phones", "sites", "hours", "booking", "accessibility")
    ]
    assert (told["address"]["confidence"], told["address"]["source_date"]) == ("medium", "2024-05-09")
    assert (found["hours"], told["hours"]["confidence"], told["hours"]["source"]) == ([], "unknown", "")
    assert [each["place"] for each in found["branches"]] == ["Bielsko-Biała", "Częstochowa"]
    assert {each["confidence"] for each in found["branches"][0]["facts"]} == {"medium", "unknown"}
    assert client.get("/api/v1/authorities/99/").status_code == 404


def test_central_offices_with_what_they_are_for(client: Client) -> None:
    found = {each["key"]: each for each in read_json(client, "authorities/central/", accept_language="en")["results"]}

    assert list(found) == ["udsc", "border-guard", "refugee-board"]
    assert found["refugee-board"]["role"] == "Hears appeals about international protection."
    assert found["refugee-board"]["phones"] == []


def test_a_place_is_sent_in_the_body_and_suggests_offices(client: Client) -> None:
    def found(place: object) -> Any:
        return client.post("/api/v1/authorities/find/", {"place": place}, content_type="application/json")

    def told(place: str) -> list[tuple[str, str, str]]:
        return [(each["office"]["teryt"], each["town"], each["by"]) for each in found(place).json()["items"]]

    assert told("poznan") == [("30", "Poznań", "name")]
    assert told("34-300") == [("24", "Żywiec", "postal-code")]
    assert told("34") == [("12", "", "postal-area"), ("24", "", "postal-area")]
    assert told("Kielse") == [("26", "Kielce", "like-name")]
    many = found("b").json()
    assert (len(many["items"]), many["count"] > 200) == (10, True)
    assert found("Atlantis").json() == {"count": 0, "items": []}
    assert [found(wrong).status_code for wrong in ("", "x" * 101, "\x00", None)] == [400] * 4
    assert client.get("/api/v1/authorities/find/?place=poznan").status_code == 405


@pytest.mark.parametrize(
    ("language", "first", "germany"), [("pl", "Afganistan", "Niemcy"), ("en", "Afghanistan", "Germany")]
)
def test_codes_of_a_list_are_told_in_the_reader_s_language(
    client: Client, language: str, first: str, germany: str
) -> None:
    found = client.get("/api/v1/codes/countries/", headers={"Accept-Language": language}).json()["results"]
    told = {each["code"]: each for each in found}
    assert found[0]["title"] == first
    assert told["DEU"] == {"code": "DEU", "title": germany, "official": "Niemcy"}
    assert {"SUN", "XXA"} <= told.keys()


def test_every_list_that_a_schema_names_has_its_address(client: Client) -> None:
    schema = client.get("/api/v1/procedures/temporary-work/form/").json()["schema"]
    assert schema["properties"]["birthCountry"]["x-codes"] == "countries"
    assert client.get("/api/v1/codes/planets/").status_code == 404


@pytest.mark.parametrize(("language", "title"), [("en", "Female"), ("pl", "Kobieta")])
def test_what_a_question_offers_has_an_address(client: Client, language: str, title: str) -> None:
    address = "/api/v1/procedures/temporary-work/codes/sex/"
    found = client.get(address, headers={"Accept-Language": language}).json()["results"]
    assert [(each["code"], each["official"]) for each in found] == [("M", "mężczyzna"), ("K", "kobieta")]
    assert found[1]["title"] == title


def test_a_question_of_countries_offers_their_list(client: Client) -> None:
    asked = client.get("/api/v1/procedures/temporary-work/codes/birthCountry/").json()
    assert asked == client.get("/api/v1/codes/countries/").json()


@pytest.mark.parametrize("address", ["temporary-work/codes/surname/", "temporary-work/codes/none/", "none/codes/sex/"])
def test_a_question_that_offers_nothing_has_no_codes(client: Client, address: str) -> None:
    assert client.get(f"/api/v1/procedures/{address}").status_code == 404


def test_voivodeships_are_told_with_their_codes(client: Client) -> None:
    found = {each["code"]: each["official"] for each in client.get("/api/v1/codes/voivodeships/").json()["results"]}
    assert (len(found), found["14"]) == (16, "mazowieckie")


def test_a_procedure_tells_what_it_presets(client: Client) -> None:
    found = {each["key"]: each["preset"] for each in read_json(client, "procedures/")["results"]}
    assert found["temporary-work"]["purpose"] == catalogue.procedure("temporary-work").preset["purpose"]
    assert read_json(client, "procedures/temporary-work/")["procedure"]["preset"] == found["temporary-work"]

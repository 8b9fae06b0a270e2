"""A letter as somebody writes it: through the API, step by step."""

from typing import Any

from rest_framework.test import APIClient

type Steps = dict[str, dict[str, Any]]

OLENA: Steps = {
    "about-you": {
        "surname": "Kowalenko",
        "givenNames": "Olena",
        "birthDate": "1992-03-05",
        "citizenships": ["UKR"],
        "pesel": "92030512343",
    },
    "your-address": {
        "street": "ul. Prosta 5/7",
        "postalCode": "00-838",
        "city": "Warszawa",
        "phone": "+48600700800",
    },
}
PERMIT = {"granted": "14", "permitNumber": "WSC-II-P.6151.12345.2025", "permitOn": "2025-11-03"}
JOB_LOST: Steps = {**OLENA, "permit": PERMIT, "event": {"employer": "Przykład sp. z o.o.", "eventOn": "2026-11-20"}}


def begin(api: APIClient, procedure: str) -> str:
    """The address of a new draft."""
    answer = api.post("/api/v1/applications/", {"procedure": procedure, "last_lawful_day": None}, format="json")
    assert answer.status_code == 201, answer.content
    return str(answer.json()["url"])


def fill_in(api: APIClient, address: str, steps: Steps) -> None:
    for step, answers in steps.items():
        tag = api.get(address).headers["ETag"]
        answer = api.put(f"{address}steps/{step}/", {"answers": answers}, format="json", headers={"If-Match": tag})
        assert answer.status_code == 200, answer.content


def written(api: APIClient, procedure: str, steps: Steps) -> str:
    address = begin(api, procedure)
    fill_in(api, address, steps)
    return address

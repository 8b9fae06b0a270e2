"""Handing over by page and by API: what is read before it is decided, and that nobody else finds anything."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.acting import themselves
from accounts.models import User
from applications.drafting import lifecycle
from applications.drafting.models import Application
from applications.drafting.states import ApplicationState
from applications.filing import signer
from applications.handover.models import HandOver
from applications.handover.states import HandOverState
from procedures.language.schema import Procedure
from tests.applications.handover.family import OF_AGE, PETRO, Family, begun, person, token, years_ago

pytestmark = pytest.mark.django_db


def browser(user: User | None) -> Client:
    client = Client()
    if user:
        client.force_login(user)
    return client


def api(user: User | None) -> APIClient:
    client = APIClient()
    if user:
        client.force_authenticate(user)
    return client


def page(family: Family) -> str:
    return f"/en/applications/{family.application.pk}/hand-over/"


def text(answer: Any) -> str:
    said: str = answer.content.decode()
    return said


def born(family: Family) -> dict[str, str]:
    day = family.born
    return {"born-year": f"{day.year}", "born-month": f"{day.month}", "born-day": f"{day.day}", "understood": "on"}


def test_the_overview_leads_there_from_the_birthday_on(family: Family, procedure: Procedure) -> None:
    younger = begun(family.olena, procedure, born=years_ago(OF_AGE, days=1), called="Ivan")
    client = browser(family.olena)
    overviews = [f"/en/applications/{each.pk}/" for each in (family.application, younger)]
    pages = [client.get(each, follow=True).content.decode() for each in overviews]
    assert ["Hand it over to their own account" in each for each in pages] == [True, False]
    assert "Only they can sign it" in pages[0]


def test_what_it_means_is_said_before_and_confirmed(family: Family) -> None:
    client = browser(family.olena)
    shown = text(client.get(page(family)))
    assert "When they take it over, your access ends at once." in shown
    assert "Petro" in shown
    answered = client.post(page(family), {"email": PETRO, "action": "offer"})
    assert (answered.status_code, list(answered.context["form"].errors)) == (422, ["understood"])
    assert f'value="{PETRO}"' in text(answered)
    sent = client.post(page(family), {"email": PETRO, "understood": "on", "action": "offer"}, follow=True)
    assert PETRO in text(sent)
    assert "Waiting for the other person" in text(sent)
    assert "Taken back" in text(client.post(page(family), {"action": "withdraw"}, follow=True))


@pytest.mark.parametrize("email", ["", "nobody", "olena@example.test"])
def test_a_wrong_address_is_said_at_its_field(family: Family, email: str) -> None:
    answered = browser(family.olena).post(page(family), {"email": email, "understood": "on", "action": "offer"})
    assert (answered.status_code, list(answered.context["form"].errors)) == (422, ["email"])


def test_until_the_birthday_the_page_says_from_when(family: Family, procedure: Procedure) -> None:
    younger = begun(family.olena, procedure, born=years_ago(OF_AGE, days=1), called="Ivan")
    shown = text(browser(family.olena).get(f"/en/applications/{younger.pk}/hand-over/"))
    assert "From that day on you can hand it over" in shown
    assert "<form" not in shown.split("<main")[1].split("</main>")[0]


def test_nobody_else_finds_it(family: Family, procedure: Procedure) -> None:
    of_her_own = lifecycle.start(themselves(family.olena), procedure, language="en")
    assert browser(family.petro).get(page(family)).status_code == 404
    assert browser(None).get(page(family)).status_code == 302
    assert browser(family.olena).get(f"/en/applications/{of_her_own.pk}/hand-over/").status_code == 404
    address = f"/api/v1/applications/{family.application.pk}/hand-over/"
    for method in ("get", "post", "delete"):
        assert getattr(api(family.petro), method)(address).status_code == 404
        assert getattr(api(None), method)(address).status_code in {401, 403}


def test_he_signs_in_sees_what_it_is_and_takes_it_over(family: Family) -> None:
    family.offers()
    address = f"/en/hand-over/{token()}/"
    assert browser(None).get(address).status_code == 302
    client = browser(family.petro)
    shown = client.get(address)
    assert "Small permit" in text(shown)
    assert "Kovalenko" not in text(shown)
    assert shown.headers["Referrer-Policy"] == "same-origin"
    empty = client.post(address, {"action": "accept"})
    assert set(empty.context["form"].errors) == {"born", "understood"}
    assert family.hand_over().misses == 0
    wrong = client.post(address, {**born(family), "born-year": "1980", "action": "accept"})
    assert "You can try 4 more times" in text(wrong)
    taken = client.post(address, {**born(family), "action": "accept"})
    assert taken.status_code == 302, taken.context["form"].errors
    assert taken.headers["Location"] == f"/en/applications/{family.application.pk}/"
    assert client.get(address).headers["Location"] == taken.headers["Location"]
    assert browser(family.olena).get(page(family)).status_code == 404
    assert browser(family.olena).get(address).status_code == 410


def test_he_refuses_and_she_sees_it(family: Family) -> None:
    family.offers()
    browser(family.petro).post(f"/en/hand-over/{token()}/", {"action": "refuse"})
    shown = text(browser(family.olena).get(page(family)))
    assert "Refused by the other person" in shown
    assert PETRO not in shown
    assert "Send the link" in shown


@pytest.mark.parametrize(("who", "status"), [("olena", 403), ("ahmed", 403)])
def test_a_link_that_was_passed_on_opens_nothing(family: Family, who: str, status: int) -> None:
    family.offers()
    user = family.olena if who == "olena" else person("ahmed@example.test")
    assert browser(user).get(f"/en/hand-over/{token()}/").status_code == status
    assert api(user).get(f"/api/v1/hand-overs/{token()}/").json()["code"] == "AnotherAddress"


def test_an_unknown_and_an_ended_link_say_so(family: Family) -> None:
    family.offers()
    family.withdraws()
    client = browser(family.petro)
    assert client.get("/en/hand-over/no-such-token/").status_code == 404
    assert client.get(f"/en/hand-over/{token()}/").status_code == 410


def test_a_case_leads_there_and_goes_along(family: Family) -> None:
    Application.objects.filter(pk=family.application.pk).update(
        state=ApplicationState.FILED, filed_at=timezone.now(), teryt="14"
    )
    signer.keep_born(family.now())
    case = f"/en/cases/{family.application.pk}/"
    assert "Hand it over to their own account" in text(browser(family.olena).get(case))
    family.offers()
    taken = browser(family.petro).post(f"/en/hand-over/{token()}/", {**born(family), "action": "accept"})
    assert taken.headers["Location"] == case
    assert browser(family.petro).get(case).status_code == 200
    assert browser(family.olena).get(case).status_code == 404
    assert text(browser(family.olena).get("/en/cases/")).count(str(family.application.pk)) == 0


def test_by_api_from_offer_to_acceptance(family: Family) -> None:
    address = f"/api/v1/applications/{family.application.pk}/hand-over/"
    before = api(family.olena).get(address).json()
    assert before == {"is_possible": True, "why_not": "", "code": "", "last": None}
    refused = api(family.olena).post(address, {"email": PETRO, "understood": False}, format="json")
    assert (refused.status_code, list(refused.json()["errors"])) == (400, ["understood"])
    made = api(family.olena).post(address, {"email": PETRO, "understood": True}, format="json")
    assert (made.status_code, made.json()["last"]["email"]) == (201, PETRO)
    again = api(family.olena).post(address, {"email": PETRO, "understood": True}, format="json")
    assert (again.status_code, again.json()["code"]) == (409, "HandOverIsOpen")
    link = f"/api/v1/hand-overs/{token()}/"
    assert api(family.petro).get(link).json()["procedure"] == "small"
    day = f"{family.born - timedelta(days=1)}"
    wrong = api(family.petro).post(link, {"decision": "accept", "born": day}, format="json")
    assert (wrong.status_code, wrong.json()["code"], wrong.json()["left"]) == (422, "BornDiffers", 4)
    assert api(family.petro).post(link, {"decision": "accept"}, format="json").status_code == 400
    answer = {"decision": "accept", "born": str(family.born)}
    taken = api(family.petro).post(link, answer, format="json")
    assert taken.json() == {"application": str(family.application.pk)}
    assert api(family.petro).post(link, answer, format="json").json() == taken.json()
    assert api(family.olena).get(address).status_code == 404


def test_by_api_it_is_taken_back_and_refused(family: Family, procedure: Procedure) -> None:
    address = f"/api/v1/applications/{family.application.pk}/hand-over/"
    family.offers()
    assert api(family.olena).delete(address).status_code == 204
    assert api(family.olena).delete(address).status_code == 404
    family.offers()
    refused = api(family.petro).post(f"/api/v1/hand-overs/{token()}/", {"decision": "refuse"}, format="json")
    assert refused.json() == {"application": None}
    assert api(family.olena).get(address).json()["last"]["state"] == "refused"
    younger = begun(family.olena, procedure, born=years_ago(OF_AGE, days=1), called="Ivan")
    told = api(family.olena).get(f"/api/v1/applications/{younger.pk}/hand-over/").json()
    assert (told["is_possible"], told["code"]) == (False, "NotOfAgeYet")


def test_the_same_post_with_its_key_sends_one_link(family: Family) -> None:
    address = f"/api/v1/applications/{family.application.pk}/hand-over/"
    for _each in range(2):
        made = api(family.olena).post(
            address, {"email": PETRO, "understood": True}, format="json", headers={"Idempotency-Key": "one"}
        )
        assert (made.status_code, made.json()["last"]["state"]) == (201, HandOverState.OPEN)
    assert HandOver.objects.count() == 1


def test_tokens_stay_out_of_the_log(family: Family, caplog: pytest.LogCaptureFixture) -> None:
    from config.redaction import NoTokens  # noqa: PLC0415  # only this test

    family.offers()
    caplog.handler.addFilter(NoTokens())
    browser(family.petro).get(f"/en/hand-over/{token()}x/")
    api(family.petro).get(f"/api/v1/hand-overs/{token()}x/")
    assert "/hand-over/…" in caplog.text
    assert "/hand-overs/…" in caplog.text
    assert token() not in caplog.text

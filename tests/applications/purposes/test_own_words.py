"""What fits another procedure, or cannot be decided yet, is refused in words of its own: by page and by API."""

from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from rest_framework.test import APIClient

from accounts.acting import themselves
from accounts.models import User
from applications.annexes.errors import NoSuchAnnex
from applications.annexes.models import AnnexRequest
from applications.answers import sheets
from applications.drafting import lifecycle
from applications.drafting.models import Application
from payments import orders
from payments.errors import NotDecided
from payments.models import OrderItem
from procedures import catalogue
from tests.acting import own
from tests.content.journey.test_steps import address, contents, save

pytestmark = pytest.mark.django_db
ENGLISH = {"Accept-Language": "en"}
NO_ANNEX = "This application does not need such an annex."


@pytest.fixture
def api(olena: User) -> APIClient:
    client = APIClient()
    client.force_login(olena)
    return client


@pytest.fixture
def page(olena: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(olena)
    return client


def begun(user: User, key: str, **answers: Any) -> Application:
    started = lifecycle.start(themselves(user), catalogue.procedure(key), language="en")
    assert started.sheet is not None
    known = sheets.read(started.sheet).answers
    lifecycle.save_step(
        started, sheets.Contents(answers={**known, **answers}), step="purpose", expected=0, acting=own(started)
    )
    return Application.objects.select_related("sheet__key", "draft_key").get(pk=started.pk)


def test_api_says_that_the_procedure_answers_the_question(api: APIClient, olena: User) -> None:
    draft = begun(olena, "business")
    step = f"/api/v1/applications/{draft.pk}/steps/purpose/"
    sent = {"answers": {"businessByOffice": True, "purpose": "1"}}
    refused = api.put(step, sent, format="json", headers={**ENGLISH, "If-Match": '"1"'})
    assert (refused.status_code, refused.json()["code"]) == (422, "InvalidAnswers")
    assert [(each["field"], each["code"]) for each in refused.json()["errors"]] == [("purpose", "preset")]
    assert "begin another application" in refused.json()["errors"][0]["text"]
    assert "businessByOffice" not in contents(draft).answers


def test_what_api_reads_of_a_step_it_takes_again(api: APIClient, olena: User) -> None:
    draft = begun(olena, "business", businessByOffice=True)
    step = f"/api/v1/applications/{draft.pk}/steps/purpose/"
    read = api.get(step).json()["answers"]
    assert read == {"businessByOffice": True}
    assert api.put(step, {"answers": read}, format="json", headers={"If-Match": '"1"'}).status_code == 200


def test_page_asks_no_such_question_and_takes_no_answer_to_it(page: Client, olena: User) -> None:
    draft = begun(olena, "business")
    assert 'name="purpose-purpose"' not in page.get(address(draft, "purpose")).text
    save(page, draft, "purpose", purpose__purpose="1", purpose__businessByOffice="true")
    assert (contents(draft).answers["purpose"], contents(draft).answers["businessByOffice"]) == ("5", True)


@pytest.mark.parametrize(("key", "annex"), [("temporary-work", "annex5-studies"), ("family", "annex1-employer")])
def test_annex_of_another_purpose_is_asked_of_nobody(
    api: APIClient, page: Client, olena: User, key: str, annex: str
) -> None:
    draft = begun(olena, key)
    sent = {"action": "send", "annex": annex, "email": "rektor@example.test"}
    refused = api.post(f"/api/v1/applications/{draft.pk}/annexes/", sent, format="json", headers=ENGLISH)
    assert (refused.status_code, refused.json()["code"], refused.json()["title"]) == (409, "NoSuchAnnex", NO_ANNEX)
    shown = page.post(f"/en/applications/{draft.pk}/annexes/", sent, follow=True)
    assert NO_ANNEX in shown.text
    assert not AnnexRequest.objects.exists()


@pytest.mark.parametrize(("key", "annex"), [("temporary-work", "annex4-research"), ("research", "annex2-bluecard")])
def test_annex_of_another_purpose_is_not_filled_in(
    api: APIClient, page: Client, olena: User, key: str, annex: str
) -> None:
    draft, step = begun(olena, key), catalogue.form(annex).steps[0].key
    at = f"/api/v1/applications/{draft.pk}/annexes/own/{annex}/steps/{step}/"
    refused = api.put(at, {"answers": {}}, format="json", headers={**ENGLISH, "If-Match": '"0"'})
    assert (refused.json()["code"], refused.json()["title"]) == ("NoSuchAnnex", NO_ANNEX)
    shown = page.get(f"/en/applications/{draft.pk}/annexes/{annex}/{step}/", follow=True)
    assert NO_ANNEX in shown.text


def test_fee_that_an_answer_decides_yet_is_not_paid_and_says_which(api: APIClient, page: Client, olena: User) -> None:
    draft = begun(olena, "temporary-work", birthDate="1990-01-01", **{"plAddress.voivodeship": "06"})
    order = orders.of(draft, acting=own(draft))
    card = OrderItem.objects.get(order=order, fee="card")
    step = sheets.Contents(answers={**contents(draft).answers, "birthDate": None})
    lifecycle.save_step(draft, step, step="birth", expected=1, acting=own(draft))

    told = next(
        each for each in api.get(f"/api/v1/orders/{order.pk}/").json()["dues"] if each["fee"].startswith("card")
    )
    assert (told["standing"], told["amount"], told["waits_for"]) == ("undecided", None, ["birthDate"])
    with translation.override("en"):
        words = str(NotDecided(["Date of birth"]))
    refused = api.post(f"/api/v1/orders/{order.pk}/checkout/", {"item": str(card.pk)}, format="json", headers=ENGLISH)
    assert (refused.status_code, refused.json()["code"], refused.json()["title"]) == (409, "NotDecided", words)
    assert words in page.get(f"/en/applications/{draft.pk}/payment/").text


def test_words_of_the_refusals_are_the_readers() -> None:
    with translation.override("pl"):
        assert str(NoSuchAnnex()) != NO_ANNEX

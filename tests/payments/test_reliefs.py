"""An order by answers and claims: less, nothing, not known yet; what is paid is neither lost nor doubled."""

from collections.abc import Callable
from typing import Any
from unittest.mock import Mock

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from accounts.acting import themselves
from accounts.models import User
from applications.answers import sheets
from applications.answers.models import Sheet
from applications.answers.sheets import Contents
from applications.drafting import charged, lifecycle
from applications.drafting.errors import NotClaimable
from applications.drafting.models import Application
from applications.drafting.states import ApplicationState
from payments import checkout, claiming, orders, owing, panels, settlement, telling
from payments.errors import NotDecided, NotOwed
from payments.models import CheckoutSession, Order, OrderItem
from payments.states import PaymentState
from procedures import catalogue, dues
from procedures.tables import offices
from tests.acting import own
from tests.payments.conftest import Stripe
from tests.payments.test_transitions import attempt, facts

pytestmark = pytest.mark.django_db
GROWN, CHILD = "1990-01-01", "2015-06-01"
type Begun = Callable[..., Application]


@pytest.fixture
def begun(owner: User) -> Begun:
    def begin(procedure: str = "temporary-work", **answers: Any) -> Application:
        made = lifecycle.start(themselves(owner), catalogue.procedure(procedure), language="en")
        return answered(made, **answers)

    return begin


def answered(application: Application, **answers: Any) -> Application:
    assert application.sheet is not None
    known = sheets.read(application.sheet).answers
    contents = Contents(answers={**known, "plAddress.voivodeship": "06", **answers})
    saved = lifecycle.save_step(
        application, contents, step="birth", expected=application.sheet.revision, acting=own(application)
    )
    return saved.application


def items(application: Application) -> dict[str, OrderItem]:
    return {item.fee: item for item in orders.read(application).items}


def paid(application: Application, fee: str) -> OrderItem:
    """As the settlement leaves it."""
    item = {each.fee: each for each in orders.laid(orders.of(application, acting=own(application))).items}[fee]
    OrderItem.objects.filter(pk=item.pk).update(received=item.amount, kept=item.amount, paid_at=timezone.now())
    return OrderItem.objects.get(pk=item.pk)


def test_child_pays_half_of_the_card_and_the_order_says_why(begun: Begun) -> None:
    card = items(begun(birthDate=CHILD))["card"]
    assert (card.amount, card.label, card.relief) == (5_000, "Fee for the residence card, half", "under-16")


def test_fee_that_an_answer_decides_is_no_item_before_it(begun: Begun, client: Client) -> None:
    application = begun()
    assert list(items(application)) == ["duty-temporary-work"]
    page = client.get(f"/en/applications/{application.pk}/payment/").content.decode()
    assert "follows from an answer that is still missing: Date of birth" in page
    assert "card" in items(answered(application, birthDate=GROWN))


def test_nobody_pays_a_fee_that_is_not_decided_any_more(begun: Begun) -> None:
    application = begun(birthDate=GROWN)
    orders.of(application, acting=own(application))
    card = OrderItem.objects.get(order__application=application, fee="card")
    answered(application, birthDate=None)
    with translation.override("en"), pytest.raises(NotDecided, match="Date of birth"):
        checkout.start(card.pk, acting=own(application), language="en")


def test_claim_makes_it_less_at_once_and_taking_it_back_makes_it_whole(begun: Begun) -> None:
    application = begun(birthDate=GROWN)
    orders.of(application, acting=own(application))
    application = lifecycle.claim(application, ["hardship"], acting=own(application))
    assert items(application)["card"].amount == 5_000
    application = lifecycle.claim(application, [], acting=own(application))
    assert items(application)["card"].amount == 10_000
    assert OrderItem.objects.filter(order__application=application).count() == 2


def test_free_fee_is_no_item_and_is_refused_though_it_was_one_before(begun: Begun, client: Client) -> None:
    application = begun("other-circumstances", birthDate=GROWN)
    card = {item.fee: item for item in orders.of(application, acting=own(application)).items.all()}["card"]
    application = lifecycle.claim(application, ["humanitarian-visa"], acting=own(application))
    assert list(items(application)) == ["duty-temporary"]
    assert owing.of(application).owed == 34_000
    with pytest.raises(NotOwed):
        checkout.start(card.pk, acting=own(application), language="en")
    page = client.get(f"/en/applications/{application.pk}/payment/").content.decode()
    assert "Free of charge, because: You came on a national visa" in page


def test_victims_read_that_the_duty_is_free(begun: Begun) -> None:
    with translation.override("en"):
        found = panels.unpaid(orders.read(begun("trafficking-victim", birthDate=GROWN)))
    assert [each.is_free for each in found] == [True]
    assert found[0].text == (
        "Free of charge, because: You ask for the permit for victims of human trafficking "
        "(annex III(2) of the Act of 16 November 2006 on stamp duty)."
    )


@pytest.mark.parametrize(("claims", "now"), [(["hardship"], 5_000), (["humanitarian-visa"], 0)])
def test_what_is_paid_stays_and_the_page_says_the_difference(
    begun: Begun, client: Client, claims: list[str], now: int
) -> None:
    application = begun("other-circumstances", birthDate=GROWN)
    paid(application, "card")
    application = lifecycle.claim(application, claims, acting=own(application))
    card = items(application)["card"]
    assert (card.amount, card.kept, card.owed) == (10_000, 10_000, 0)
    assert owing.of(application).total == 44_000
    assert [panel.amount_now for panel in panels.of(orders.read(application)) if panel.is_changed] == [now]
    page = client.get(f"/en/applications/{application.pk}/payment/").content.decode()
    assert "What you paid stays written down here" in page


def test_what_is_paid_stays_with_its_payee_when_another_office_decides(begun: Begun, client: Client) -> None:
    application = begun(birthDate=GROWN)
    paid(application, "duty-temporary-work")
    application = answered(application, **{"plAddress.voivodeship": "12"})
    duty, card = (items(application)[fee] for fee in ("duty-temporary-work", "card"))
    assert (duty.payee_name, duty.paid_now_to, duty.owed) == (recipient("06", "city"), recipient("12", "city"), 0)
    assert (card.payee_name, card.paid_now_to) == (recipient("12", "voivode"), "")
    page = client.get(f"/en/applications/{application.pk}/payment/").content.decode()
    assert page.count("By your answers another office decides now") == 1
    application = answered(application, **{"plAddress.voivodeship": "06"})
    assert items(application)["duty-temporary-work"].paid_now_to == ""


def recipient(teryt: str, payee: str) -> str:
    return offices.office(teryt).account(payee).recipient


def test_what_the_office_gives_back_of_a_fee_that_became_less_is_not_asked_for_again(begun: Begun) -> None:
    application = begun(birthDate=GROWN)
    card = paid(application, "card")
    application = lifecycle.claim(application, ["hardship"], acting=own(application))
    OrderItem.objects.filter(pk=card.pk).update(refunded=5_000, kept=5_000, paid_at=None)
    owed = owing.of(application)
    assert (owed.total, owed.kept, owed.owed) == (44_000 + 5_000, 5_000, 44_000)
    assert [panel.may_start for panel in panels.of(orders.read(application)) if panel.item.fee == "card"] == [False]
    with pytest.raises(NotOwed):
        orders.refresh(items(application)["card"])


def begun_to_pay(application: Application, fee: str, *, number: int = 1) -> CheckoutSession:
    """What is owed of it, with its page open at the service."""
    item = {each.fee: each for each in orders.of(application, acting=own(application)).items.all()}[fee]
    session = attempt(item, number, PaymentState.OPEN)
    session.amount, session.duty, session.laid = item.owed, item.amount, item.laid
    session.save()
    return session


def came(session: CheckoutSession) -> OrderItem:
    """The whole amount of the page, as the service says it."""
    session = settlement.lock(session.pk)
    settlement.apply(session, facts(session, PaymentState.PAID))
    return OrderItem.objects.get(pk=session.item_id)


def test_payment_counts_for_the_terms_it_began_on_though_a_relief_is_claimed_meanwhile(
    begun: Begun, client: Client
) -> None:
    application = begun(birthDate=GROWN)
    session = begun_to_pay(application, "card")
    application = lifecycle.claim(application, ["hardship"], acting=own(application))
    orders.of(application, acting=own(application))
    card = came(session)
    assert (card.amount, card.kept, card.relief, card.label) == (10_000, 10_000, "", "Fee for the residence card")
    changed = items(application)["card"].changed
    assert changed is not None
    assert changed.amount == 5_000
    page = client.get(f"/en/applications/{application.pk}/payment/").content.decode()
    assert "What you paid stays written down here" in page


def test_terms_are_kept_from_the_moment_a_checkout_begins(order: Order, stripe: Stripe) -> None:
    item = order.items.get(fee="duty-temporary-work")
    session = checkout.start(item.pk, acting=own(order.application), language="en")
    assert session.laid == OrderItem.objects.get(pk=item.pk).laid
    assert session.laid["payee_name"] == "Gmina Lublin"


def test_payment_keeps_its_payee_though_another_office_decides_meanwhile(begun: Begun) -> None:
    application = begun(birthDate=GROWN)
    session = begun_to_pay(application, "duty-temporary-work")
    application = answered(application, **{"plAddress.voivodeship": "12"})
    orders.of(application, acting=own(application))
    assert came(session).payee_name == recipient("06", "city")


@pytest.mark.parametrize(("claims", "says"), [([], None), (["hardship"], 5_000), (["humanitarian-visa"], 0)])
def test_officers_are_told_of_what_was_paid_though_the_answers_say_another_amount(
    begun: Begun, claims: list[str], says: int | None
) -> None:
    application = begun("other-circumstances", birthDate=GROWN)
    session = begun_to_pay(application, "card")
    lifecycle.claim(application, claims, acting=own(application))
    came(session)
    session.refresh_from_db()
    assert (session.answers_say, session.attention_at is not None) == (says, says is not None)


def test_another_reason_for_the_same_amount_is_no_difference(begun: Begun) -> None:
    application = begun("studies", birthDate=GROWN)
    assert paid(application, "card").amount == 5_000
    application = lifecycle.claim(application, ["hardship"], acting=own(application))
    assert items(application)["card"].changed is None


def test_a_missing_answer_does_not_call_off_what_is_paid(begun: Begun, client: Client) -> None:
    application = begun(birthDate=GROWN)
    paid(application, "card")
    application = answered(application, birthDate=None)
    assert items(application)["card"].changed is None
    assert owing.of(application).is_open


def test_nothing_is_called_paid_while_a_fee_is_not_decided(begun: Begun, client: Client) -> None:
    application = begun("trafficking-victim")
    assert (owing.of(application).owed, owing.of(application).is_open) == (0, True)
    page = client.get(f"/en/applications/{application.pk}/payment/").content.decode()
    assert "Nothing has to be paid now." in page
    assert "Everything is paid." not in page


def test_payment_that_is_under_way_is_still_seen_when_the_fee_is_called_off(begun: Begun) -> None:
    application = begun("other-circumstances", birthDate=GROWN)
    card = {item.fee: item for item in orders.of(application, acting=own(application)).items.all()}["card"]
    attempt(card, 1, PaymentState.OPEN)
    application = lifecycle.claim(application, ["humanitarian-visa"], acting=own(application))
    assert items(application)["card"].is_called_off
    assert owing.of(application).owed == 34_000
    assert [panel.may_start for panel in panels.of(orders.read(application)) if panel.item.fee == "card"] == [False]


def test_what_was_decided_at_filing_holds_when_the_draft_is_gone(begun: Begun) -> None:
    application = begun(birthDate=CHILD)
    application = moved_to_the_office(application)
    assert application.charged == {"duty-temporary-work": [], "card": ["under-16"]}
    assert application.draft is None
    assert items(application)["card"].amount == 5_000


def moved_to_the_office(application: Application) -> Application:
    Application.objects.filter(pk=application.pk).update(state="signed")
    application = lifecycle.file(application, acting=own(application), at=timezone.now())
    return lifecycle.transfer(application)


def test_claim_may_follow_the_filing(begun: Begun) -> None:
    application = moved_to_the_office(begun(birthDate=GROWN))
    application = lifecycle.claim(application, ["hardship"], acting=own(application))
    assert items(application)["card"].amount == 5_000


@pytest.mark.parametrize("key", ["under-16", "summoned", "nothing"])
def test_what_nobody_claims_here_is_refused(begun: Begun, key: str) -> None:
    application = begun(birthDate=GROWN)
    with pytest.raises(NotClaimable, match=key):
        lifecycle.claim(application, [key], acting=own(application))


def test_page_takes_the_claim(begun: Begun, client: Client) -> None:
    application = begun(birthDate=GROWN)
    address = f"/en/applications/{application.pk}/payment/"
    assert "You are in a hard financial situation" in client.get(address).content.decode()
    assert client.post(f"{address}reliefs/", {"reliefs": ["hardship"]}).status_code == 302
    application.refresh_from_db()
    assert application.claims == ["hardship"]
    assert "Less than 100\xa0zł, because: You are in a hard financial situation" in client.get(address).content.decode()
    client.post(f"{address}reliefs/", {})
    application.refresh_from_db()
    assert application.claims == []


def test_api_says_the_same_and_takes_the_claim(begun: Begun, client: Client) -> None:
    application = begun()
    order = client.post("/api/v1/orders/", {"application": str(application.pk)}, "application/json").json()
    dues = {due["fee"]: due for due in order["dues"]}
    assert (dues["card"]["standing"], dues["card"]["waits_for"]) == ("undecided", ["birthDate"])
    assert [relief["key"] for relief in dues["card"]["claimable"]] == ["hardship"]
    address = f"/api/v1/orders/{order['id']}/reliefs/"
    after = client.put(address, {"reliefs": ["hardship"]}, "application/json").json()
    card = {due["fee"]: due for due in after["dues"]}["card"]
    assert (after["claims"], card["standing"], card["amount"]) == (["hardship"], "reduced", 5000)
    refused = client.put(address, {"reliefs": ["summoned"]}, "application/json")
    assert (refused.status_code, refused.json()["code"]) == (409, "NotClaimable")


def test_claim_is_the_person_s_own(begun: Begun) -> None:
    application = begun(birthDate=GROWN)
    stranger = Client()
    assert stranger.post(f"/en/applications/{application.pk}/payment/reliefs/", {}).status_code == 302
    application.refresh_from_db()
    assert application.claims == []


def half_paid(application: Application) -> CheckoutSession:
    """The half that a relief made of the card."""
    session = begun_to_pay(lifecycle.claim(application, ["hardship"], acting=own(application)), "card")
    came(session)
    return session


def test_what_a_relief_taken_back_leaves_owed_is_paid_here(begun: Begun, client: Client) -> None:
    application = begun(birthDate=GROWN)
    first = half_paid(application)
    application = lifecycle.claim(application, [], acting=own(application))
    card = items(application)["card"]
    assert (card.amount, card.kept, card.owed, card.label) == (10_000, 5_000, 5_000, "Fee for the residence card")
    assert "card" in [panel.item.fee for panel in panels.to_pay(application)]
    second = begun_to_pay(application, "card", number=2)
    came(first)  # the service sends the news of the first half once more
    assert came(second).kept == 10_000
    second.refresh_from_db()
    assert (second.kept, second.surplus, second.attention_at) == (5_000, 0, None)


def test_a_relief_claimed_again_calls_the_rest_off(begun: Begun) -> None:
    application = begun(birthDate=GROWN)
    half_paid(application)
    orders.of(lifecycle.claim(application, [], acting=own(application)), acting=own(application))
    application = lifecycle.claim(application, ["hardship"], acting=own(application))
    assert "card" not in [panel.item.fee for panel in panels.to_pay(application)]
    assert owing.of(application).later == 0


def filed(application: Application) -> Application:
    Application.objects.filter(pk=application.pk).update(
        state=ApplicationState.FILED,
        filed_at=timezone.now(),
        charged={"duty-temporary": [], "card": []},
        listed=[],
    )
    return Application.objects.get(pk=application.pk)


def told_of(session: CheckoutSession) -> tuple[int | None, bool]:
    session.refresh_from_db()
    return session.answers_say, session.attention_at is not None


def test_officers_are_told_of_what_became_less_before_the_filing_once_it_is_filed(begun: Begun) -> None:
    application = begun("other-circumstances", birthDate=GROWN)
    session = begun_to_pay(application, "card")
    card = came(session)
    application = lifecycle.claim(application, ["humanitarian-visa"], acting=own(application))
    assert told_of(session) == (None, False)
    telling.tell(filed(application).order.items.get(pk=card.pk).pk)
    assert told_of(session) == (0, True)


def test_officers_are_told_once_of_what_is_claimed_after_the_filing(begun: Begun) -> None:
    application = begun("other-circumstances", birthDate=GROWN)
    session = begun_to_pay(application, "card")
    came(session)
    application = claiming.claim(filed(application), ["hardship"], acting=own(application))
    assert told_of(session) == (5_000, True)
    CheckoutSession.objects.filter(pk=session.pk).update(attention_at=None)
    claiming.claim(application, ["hardship"], acting=own(application))
    assert told_of(session) == (5_000, False)


def test_the_register_is_told_what_is_due_by_the_answers_that_were_filed(begun: Begun) -> None:
    application = begun("other-circumstances", birthDate=GROWN)
    half_paid(application)
    application = filed(lifecycle.claim(application, [], acting=own(application)))
    card = application.order.items.get(fee="card")
    telling.tell(card.pk)
    card.refresh_from_db()
    assert (card.amount, card.kept, card.paid_at, card.told_at is None) == (10_000, 5_000, None, False)


def test_who_knows_the_year_of_birth_alone_says_whether_they_are_under_sixteen(begun: Begun) -> None:
    year = str(timezone.localdate().year - 16)
    application = begun(birthDate=year)
    assert items(application)["card"].amount == 10_000
    application = lifecycle.claim(application, ["under-16"], acting=own(application))
    assert items(application)["card"].amount == 5_000
    kept = dues.kept(charged.decided(application), claims=application.claims)
    assert kept == {"duty-temporary-work": [], "card": ["under-16"]}


def test_who_knows_the_day_says_nothing_of_it(begun: Begun) -> None:
    application = begun(birthDate=GROWN)
    with pytest.raises(NotClaimable):
        lifecycle.claim(application, ["under-16"], acting=own(application))


def test_in_the_list_of_orders_the_answers_of_each_are_read_once_and_all_in_the_same_queries(
    begun: Begun, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = Mock(wraps=charged.of)
    monkeypatch.setattr(charged, "of", reading)
    counted = []
    for procedure in ("temporary-work", "studies", "family"):
        application = begun(procedure, birthDate=GROWN)
        orders.of(application, acting=own(application))
        client.get("/api/v1/orders/")  # approved entries are read into memory
        reading.reset_mock()
        with CaptureQueriesContext(connection) as asked:
            listed = client.get("/api/v1/orders/").json()["results"]
        counted.append((len(listed), reading.call_count, len(asked)))
    queries = counted[0][2]
    assert counted == [(1, 1, queries), (2, 2, queries), (3, 3, queries)]


def test_an_order_whose_answers_cannot_be_read_hides_no_other(begun: Begun, client: Client) -> None:
    broken, sound = (begun(procedure, birthDate=GROWN) for procedure in ("temporary-work", "studies"))
    for each in (broken, sound):
        orders.of(each, acting=own(each))
    assert broken.sheet is not None
    Sheet.objects.filter(pk=broken.sheet.pk).update(sealed=b"x" * 40)
    listed = {each["application"]: each for each in client.get("/api/v1/orders/").json()["results"]}
    assert {key: (each["is_readable"], bool(each["dues"])) for key, each in listed.items()} == {
        str(broken.pk): (False, False),
        str(sound.pk): (True, True),
    }
    assert [item["fee"] for item in listed[str(broken.pk)]["items"]] == ["duty-temporary-work", "card"]

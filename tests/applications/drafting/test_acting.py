"""Somebody acts for many principals: who and for whom stands in trail, mails and API, and powers are asked first."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail as outside
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory
from rest_framework.test import APIClient

from accounts.acting import Acting, NotEntitled, Power, themselves
from accounts.models import User
from applications.answers.sheets import Contents
from applications.drafting import access, attachments, lifecycle, news
from applications.drafting.errors import DraftExists
from applications.drafting.models import Application
from applications.drafting.news import News
from applications.drafting.serializers import ApplicationSerializer
from applications.drafting.states import ApplicationState
from audit import chain
from audit import jobs as chaining
from audit.models import Event
from notices import jobs as mailing
from notices.models import Mail
from procedures.language.schema import Procedure
from sealing.models import new_id
from tests.applications.drafting.test_lifecycle import COMPLETE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_procedure")]


def user(name: str, language: str = "") -> User:
    return User.objects.create_user(f"{name}@example.com", "correct-horse-battery", language=language)


def attorney_of(person: User, principal: User, *powers: Power) -> Acting:
    """By hand: the room `mandates` does not stand yet."""
    return Acting(person=person, principal=principal, powers=frozenset(powers))


@pytest.fixture
def ewa() -> User:
    return user("ewa", "pl")


@pytest.fixture
def olena() -> User:
    return user("olena", "uk")


def drafted(acting: Acting, procedure: Procedure) -> Application:
    return lifecycle.start(acting, procedure, language="uk")


def test_an_attorney_has_a_draft_of_each_client_and_no_client_two(
    ewa: User, olena: User, demo_procedure: Procedure
) -> None:
    for_olena, for_jan = (attorney_of(ewa, each, Power.PREPARE) for each in (olena, user("jan")))
    first, second = drafted(for_olena, demo_procedure), drafted(for_jan, demo_procedure)
    assert [each.principal.email for each in (first, second)] == ["olena@example.com", "jan@example.com"]
    for acting in (for_olena, themselves(olena)):
        with pytest.raises(DraftExists) as refused:
            drafted(acting, demo_procedure)
        assert refused.value.application_id == first.pk
    own = drafted(themselves(ewa), demo_procedure)
    assert set(Application.objects.open()) == {first, second, own}


def test_the_trail_says_who_acted_and_for_whom(ewa: User, olena: User, demo_procedure: Procedure) -> None:
    acting = attorney_of(ewa, olena, Power.PREPARE)
    draft = drafted(acting, demo_procedure)
    lifecycle.save_step(draft, Contents(answers=COMPLETE), step="person", expected=0, acting=acting)
    assert lifecycle.freeze(draft, acting=acting).state == ApplicationState.SIGNING
    lifecycle.thaw(draft, acting=None)
    lifecycle.freeze(draft, acting=themselves(olena))
    told = Event.objects.filter(subject=draft.pk).order_by("at").values_list("event", "actor", "principal")
    assert list(told) == [
        ("application-started", ewa.pk, olena.pk),
        ("application-moved", ewa.pk, olena.pk),
        ("application-moved", None, None),
        ("application-moved", olena.pk, olena.pk),
    ]
    chaining.run()
    assert chain.verify() == []


ACTS: dict[str, Callable[[Application, Acting], object]] = {
    "save": lambda it, who: lifecycle.save_step(it, Contents(), step="person", expected=0, acting=who),
    "freeze": lambda it, who: lifecycle.freeze(it, acting=who),
    "thaw": lambda it, who: lifecycle.thaw(it, acting=who),
    "sign": lambda it, who: lifecycle.sign(it, acting=who),
    "file": lambda it, who: lifecycle.file(it, acting=who, at=it.changed_at),
    "withdraw": lambda it, who: lifecycle.withdraw(it, acting=who),
    "last day": lambda it, who: lifecycle.correct_last_day(it, None, acting=who),
    "discard": lambda it, who: lifecycle.discard(it, acting=who),
    "hand in": lambda it, who: attachments.receive(it, purpose="photo", name="a", content=b"a", acting=who),
    "take back": lambda it, who: attachments.remove(it, new_id(), acting=who),
}
NEEDS = {"sign": Power.FILE, "file": Power.FILE, "withdraw": Power.WITHDRAW}


@pytest.mark.parametrize("name", ACTS)
def test_an_act_without_its_power_or_in_anothers_case_is_denied(
    name: str, ewa: User, olena: User, demo_procedure: Procedure
) -> None:
    draft = drafted(themselves(olena), demo_procedure)
    needed = NEEDS.get(name, Power.PREPARE)
    before = stored_values(draft)
    for acting in (attorney_of(ewa, olena, *(set(Power) - {needed})), themselves(ewa)):
        with pytest.raises(NotEntitled):
            ACTS[name](draft, acting)
    assert (stored_values(draft), Event.objects.filter(subject=draft.pk).count()) == (before, 1)


def stored_values(draft: Application) -> dict[str, Any]:
    return dict(Application.objects.values().get(pk=draft.pk))


def test_nothing_is_begun_without_the_power(ewa: User, olena: User, demo_procedure: Procedure) -> None:
    with pytest.raises(NotEntitled):
        drafted(attorney_of(ewa, olena, Power.PAY), demo_procedure)
    assert not Application.objects.exists()


def test_the_edge_gives_powers_in_ones_own_case_alone(ewa: User, olena: User, demo_procedure: Procedure) -> None:
    draft = drafted(themselves(olena), demo_procedure)
    assert access.acting_in(olena, draft) == Acting(person=olena, principal=olena, powers=frozenset(Power))
    with pytest.raises(NotEntitled):
        access.acting_in(ewa, draft)


def test_nobody_acts_who_is_not_signed_in(olena: User, demo_procedure: Procedure) -> None:
    draft = drafted(themselves(olena), demo_procedure)
    with pytest.raises(PermissionDenied):
        access.acting_for_oneself(AnonymousUser())
    assert list(access.for_actor(AnonymousUser())) == []
    assert list(access.for_actor(olena)) == [draft]


def test_the_api_says_whose_case_it_is(ewa: User, olena: User, demo_procedure: Procedure, rf: RequestFactory) -> None:
    draft = drafted(attorney_of(ewa, olena, Power.PREPARE), demo_procedure)
    client = APIClient()
    client.force_login(olena)
    assert client.get(f"/api/v1/applications/{draft.pk}/").json()["principal"] == "self"
    client.force_login(ewa)
    assert client.get(f"/api/v1/applications/{draft.pk}/").status_code == 404
    request = rf.get("/")
    request.user = ewa
    assert ApplicationSerializer(draft, context={"request": request}).data["principal"] == str(olena.pk)


def mails_about(template: str, draft: Application, person: User | None) -> list[tuple[list[str], str, bool]]:
    """To whom, in which language of the page, and whether it says that somebody else did it."""
    news.tell(draft, News(template, "applications:overview"), language="en", person=person)
    mailing.run()
    return [
        (each.to, str(each.body).partition("/applications/")[0][-2:], "somebody who acts for you" in str(each.body))
        for each in outside.outbox
    ]


@pytest.mark.parametrize("template", ["filed", "payment-news"])
def test_a_mail_after_an_act_goes_to_both(template: str, ewa: User, olena: User, demo_procedure: Procedure) -> None:
    draft = drafted(themselves(olena), demo_procedure)
    assert mails_about(template, draft, ewa) == [
        (["olena@example.com"], "en", True),
        (["ewa@example.com"], "pl", False),
    ]


@pytest.mark.parametrize("is_own", [True, False])
def test_a_mail_of_ones_own_act_or_of_nobodys_goes_to_the_principal(
    is_own: bool, olena: User, demo_procedure: Procedure
) -> None:
    draft = drafted(themselves(olena), demo_procedure)
    assert mails_about("filed", draft, olena if is_own else None) == [(["olena@example.com"], "en", False)]
    assert not Mail.objects.filter(sent_at__isnull=True).exists()

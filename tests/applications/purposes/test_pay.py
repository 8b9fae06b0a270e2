"""Pay under what the law asks for: a warning of one annex, where there is one employer, else of the sum."""

import re

import pytest
import time_machine
from django.test import Client
from django.utils import translation

from accounts.models import User
from applications.annexes import cautions
from tests.applications.annexes.applicant_and_employer import token
from tests.applications.filing.conftest import double
from tests.applications.purposes.several_employers import by_link, paid, stands, work
from tests.applications.purposes.test_by_link import as_shown
from tests.applications.signing.signature_double import Double
from tests.whitespace import without_unseen

__all__ = ["double"]
pytestmark = pytest.mark.django_db
FIRST, SECOND = "first@firma.example", "second@firma.example"


def test_the_one_employer_is_warned_and_stopped_by_nothing(olena: User) -> None:
    single = work(olena, FIRST)
    single.employed(FIRST, pay=paid("4805.99"))
    (caution,) = by_link(token())["cautions"]
    assert (caution["code"], caution["question"]) == ("low-pay", "j.pay")
    assert [each["id"] for each in caution["law"]] == ["foreigners:114(1)(5)"]
    assert "4805.99" in caution["text"]
    page = Client().get(f"/en/annex/{token()}/check/").text
    assert re.findall(r"<b>(.*?)</b>", page) == ["Gross pay"]
    assert f'action="/en/annex/{token()}/sign/"' in page


def test_the_step_itself_asks_to_look_again_once(olena: User) -> None:
    work(olena, FIRST).employed(FIRST, pay=paid("9000.00"))
    employer, step = Client(), f"/en/annex/{token()}/steps/job/"
    typed = as_shown(employer.get(step).content) | {"job-j-pay-amount": "4000"}
    warned = employer.post(step, typed)
    assert warned.status_code == 200
    assert "4,806" not in warned.text
    assert "This pay: 4000\N{NO-BREAK SPACE}zł a month" in warned.text
    assert employer.post(step, as_shown(warned.content)).status_code == 302
    assert by_link(token())["answers"]["j.pay"] == paid("4000.00")


def test_enough_pay_is_worth_no_word(olena: User) -> None:
    work(olena, FIRST).employed(FIRST, pay=paid("4806.00"))
    assert by_link(token())["cautions"] == []
    assert 'id="cautions"' not in Client().get(f"/en/annex/{token()}/check/").text


def test_one_of_several_employers_is_told_nothing(olena: User) -> None:
    several = work(olena, FIRST, SECOND)
    several.employed(FIRST, pay=paid("2400.00"))
    assert by_link(token())["cautions"] == []
    employer, step = Client(), f"/en/annex/{token()}/steps/job/"
    assert employer.post(step, as_shown(employer.get(step).content)).status_code == 302


@pytest.mark.parametrize(
    ("pays", "said"),
    [
        (("2400.00", "2406.00"), []),
        (("2400.00", "2405.99"), ["4805.99"]),
    ],
)
def test_the_applicant_reads_of_the_sum_once_everybody_signed(
    olena: User, double: Double, pays: tuple[str, str], said: list[str]
) -> None:
    several = work(olena, FIRST, SECOND)
    one = several.employed(FIRST, pay=paid(pays[0]))
    other = several.employed(SECOND, pay=paid(pays[1]))
    several.signs(one, double)
    assert several.cautions() == []
    several.signs(other, double)
    found = several.cautions()
    assert [re.findall(r"Your employers pay ([\d.]+)", each["text"])[0] for each in found] == said
    assert [[unit["id"] for unit in each["law"]] for each in found] == [
        ["foreigners:114(1)(5)", "foreigners:114(4b)"] for _each in said
    ]
    page = without_unseen(several.check())
    assert ("Gross pay" in page.partition('id="cautions"')[2].partition("</section>")[0]) is bool(said)


def test_the_applicant_of_one_employer_reads_of_its_pay(olena: User, double: Double) -> None:
    single = work(olena, FIRST)
    single.signs(single.employed(FIRST, pay=paid("20.00", "hour")), double)
    (caution,) = single.cautions()
    assert [each["id"] for each in caution["law"]] == ["foreigners:114(1)(5)"]
    part = without_unseen(single.check()).partition('id="cautions"')[2].partition("</section>")[0]
    assert f'href="/en/applications/{single.application.pk}/annexes/"' in part
    assert caution["text"].replace("\N{NO-BREAK SPACE}", " ") in part.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("contract", ["appointment", "proxy"])
def test_of_a_board_member_or_a_proxy_the_law_asks_no_least_pay(olena: User, double: Double, contract: str) -> None:
    single = work(olena, FIRST)
    single.signs(single.employed(FIRST, pay=paid("100.00"), contract=contract), double)
    assert single.cautions() == []


def test_a_blue_card_has_a_threshold_of_its_own(olena: User) -> None:
    card = work(olena, FIRST, procedure="blue-card")
    card.employed(FIRST, pay=paid("13355.33"))
    (caution,) = by_link(token())["cautions"]
    assert [each["id"] for each in caution["law"]] == ["foreigners:127(3)"]


def test_where_the_figure_is_not_known_nothing_is_said(olena: User) -> None:
    with time_machine.travel("2027-01-02 12:00"):
        work(olena, FIRST).employed(FIRST, pay=paid("1.00"))
        assert by_link(token())["cautions"] == []


def test_cautions_of_somebody_elses_application_are_not_found(olena: User) -> None:
    single = work(olena, FIRST)
    stranger = Client()
    stranger.force_login(User.objects.create_user("stranger@example.com", "a-long-password"))
    assert stranger.get(f"/api/v1/applications/{single.application.pk}/annexes/cautions/").status_code == 404


@pytest.mark.parametrize("language", ["pl", "uk", "ar"])
def test_it_is_said_in_the_readers_language(olena: User, language: str) -> None:
    work(olena, FIRST).employed(FIRST, pay=paid("1.00"))
    with translation.override(language):
        (caution,) = cautions.of_request(stands(token()), {"j.pay": paid("1.00"), "j.time": {"fraction": "1"}})
    assert "a month" not in caution.text
    assert "4806" in caution.text


def test_as_many_queries_for_five_employers_as_for_two(
    olena: User, django_assert_max_num_queries: object, double: Double
) -> None:
    several = work(olena, *(f"{number}@firma.example" for number in range(5)))
    for number in range(5):
        several.signs(several.employed(f"{number}@firma.example", pay=paid("100.00")), double)
    application = several.current()
    with django_assert_max_num_queries(3):  # type: ignore[operator]  # a fixture that makes a context
        assert len(cautions.of(application)) == 1

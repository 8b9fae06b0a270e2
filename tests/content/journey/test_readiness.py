"""What the readiness page says of the person who reads it."""

import json
import re
from datetime import UTC, date, datetime

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils.html import escape
from pytest_django import DjangoAssertNumQueries

from accounts import identity
from accounts.acting import themselves
from accounts.identity import Identity
from accounts.models import User
from applications.drafting import lifecycle
from applications.drafting.models import Application, KeptPost
from procedures import catalogue
from tests.whitespace import without_unseen

pytestmark = pytest.mark.django_db
ADDRESS = "/en/applications/new/temporary-work/"
LINE = re.compile(
    r'<li><svg.*?<b>(.*?)</b>\s*(?:<span class="mos-badge.*?<span>(.*?)</span></span>\s*)?</div><p>', re.DOTALL
)
NONE = {"barriers": "none"}
DAY = {"last_lawful_day-day": "1", "last_lawful_day-month": "3", "last_lawful_day-year": "2098", **NONE}
TAG = re.compile(r"<.*?>")


@pytest.fixture
def olena() -> User:
    person = User.objects.create_user("olena@example.com", "correct-horse-battery")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def prove(person: User) -> None:
    proven = Identity(
        pesel="92030512343",
        given_names="Olena",
        surname="Kovalenko",
        birth_date=date(1992, 3, 5),
        source="trusted-profile",
        level="substantial",
        verified_at=datetime(2026, 11, 22, 12, tzinfo=UTC),
    )
    identity.store(person, proven)


def begin(person: User, last_day: date | None = None) -> Application:
    return lifecycle.start(
        themselves(person), catalogue.procedure("temporary-work"), language="en", last_lawful_day=last_day
    )


def lines_of_section(page: str, section: str) -> list[tuple[str, str]]:
    """Title and badge of each line of one section."""
    text = without_unseen(page).partition(f'aria-labelledby="{section}"')[2].partition("</section>")[0]
    return [(TAG.sub("", title), badge) for title, badge in LINE.findall(text)]


AT_HAND = [
    ("A PESEL number", ""),
    ("A way to sign", ""),
    ("A valid passport", ""),
    ("Your employer’s e-mail address", ""),
    ("A child under 6 need not come", ""),
]


def test_a_stranger_reads_what_is_to_do_and_what_only_they_know(client: Client) -> None:
    page = client.get(ADDRESS).content.decode()
    assert lines_of_section(page, "ready") == [
        ("An account with a confirmed e-mail address", "To do"),
        ("The last day of your legal stay", "To do"),
    ]
    assert lines_of_section(page, "what") == AT_HAND


def test_who_is_signed_in_reads_what_is_done(signed_in: Client) -> None:
    page = signed_in.get(ADDRESS).content.decode()
    assert lines_of_section(page, "ready") == [
        ("An account with a confirmed e-mail address", "Ready"),
        ("The last day of your legal stay", "To do"),
        ("Who you are", "At the end"),
    ]
    assert lines_of_section(page, "what") == AT_HAND


def test_an_address_that_is_not_confirmed_is_not_called_ready(signed_in: Client) -> None:
    EmailAddress.objects.update(verified=False)
    ready = lines_of_section(signed_in.get(ADDRESS).content.decode(), "ready")
    assert ready[0] == ("An account with a confirmed e-mail address", "To do")


def test_a_proven_identity_brings_the_pesel_and_shows_nobodys_data(signed_in: Client, olena: User) -> None:
    prove(olena)
    page = signed_in.get(ADDRESS).content.decode()
    assert ("Who you are", "Ready") in lines_of_section(page, "ready")
    assert "Your identity was confirmed on 22 November 2026." in page
    assert ("A PESEL number", "Ready") in lines_of_section(page, "ready")
    assert lines_of_section(page, "what") == AT_HAND[1:]
    assert not re.search("92030512343|Kovalenko", page)


def test_an_open_draft_is_gone_on_with_and_no_second_one_is_offered(signed_in: Client, olena: User) -> None:
    draft = begin(olena, date(2999, 3, 1))
    page = signed_in.get(ADDRESS).content.decode()
    assert ("The last day of your legal stay: 1 March 2999", "Ready") in lines_of_section(page, "ready")
    assert f'href="/en/applications/{draft.pk}/">Go on with it</a>' in page
    assert f'href="/en/applications/{draft.pk}/last-day/">Correct the day</a>' in page
    assert 'value="self"' not in page
    assert "Begin the application" not in page
    assert "Your draft is kept until:" in page


def test_a_draft_without_the_day_leads_to_where_it_is_written(signed_in: Client, olena: User) -> None:
    draft = begin(olena)
    page = signed_in.get(ADDRESS).content.decode()
    assert ("The last day of your legal stay", "To do") in lines_of_section(page, "ready")
    assert f'href="/en/applications/{draft.pk}/last-day/">Write the day</a>' in page


def test_a_day_that_has_passed_is_said_with_what_is_left_to_do(signed_in: Client, olena: User) -> None:
    begin(olena, date(2020, 3, 1))
    page = signed_in.get(ADDRESS).content.decode()
    assert ("The last day of your legal stay: 1 March 2020", "Passed") in lines_of_section(page, "ready")
    assert "ask the voivode’s office or legal aid at once" in page


def test_a_draft_of_somebody_else_is_none_of_mine(signed_in: Client) -> None:
    begin(User.objects.create_user("jan@example.com", "correct-horse-battery"), date(2999, 3, 1))
    assert "2999" not in signed_in.get(ADDRESS).content.decode()


def test_it_takes_few_queries(
    signed_in: Client, olena: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """Guide, session, person, draft, what is approved of the dated sentences, identity, address."""
    prove(olena)
    begin(olena, date(2999, 3, 1))
    signed_in.get(ADDRESS)
    with django_assert_num_queries(7):
        signed_in.get(ADDRESS)


def test_a_wrong_day_is_told_at_its_field_and_starts_nothing(signed_in: Client) -> None:
    page = without_unseen(
        signed_in.post(ADDRESS, {**DAY, "last_lawful_day-day": "31", "last_lawful_day-month": "11"}).text
    )
    assert page.count("There is no such day in the calendar") == 2
    assert 'name="last_lawful_day-day" inputmode="numeric" value="31"' in page
    assert not Application.objects.exists()


def test_a_stranger_writes_the_day_and_finds_it_again_after_signing_in(client: Client, olena: User) -> None:
    answer = client.post(ADDRESS, DAY)
    assert answer.headers["Location"] == f"/en/account/login/?next={ADDRESS}"
    client.force_login(olena)
    page = without_unseen(client.get(ADDRESS).text)
    assert 'name="last_lawful_day-year" inputmode="numeric" value="2098"' in page
    assert 'datetime="2098-03-01"' in page
    assert not re.search("2098", answer.headers["Location"])


def test_a_stranger_with_a_wrong_day_is_told_before_signing_in(client: Client) -> None:
    page = without_unseen(client.post(ADDRESS, {**DAY, "last_lawful_day-day": "99"}).text)
    assert 'name="last_lawful_day-day" inputmode="numeric" value="99"' in page
    assert "govuk-error-summary" in page


def barred(page: str) -> list[str]:
    """What the page says would make the office refuse to open a case."""
    return re.findall(r"<b>(.*?)</b>", without_unseen(page).partition('id="barred"')[2].partition("<form")[0])


@pytest.mark.parametrize("barrier", [each.key for each in catalogue.procedure("temporary-work").barriers])
def test_each_barrier_is_told_with_its_article_to_whoever_names_it(client: Client, barrier: str) -> None:
    """To a stranger too: nobody needs an account to learn it. Nothing is begun and nothing is kept."""
    (claim,) = [each for each in catalogue.procedure("temporary-work").barriers if each.key == barrier]
    page = client.post(ADDRESS, {**DAY, "barriers": barrier}).text
    assert barred(page) == [escape(claim.title)]
    assert str(claim.law[0]).replace(" ", "\N{NO-BREAK SPACE}") in page
    assert not KeptPost.objects.exists()


def test_several_are_told_in_their_order(signed_in: Client) -> None:
    page = signed_in.post(ADDRESS, {**DAY, "barriers": ["business", "abroad"]}).text
    assert barred(page) == ["You are outside Poland", "You run a business in Poland"]
    assert not Application.objects.exists()


def test_nobody_is_turned_away(signed_in: Client) -> None:
    """It may be over on the day of filing, and only the office decides."""
    answer = signed_in.post(ADDRESS, {**DAY, "barriers": "abroad", "anyway": "yes"})
    assert answer.headers["Location"] == f"/en/applications/{Application.objects.get().pk}/"


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ([], "Choose what is true of you, or that none of these is"),
        (["none", "abroad"], "Choose what is true of you, or that none of these is, not both"),
        (["moon"], "Select a valid choice. moon is not one of the available choices."),
    ],
)
def test_an_answer_that_is_none_is_told_at_its_question(signed_in: Client, chosen: list[str], said: str) -> None:
    page = without_unseen(signed_in.post(ADDRESS, {**DAY, "anyway": "yes", "barriers": chosen}).text)
    assert f'<a href="#id_barriers_0">Is any of this true of you on the day you file? – {said}</a>' in page
    assert not Application.objects.exists()


def test_what_is_answered_is_stored_nowhere(signed_in: Client) -> None:
    signed_in.post(ADDRESS, {**DAY, "barriers": "prison", "anyway": "yes"})
    assert "prison" not in json.dumps(list(Application.objects.values()), default=str)
    assert not KeptPost.objects.exists()


def test_how_much_is_asked_is_said_before_anybody_begins(client: Client) -> None:
    assert re.search(r"About \d+ questions: plan \d+ minutes", client.get(ADDRESS).content.decode())

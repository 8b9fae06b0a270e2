"""What is said before an application of each purpose is what that purpose asks for, and nothing of another."""

from datetime import date
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from accounts.acting import themselves
from accounts.models import User
from applications.drafting import lifecycle
from procedures import catalogue, facts

pytestmark = pytest.mark.django_db
PERMITS = [each.key for each in catalogue.procedures() if "purpose" in each.preset]
OTHERS = {  # whose address is wanted, and who may not answer
    "employer": ("Your employer’s e-mail address", "The employer does not answer"),
    "host": ("Your host’s e-mail address", "The host does not answer"),
    "university": ("The e-mail address of your university", "The university does not answer"),
}
ASKED = {
    "temporary-work": ["employer"],
    "blue-card": ["employer"],
    "research": [],
    "studies": ["university"],
    "volunteer": ["host"],
    "blue-card-mobility": ["employer"],
    "posted-worker": [],
    "business": ["employer"],
    "research-mobility": [],
    "trainee": ["host"],
    "family": [],
    "family-of-citizen": [],
    "research-family-mobility": [],
    "trafficking-victim": [],
    "short-stay": [],
    "seasonal-work": [],
    "other-circumstances": [],
}


@pytest.mark.parametrize("key", PERMITS)
def test_an_address_is_wanted_of_those_who_sign_an_annex_and_of_nobody_else(client: Client, key: str) -> None:
    said = unescape(client.get(f"/en/applications/new/{key}/", follow=True).content.decode())
    found = [(whose, [text in said for text in texts]) for whose, texts in OTHERS.items()]
    assert found == [(whose, [whose in ASKED[key]] * 2) for whose in OTHERS]


@pytest.mark.parametrize("key", [key for key, whose in ASKED.items() if whose])
def test_an_annex_that_only_some_need_is_wanted_if_it_applies(client: Client, key: str) -> None:
    """A sole trader has no employer: only who works in a company of their own needs annex 1."""
    said = unescape(client.get(f"/en/applications/new/{key}/", follow=True).content.decode())
    (whose,) = ASKED[key]
    assert (f"<b>{OTHERS[whose][0]}, if it applies</b>" in said) is (key == "business")


@pytest.mark.parametrize("key", PERMITS)
def test_who_is_late_is_told_of_a_refusal_only_where_the_law_says_so(client: Client, key: str) -> None:
    procedure = catalogue.procedure(key)
    olena = User.objects.create_user("olena@example.com", "correct-horse-battery")
    client.force_login(olena)
    draft = lifecycle.start(themselves(olena), procedure, language="en", last_lawful_day=date(2020, 1, 1))
    for address in (f"/en/applications/{draft.pk}/", f"/en/applications/new/{key}/"):
        said = unescape(client.get(address, follow=True).content.decode())
        assert "The last day of your legal stay has passed" in said
        assert ("refuses the permit by decision" in said) is ("late" not in procedure.unsaid)
        assert (procedure.deadline.text in said) is ("late" in procedure.unsaid)


@pytest.mark.usefixtures("content_loaded")
@pytest.mark.parametrize("key", PERMITS)
def test_a_sentence_of_the_law_that_is_not_true_of_a_permit_is_not_said_of_it(client: Client, key: str) -> None:
    procedure = catalogue.procedure(key)
    guide = unescape(client.get(f"/en/guides/{key}/").content.decode())
    assert ("the office examines the application and refuses the permit" in guide) is ("late" not in procedure.unsaid)
    assert ("already have a permanent" in guide) is ("not-opened" not in procedure.unsaid)
    assert ("You can file without it" in guide) is ("unpaid-duty" not in procedure.unsaid)
    told = {each.key for each in facts.of(procedure, on=timezone.localdate()).statements}
    assert "to-file" in told
    assert not told & set(procedure.unsaid)


@pytest.mark.usefixtures("content_loaded")
@pytest.mark.parametrize("key", PERMITS)
def test_a_guide_says_once_who_pays_less_for_the_card(client: Client, key: str) -> None:
    """The reliefs name who, so that the sentence of every permit is left to pages without a permit."""
    guide = unescape(client.get(f"/en/guides/{key}/").text)
    assert "You are in a hard financial situation" in guide
    assert "Who pays half of the card fee" not in guide


def test_a_page_of_no_permit_says_who_pays_half(client: Client) -> None:
    assert "Who pays half of the card fee" in unescape(client.get("/en/fees/").text)

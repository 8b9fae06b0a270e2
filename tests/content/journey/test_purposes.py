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
EMPLOYER = {
    "temporary-work": True,
    "blue-card": True,
    "research": False,
    "family": False,
    "seasonal-work": False,
    "short-stay": False,
    "trafficking-victim": False,
    "research-family-mobility": False,
    "other-circumstances": False,
    "family-of-citizen": False,
}


@pytest.mark.parametrize("key", [each.key for each in catalogue.procedures()])
def test_an_employers_address_is_wanted_only_where_an_employer_signs(client: Client, key: str) -> None:
    said = unescape(client.get(f"/en/applications/new/{key}/", follow=True).content.decode())
    assert ("Your employer’s e-mail address" in said) is EMPLOYER[key]
    assert ("The employer does not answer" in said) is EMPLOYER[key]


@pytest.mark.parametrize("key", [each.key for each in catalogue.procedures()])
def test_who_is_late_is_told_of_a_refusal_only_where_the_law_says_so(client: Client, key: str) -> None:
    procedure = catalogue.procedure(key)
    olena = User.objects.create_user("olena@example.com", "correct-horse-battery")
    client.force_login(olena)
    draft = lifecycle.start(themselves(olena), procedure, language="en", last_lawful_day=date(2020, 1, 1))
    for address in (f"/en/applications/{draft.pk}/", f"/en/applications/new/{key}/"):
        said = unescape(client.get(address, follow=True).content.decode())
        assert "The last day of your legal stay has passed" in said
        assert ("the office refuses the permit by decision" in said) is ("late" not in procedure.unsaid)
        assert (procedure.deadline.text in said) is ("late" in procedure.unsaid)


@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize("key", [each.key for each in catalogue.procedures()])
def test_a_sentence_of_the_law_that_is_not_true_of_a_permit_is_not_said_of_it(client: Client, key: str) -> None:
    procedure = catalogue.procedure(key)
    guide = unescape(client.get(f"/en/guides/{key}/").content.decode())
    assert ("the office examines the application and refuses the permit" in guide) is ("late" not in procedure.unsaid)
    assert ("already have a permanent" in guide) is ("not-opened" not in procedure.unsaid)
    assert ("You can file without it" in guide) is ("unpaid-duty" not in procedure.unsaid)
    told = {each.key for each in facts.of(procedure, on=timezone.localdate()).statements}
    assert "to-file" in told
    assert not told & set(procedure.unsaid)
